#include "tools/exchange/transfer/read_sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "tools/exchange/gdal/load_gis.h"
#include "tools/exchange/graphml/read_graphml.h"
#include "tools/exchange/mapping/own_words.h"
#include "tools/exchange/mapping/read_mapping.h"
#include "tools/exchange/ofds/read_ofds.h"
#include "tools/exchange/transfer/layer_checks.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/geo/projection.h"

namespace lastmile::exchange {
namespace {

// A file that this program reads without GDAL: its layers, and what they mean by its own words.
struct TextSource {
  std::string name;
  std::vector<FeatureLayer> layers;
  std::vector<LayerMapping> meaning;
};

class SourceReader {
 public:
  SourceReader(Imported& imported, io::ProblemList& problems, io::Progress& progress)
      : imported_(imported),
        problems_(problems),
        progress_(progress),
        crs_use_(imported.mapping, imported.notes) {}

  // What was told about the coordinate reference system for all files.
  const CrsUse& crs_use() const { return crs_use_; }

  // A source without a mapping.
  void add_source(const std::string& path) {
    if (!is_there(path, io::Reporter(path, problems_), {})) return;
    if (const TextSource* source = text_source(path)) {
      for (std::size_t i = 0; i < source->layers.size(); ++i) {
        for (const std::string& note : source->layers[i].notes) note_about(source->layers[i], note);
        imported_.mapping.layers.push_back(source->meaning[i]);
        imported_.layers.push_back(source->layers[i]);
      }
      imported_.mapping.sources.largest_component = true;
      if (imported_.mapping.name.empty()) imported_.mapping.name = source->name;
      return;
    }
    if (problems_.error_count() > 0) return;
    add_layers_by_name(path);
  }

  // A layer of a mapping file.
  void add_layer(const LayerMapping& mapping) {
    io::Reporter report(imported_.mapping.file, problems_);
    if (!is_there(mapping.path, report, mapping.at)) return;
    if (const TextSource* source = text_source(mapping.path)) return add_text_layer(mapping, *source, report);
    if (problems_.error_count() > 0) return;
    add_gis_layer(mapping, report);
  }

  // Checks that there is such a coordinate reference system; "" stands for none.
  void check_crs(const std::string& crs, io::Reporter report, const io::FixedPlace& place) {
    if (crs.empty()) return;
    if (io::looks_like_crs(crs) ? io::Projection::open(crs) != nullptr : module_knows(crs)) return;
    report.error(place,
                 {"unknown-crs", fmt::format("unknown coordinate reference system {}", io::quoted(crs)),
                  "write its code, as EPSG:25832; epsg.io lists them"});
  }

 private:
  bool module_knows(const std::string& crs) {
    if (!gis_) gis_ = load_gis();
    return gis_->module && gis_->module->knows_crs(crs);
  }
  static bool is_there(const std::string& path, io::Reporter report, const io::WrittenAt& at) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
      return true;  // a folder of Shapefiles, or a file geodatabase
    io::Finding finding = io::check_readable(path);
    if (finding.rule.empty()) return true;
    report.error(at.place(), std::move(finding));
    return false;
  }

  // The whole text of a file, and a record of it.
  std::string read_text(const std::string& path) {
    io::InputFile file(path, io::InputFile::Hashing::on, progress_);
    std::string text;
    std::size_t used = 0;
    for (;;) {
      text.resize(std::max<std::size_t>(2 * text.size(), 1 << 16));
      const std::size_t got = file.read(text.data() + used, text.size() - used);
      if (got == 0) break;
      used += got;
    }
    text.resize(used);
    imported_.inputs.push_back(file.record());
    return text;
  }

  static std::string beginning_of(const std::string& path) {
    io::InputFile file(path, io::InputFile::Hashing::off);
    std::string text(1 << 16, '\0');
    std::size_t used = 0;
    while (used < text.size()) {
      const std::size_t got = file.read(text.data() + used, text.size() - used);
      if (got == 0) break;
      used += got;
    }
    text.resize(used);
    return text;
  }

  // The layers of an OFDS or GraphML file; none for a file of another kind.
  const TextSource* text_source(const std::string& path) {
    if (const auto found = texts_.find(path); found != texts_.end()) return &found->second;
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) return nullptr;
    try {
      const std::string beginning = beginning_of(path);
      const std::string extension = std::filesystem::path(path).extension().string();
      if (extension == ".graphml" || (beginning.starts_with('<') && looks_like_graphml(beginning))) {
        GraphmlGraph graph = parse_graphml(read_text(path), path, problems_);
        TextSource source{graph.name, {}, graphml_mapping(graph)};
        source.layers.push_back(std::move(graph.nodes));
        source.layers.push_back(std::move(graph.edges));
        return &texts_.emplace(path, std::move(source)).first->second;
      }
      if (looks_like_ofds(beginning)) {
        OfdsPackage package = parse_ofds(read_text(path), path, problems_);
        TextSource source{package.name, {}, ofds_mapping(package)};
        source.layers.push_back(std::move(package.nodes));
        source.layers.push_back(std::move(package.spans));
        return &texts_.emplace(path, std::move(source)).first->second;
      }
    } catch (const io::BadGzip& bad) {
      io::Reporter(path, problems_).error(io::FixedPlace({}), {"bad-gzip", bad.what()});
    }
    return nullptr;
  }

  void add_text_layer(const LayerMapping& mapping, const TextSource& source, io::Reporter& report) {
    std::vector<std::string> names;
    for (const FeatureLayer& layer : source.layers) names.push_back(layer.name);
    const std::string wanted = !mapping.layer.empty()              ? mapping.layer
                               : mapping.meaning == Meaning::links ? names.back()
                                                                   : names.front();
    const auto found = std::find(names.begin(), names.end(), wanted);
    if (found == names.end()) return refuse_layer(mapping, names, report);
    if (!mapping.where.empty()) {
      report.error(mapping.at.place(), {"needs-gis", "`where` selects features of geographic formats only"});
      return;
    }
    const FeatureLayer& layer = source.layers[static_cast<std::size_t>(found - names.begin())];
    // What the mapping does not say, the file's own words do.
    LayerMapping whole = mapping;
    for (const LayerMapping& own : source.meaning)
      if (own.layer == wanted && own.meaning == mapping.meaning)
        for (const auto& key : own.keys)
          if (whole.find(key.first) == nullptr) whole.keys.push_back(key);
    remove_coordinates(whole);
    if (!check_fields(whole, layer.fields, report)) return;
    imported_.mapping.layers.push_back(std::move(whole));
    imported_.layers.push_back(layer);
  }

  void refuse_layer(const LayerMapping& mapping, const std::vector<std::string>& names,
                    io::Reporter& report) {
    const std::vector<std::string_view> known(names.begin(), names.end());
    report.error(mapping.at.place(),
                 {"unknown-layer", fmt::format("{} has no layer {}", mapping.file, io::quoted(mapping.layer)),
                  io::hint_for(mapping.layer, known)});
  }

  // Reports fields that the layer does not have.
  static bool check_fields(const LayerMapping& mapping, const std::vector<std::string>& fields,
                           io::Reporter& report) {
    const std::vector<std::string_view> known(fields.begin(), fields.end());
    bool all = true;
    for (const auto& [key, source] : mapping.keys) {
      if (source.value || std::find(fields.begin(), fields.end(), source.field) != fields.end()) continue;
      all = false;
      std::string hint = known.empty() ? "the layer has no fields" : io::hint_for(source.field, known);
      const bool is_word =
          (key == "state" || key == "tier" || key == "drop_state") &&
          (std::find(state_names.begin(), state_names.end(), source.field) != state_names.end() ||
           std::find(tier_names.begin(), tier_names.end(), source.field) != tier_names.end());
      if (std::find(fields.begin(), fields.end(), "Field2") !=
          fields.end())  // as GDAL calls a column without name
        hint += "; the first row of a sheet must name every column, without merged cells above it";
      if (is_word) hint = fmt::format("for the word itself write {{value: {}}}", source.field);
      report.error(source.at.place(),
                   {"unknown-field",
                    fmt::format("layer {} of {} has no field {}", io::quoted(mapping.layer), mapping.file,
                                io::quoted(source.field)),
                    std::move(hint)});
    }
    return all;
  }

  Gis* gis(const std::string& path, io::Reporter& report, const io::WrittenAt& at) {
    if (!gis_) gis_ = load_gis();
    if (gis_->module) return gis_->module.get();
    report.error(
        at.place(),
        {"needs-gis", fmt::format("{} is read through GDAL, which is missing: {}", path, gis_->why_not),
         "OFDS and GraphML files are read without it"});
    return nullptr;
  }
  const std::vector<GisLayer>* layers_of(Gis& module, const std::string& path, io::Reporter& report,
                                         const io::WrittenAt& at) {
    if (const auto found = gis_layers_.find(path); found != gis_layers_.end()) return &found->second;
    try {
      return &gis_layers_.emplace(path, module.layers_of(path)).first->second;
    } catch (const GisRefusal& refusal) {
      report.error(at.place(), {known_rule(refusal.rule), refusal.message, refusal.hint});
      return nullptr;
    }
  }
  // Findings keep a view of their rule.
  static std::string_view known_rule(const std::string& rule) {
    if (rule == "no-crs") return "no-crs";
    if (rule == "unknown-crs") return "unknown-crs";
    if (rule == "swapped-coordinates") return "swapped-coordinates";
    if (rule == "no-encoding") return "no-encoding";
    if (rule == "bad-filter") return "bad-filter";
    return "not-readable";
  }

  void add_gis_layer(const LayerMapping& mapping, io::Reporter& report) {
    Gis* module = gis(mapping.file, report, mapping.at);
    if (module == nullptr) return;
    const std::vector<GisLayer>* layers = layers_of(*module, mapping.path, report, mapping.at);
    if (layers == nullptr) return;
    std::vector<std::string> names;
    for (const GisLayer& layer : *layers) names.push_back(layer.name);
    LayerMapping whole = mapping;
    if (whole.layer.empty() && names.size() == 1) whole.layer = names.front();
    if (whole.layer.empty()) {
      report.error(mapping.at.place(),
                   {"which-layer", fmt::format("{} has {} layers", mapping.file, names.size()),
                    fmt::format("say which, as layer: one of {}", fmt::join(names, ", "))});
      return;
    }
    const auto found = std::find(names.begin(), names.end(), whole.layer);
    if (found == names.end()) return refuse_layer(whole, names, report);
    const GisLayer& layer = (*layers)[static_cast<std::size_t>(found - names.begin())];
    if (check_fields(whole, layer.fields, report)) read_layer(*module, layer, whole, report);
  }

  void read_layer(Gis& module, const GisLayer& head, const LayerMapping& mapping, io::Reporter& report) {
    GisRequest request;
    request.file = mapping.path;
    request.layer = mapping.layer;
    request.where = mapping.where;
    request.encoding = mapping.encoding;
    request.crs = mapping.crs.empty() ? imported_.mapping.crs : mapping.crs;
    LayerMapping read = mapping;
    for (const auto& [key, source] : mapping.keys) {
      if (source.value) continue;
      if (key == "lon" || key == "x") request.x_field = source.field;
      if (key == "lat" || key == "y") request.y_field = source.field;
      if (key == "lon") request.fields_are_degrees = true;
      if (std::find(request.fields.begin(), request.fields.end(), source.field) == request.fields.end())
        request.fields.push_back(source.field);
    }
    remove_coordinates(read);
    const std::string own = crs_use_.own_crs(head, request, mapping);
    progress_.begin("reading " + mapping.file + " " + mapping.layer, 0, "");
    try {
      FeatureLayer layer = module.read(request);
      layer.file = mapping.path;
      for (const std::string& note : layer.notes) note_about(layer, note);
      const std::string& file = imported_.mapping.file;
      const std::string& crs = own.empty() ? request.crs : own;
      if (!file.empty() && !check_features(layer, mapping, crs, !own.empty() && !request.fields_are_degrees,
                                           report, io::Reporter(file, imported_.notes)))
        return;
      imported_.layers.push_back(std::move(layer));
      imported_.mapping.layers.push_back(std::move(read));
      record_file(mapping.path);
    } catch (const GisRefusal& refusal) {
      report.error(mapping.at.place(), {known_rule(refusal.rule), refusal.message, refusal.hint});
    }
  }

  void note_about(const FeatureLayer& layer, const std::string& text) {
    const io::FixedPlace place({}, fmt::format("layer {}", io::quoted(layer.name)));
    io::Reporter(layer.file, imported_.notes).note(place, {"assumed-by-reader", text});
  }

  void record_file(const std::string& path) {
    for (const io::InputRecord& input : imported_.inputs)
      if (input.name == path) return;
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return;
    io::InputFile file(path, io::InputFile::Hashing::on);
    std::string block(1 << 20, '\0');
    try {
      while (file.read(block.data(), block.size()) > 0) {
      }
    } catch (const io::BadGzip&) {  // GDAL has read it all the same
    }
    imported_.inputs.push_back(file.record());
  }

  // Without a mapping, layers named as this program exports them are what their names say.
  void add_layers_by_name(const std::string& path) {
    io::Reporter report(path, problems_);
    Gis* module = gis(path, report, {});
    if (module == nullptr) return;
    const std::vector<GisLayer>* layers = layers_of(*module, path, report, {});
    if (layers == nullptr) return;
    bool any = false;
    for (const GisLayer& layer : *layers) {
      if (std::find(layer.fields.begin(), layer.fields.end(), "layer") == layer.fields.end()) {
        any = add_layer_named(*module, path, layer, layer.name, "", report) || any;
        continue;
      }
      // One layer holds all of them, as GeoJSON and FlatGeobuf of --gis do.
      any = true;
      for (const char* name : {"sites", "links", "drops", "premises"})
        add_layer_named(*module, path, layer, name, fmt::format("layer = '{}'", name), report);
    }
    imported_.from_results = imported_.from_results || any;
    if (any) return;
    std::string found;
    for (const GisLayer& layer : *layers)
      found += fmt::format("{}{} ({}{}{}; {})", found.empty() ? "" : ", ", layer.name, layer.geometry,
                           layer.crs.empty() ? "" : ", ", layer.crs, fmt::join(layer.fields, ", "));
    report.error(io::FixedPlace({}),
                 {"needs-mapping", "nothing says what its layers mean: " + io::shortened(found),
                  "describe them in a mapping file, and pass it as --mapping FILE"});
  }

  // Reads a layer as what `name` says. False if that is none of the four names.
  bool add_layer_named(Gis& module, const std::string& path, const GisLayer& layer, const std::string& name,
                       const std::string& where, io::Reporter& report) {
    const std::optional<Meaning> meaning = name == "sites" ? std::optional(Meaning::sites)
                                           : name == "links" || name == "drops"
                                               ? std::optional(Meaning::links)
                                           : name == "premises" ? std::optional(Meaning::premises)
                                                                : std::nullopt;
    if (!meaning) return false;
    FeatureLayer shape;
    shape.file = path;
    shape.name = layer.name;
    shape.fields = layer.fields;
    LayerMapping mapping = mapping_by_names(shape, *meaning);
    mapping.where = where;
    if (*meaning == Meaning::links && mapping.find("tier") == nullptr) {
      KeySource tier;
      tier.value = name == "drops" ? "drop" : "distribution";
      mapping.keys.emplace_back("tier", tier);
    }
    remove_coordinates(mapping);
    read_layer(module, layer, mapping, report);
    return true;
  }

  Imported& imported_;
  io::ProblemList& problems_;
  io::Progress& progress_;
  std::map<std::string, TextSource> texts_;
  std::optional<LoadedGis> gis_;
  std::map<std::string, std::vector<GisLayer>> gis_layers_;
  CrsUse crs_use_;
};

}  // namespace

void read_sources(const ImportRequest& request, Imported& imported, io::ProblemList& problems,
                  io::Progress& progress) {
  Mapping& mapping = imported.mapping;
  if (!request.mapping_file.empty())
    mapping = read_mapping_file(request.mapping_file, imported.inputs, problems);
  SourceReader reader(imported, problems, progress);
  const io::FixedPlace no_place({.line = 0});
  reader.check_crs(mapping.crs, io::Reporter(mapping.file, problems), mapping.crs_at.place());
  for (const LayerMapping& layer : mapping.layers)
    reader.check_crs(layer.crs, io::Reporter(mapping.file, problems), layer.crs_at.place());
  reader.check_crs(request.crs, io::Reporter("--crs", problems), no_place);
  if (!request.crs.empty()) mapping.crs = request.crs;
  if (request.snap_m) mapping.snap_m = *request.snap_m;
  if (request.max_drop_m) mapping.max_drop_m = *request.max_drop_m;
  if (problems.error_count() > 0) return;
  const std::vector<LayerMapping> layers = std::move(mapping.layers);
  mapping.layers.clear();
  for (const LayerMapping& layer : layers) reader.add_layer(layer);
  for (const std::string& source : request.sources) reader.add_source(source);
  if (request.crs.empty())
    reader.crs_use().note_unused(io::Reporter(mapping.file, imported.notes), mapping.crs_at.place());
  else
    reader.crs_use().note_unused(io::Reporter("--crs", imported.notes), no_place);
  if (mapping.name.empty()) {
    const std::string& from = request.mapping_file.empty() ? request.sources.front() : request.mapping_file;
    mapping.name = std::filesystem::path(from).stem().string();
  }
}

}  // namespace lastmile::exchange
