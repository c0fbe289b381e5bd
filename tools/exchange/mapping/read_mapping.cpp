#include "tools/exchange/mapping/read_mapping.h"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>

#include "tools/exchange/mapping/own_words.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/yaml/keys.h"

namespace lastmile::exchange {
namespace {

using io::Key;
using io::Keys;
using io::Reporter;
using io::YamlNode;
using Names = std::vector<std::string_view>;

constexpr std::array<std::string_view, 3> meanings = {"sites", "links", "premises"};
constexpr std::array<std::string_view, 3> joins = {"ends", "touching", "crossing"};
constexpr std::array<std::string_view, 3> drop_ends = {"none", "nearest-site", "nearest-link"};
constexpr double most_snap_m = 1000;
constexpr io::WordKind word_kind{"unknown-word", "word"};

// A word or a list of words, added to `to`.
void read_words(std::vector<std::string>& to, const YamlNode& node, const std::string& path,
                Reporter& report) {
  io::for_each_value(node, path, [&](const YamlNode& item, const std::string& at) {
    if (const auto word = io::word_of(item, at, report)) to.push_back(*word);
  });
}

void read_word_list(KeySource& to, const YamlNode& node, const std::string& path, Reporter& report) {
  io::for_each_named_entry(node, path, report, [&](const YamlNode& word, const YamlNode& value) {
    if (const auto text = io::text_of(value, path + "." + io::shortened(word.text), report))
      to.words.emplace_back(word.text, std::string{*text});
  });
}

// Checks a word that stands for a state or tier.
void check_word(std::string_view key, std::string_view word, const io::FixedPlace& place, Reporter& report) {
  const bool is_state = key == "state" || key == "drop_state";
  if (!is_state && key != "tier") return;
  const auto known = is_state ? std::span<const std::string_view>(state_names.raw())
                              : std::span<const std::string_view>(tier_names.raw());
  std::string lower(word);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (std::find(known.begin(), known.end(), lower) != known.end()) return;
  report.error(place, {is_state ? "unknown-state" : "unknown-tier",
                       fmt::format("unknown {} {}", is_state ? "state" : "tier", io::quoted(word)),
                       io::hint_for(lower, known)});
}

// Whether texts of this encoding can be read; by the names that iconv knows, as GDAL does.
bool is_encoding(const std::string& name) {
  const bool is_plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == ':' || c == '.';
  });
  if (!is_plain) return false;
  const iconv_t converter = ::iconv_open("UTF-8", name.c_str());
  const auto none = reinterpret_cast<iconv_t>(-1);  // NOLINT(performance-no-int-to-ptr): POSIX's value
  if (converter == none) return errno != EINVAL;
  ::iconv_close(converter);
  return true;
}

void check_encoding(const std::string& name, const io::FixedPlace& place, Reporter& report) {
  if (is_encoding(name)) return;
  constexpr std::array<std::string_view, 17> common = {
      "UTF-8",       "ISO-8859-1", "ISO-8859-2", "ISO-8859-5", "ISO-8859-7", "ISO-8859-9",
      "ISO-8859-15", "CP437",      "CP850",      "CP852",      "CP1250",     "CP1251",
      "CP1252",      "CP1253",     "CP1254",     "GB18030",    "SHIFT_JIS"};
  std::string upper(name);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  const auto near = io::nearest(upper, common.size(), [&](std::size_t i) { return common[i]; });
  report.error(place, {"unknown-encoding", fmt::format("unknown encoding {}", io::quoted(name)),
                       near ? fmt::format("did you mean {}?", io::quoted(*near))
                            : "write the name that iconv knows, as UTF-8, ISO-8859-1 or CP1252"});
}

// A field's name, {field, words, default}, or {value}.
std::optional<KeySource> read_source(std::string_view key, const YamlNode& node, const std::string& path,
                                     Reporter& report) {
  KeySource source;
  source.at = {node.mark, path};
  if (node.kind != YamlNode::Kind::map) {
    const auto field = io::word_of(node, path, report);
    if (!field) return std::nullopt;
    source.field = *field;
    return source;
  }
  static constexpr std::array<std::string_view, 4> names = {"field", "words", "default", "value"};
  const bool good =
      io::for_each_entry(node, names, path + ".", report, [&](std::size_t name, const YamlNode& value) {
        const std::string at = path + "." + std::string{names[name]};
        if (name == 1) return read_word_list(source, value, at, report);
        const auto text = io::text_of(value, at, report);
        if (!text) return;
        if (name == 0) source.field = *text;
        if (name == 2) source.otherwise = std::string{*text};
        if (name == 3) source.value = std::string{*text};
        if (name >= 2) check_word(key, *text, io::FixedPlace(value.mark, at), report);
      });
  if (!good) return std::nullopt;
  for (const auto& [word, meaning] : source.words)
    check_word(key, meaning, io::FixedPlace(node.mark, path + ".words"), report);
  const bool has_field = !source.field.empty();
  if (has_field == source.value.has_value()) {
    report.error(io::FixedPlace(node.mark, path),
                 {has_field ? "conflicting-keys" : "missing-key",
                  has_field ? "has both a field and a value" : "needs a field or a value",
                  "write {field: NAME} or {value: WORD}"});
    return std::nullopt;
  }
  if (source.value && (!source.words.empty() || source.otherwise)) {
    report.error(
        io::FixedPlace(node.mark, path),
        {"conflicting-keys", "a value takes neither words nor a default", "write {field: NAME, words: ...}"});
    return std::nullopt;
  }
  return source;
}

class LayerReader {
 public:
  LayerReader(LayerMapping& layer, const std::filesystem::path& folder, const std::string& path,
              Reporter& report)
      : layer_(layer), folder_(folder), path_(path), report_(report) {}

  void read(const YamlNode& node) {
    layer_.at = {node.mark, path_};
    if (const YamlNode* meaning = io::find_value(node, "as"))
      io::take(layer_.meaning, io::value_in<Meaning>(meanings, *meaning, path_ + ".as", word_kind, report_));
    const std::vector<std::string> elements = keys_of_elements();
    Names names = {"file", "layer", "where", "encoding", "crs", "as"};
    if (layer_.meaning == Meaning::links) names.push_back("join");
    if (layer_.meaning == Meaning::sites) names.push_back("premises_kinds");
    if (layer_.meaning == Meaning::premises) names.push_back("drop");
    const std::size_t own = names.size();
    names.insert(names.end(), elements.begin(), elements.end());
    bool has_file = false;
    bool has_meaning = false;
    const bool good =
        io::for_each_entry(node, names, path_ + ".", report_, [&](std::size_t i, const YamlNode& value) {
          const std::string at = path_ + "." + std::string{names[i]};
          has_file = has_file || i == 0;
          has_meaning = has_meaning || names[i] == "as";
          if (i < own)
            read_own(names[i], value, at);
          else
            add_key(std::string{names[i]}, value, at);
        });
    if (!good) return;
    if (!has_file) report_.error(layer_.at.place(), io::missing_key("file"));
    if (!has_meaning)
      report_.error(layer_.at.place(), io::missing_key("as", "write as: sites, links or premises"));
    check_pair("lon", "lat");
    check_pair("x", "y");
    check_pair("from", "to");
  }

 private:
  std::vector<std::string> keys_of_elements() const {
    std::vector<std::string> keys = known_keys(layer_.meaning);
    std::erase_if(keys, [](const std::string& key) { return key.starts_with(io::drop_column_prefix); });
    if (layer_.meaning == Meaning::sites) keys.insert(keys.end(), {"homes", "users", "subscribed"});
    if (layer_.meaning == Meaning::links) return keys;
    for (const char* key : {"x", "y"})
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.emplace_back(key);
    return keys;
  }

  void read_own(std::string_view name, const YamlNode& value, const std::string& at) {
    if (name == "as") return;
    if (name == "join")
      return io::take(layer_.join, io::value_in<Join>(joins, value, at, word_kind, report_));
    if (name == "premises_kinds") return read_words(layer_.premises_kinds, value, at, report_);
    if (name == "drop") return read_drop(value, at);
    const auto text = io::word_of(value, at, report_);
    if (!text) return;
    if (name == "file") {
      layer_.file = *text;
      layer_.path =
          (std::filesystem::path(*text).is_absolute() ? std::filesystem::path(*text) : folder_ / *text)
              .string();
    }
    if (name == "layer") layer_.layer = *text;
    if (name == "where") layer_.where = *text;
    if (name == "encoding") {
      layer_.encoding = *text;
      check_encoding(layer_.encoding, io::FixedPlace(value.mark, at), report_);
    }
    if (name == "crs") {
      layer_.crs = *text;
      layer_.crs_at = {value.mark, at};
    }
  }

  void add_key(std::string key, const YamlNode& value, const std::string& at) {
    if (auto source = read_source(key, value, at, report_))
      layer_.keys.emplace_back(std::move(key), std::move(*source));
  }

  // {state, to, of_kinds} and other keys of a drop. A bare word is the state itself.
  void read_drop(const YamlNode& node, const std::string& path) {
    std::vector<std::string> elements;
    for (const std::string& key : known_keys(Meaning::premises))
      if (key.starts_with(io::drop_column_prefix))
        elements.push_back(key.substr(io::drop_column_prefix.size()));
    Names names = {"to", "of_kinds"};
    names.insert(names.end(), elements.begin(), elements.end());
    io::for_each_entry(node, names, path + ".", report_, [&](std::size_t i, const YamlNode& value) {
      const std::string at = path + "." + std::string{names[i]};
      if (i == 0)
        return io::take(layer_.drop.to, io::value_in<DropTo>(drop_ends, value, at, word_kind, report_));
      if (i == 1) return read_words(layer_.drop.of_kinds, value, at, report_);
      const std::string key = std::string{io::drop_column_prefix} + std::string{names[i]};
      if (names[i] != "state" || value.kind != YamlNode::Kind::scalar) return add_key(key, value, at);
      KeySource state;
      state.at = {value.mark, at};
      state.value = value.text;
      check_word("state", value.text, io::FixedPlace(value.mark, at), report_);
      layer_.keys.emplace_back(key, std::move(state));
    });
    const bool by_id = layer_.find("drop_from") != nullptr;
    if (by_id && layer_.drop.to != DropTo::none)
      report_.error(io::FixedPlace(node.mark, path),
                    {"conflicting-keys",
                     "a drop begins at the site that `from` names, or at what `to` says, not both"});
    if (layer_.drop.to == DropTo::nearest_link && !layer_.drop.of_kinds.empty())
      report_.error(io::FixedPlace(node.mark, path),
                    {"conflicting-keys", "of_kinds chooses sites, and this drop begins on a link",
                     "of_kinds goes with to: nearest-site"});
  }

  void check_pair(const char* one, const char* other) {
    const KeySource* first = layer_.find(one);
    const KeySource* second = layer_.find(other);
    if ((first == nullptr) == (second == nullptr)) return;
    report_.error(layer_.at.place(), io::missing_key(first == nullptr ? one : other,
                                                     fmt::format("{} and {} go together", one, other)));
  }

  LayerMapping& layer_;
  const std::filesystem::path& folder_;
  std::string path_;
  Reporter& report_;
};

void read_layers(Mapping& mapping, const YamlNode& node, const std::string& path, Reporter& report) {
  const std::filesystem::path folder = std::filesystem::path(mapping.file).parent_path();
  io::for_each_item(node, path, "[{file: streets.gpkg, as: links}]", report,
                    [&](const YamlNode& item, const std::string& at) {
                      LayerReader(mapping.layers.emplace_back(), folder, at, report).read(item);
                    });
}

void read_nearest(SourceRule& rule, const YamlNode& node, const std::string& path, Reporter& report) {
  const auto items = io::items_of(node, path, "[7.1, 50.7]", report);
  if (node.kind != YamlNode::Kind::list) return;
  if (items.size() != 2) {
    report.error(io::FixedPlace(node.mark, path), {"wrong-type", "must be [longitude, latitude]"});
    return;
  }
  const auto lon = io::number_between(*items[0], path + "[0]", -180, 180, report);
  const auto lat = io::number_between(*items[1], path + "[1]", -90, 90, report);
  if (lon && lat) rule.nearest = Point{*lon, *lat};
}

const Keys<SourceRule>& source_keys() {
  static const Keys<SourceRule> keys = {
      {"kinds", io::Json{},
       [](SourceRule& rule, const YamlNode& node, const std::string& path, Reporter& report) {
         read_words(rule.kinds, node, path, report);
       }},
      {"ids", io::Json{},
       [](SourceRule& rule, const YamlNode& node, const std::string& path, Reporter& report) {
         read_words(rule.ids, node, path, report);
       }},
      {"nearest", io::Json{}, read_nearest},
      {"largest_component", io::flag_value(), &SourceRule::largest_component},
  };
  return keys;
}

void read_kinds(Costs& costs, const YamlNode& node, const std::string& path, Reporter& report) {
  io::for_each_named_entry(node, path, report, [&](const YamlNode& kind, const YamlNode& value) {
    if (const auto cost = io::amount_of(value, path + "." + io::shortened(kind.text), report))
      costs.kinds.emplace_back(kind.text, *cost);
  });
}

const Keys<Costs>& cost_keys() {
  const auto per_m = [](Tier tier) {
    return [tier](Costs& costs) -> std::optional<double>& { return costs.per_m[tier]; };
  };
  static const Keys<Costs> keys = {
      {"backbone_per_m", io::amount_value(), per_m(Tier::backbone)},
      {"feeder_per_m", io::amount_value(), per_m(Tier::feeder)},
      {"distribution_per_m", io::amount_value(), per_m(Tier::distribution)},
      {"drop_per_m", io::amount_value(), per_m(Tier::drop)},
      {"kinds", io::Json{}, read_kinds},
  };
  return keys;
}

const Keys<Mapping>& mapping_keys() {
  static const Keys<Mapping> keys = {
      {"name", io::text_value(), &Mapping::name},
      {"crs", io::Json{},
       [](Mapping& mapping, const YamlNode& node, const std::string& path, Reporter& report) {
         io::take(mapping.crs, io::word_of(node, path, report));
         mapping.crs_at = {node.mark, path};
       }},
      {"snap_m", io::value_between(0, most_snap_m), &Mapping::snap_m},
      {"max_drop_m", io::amount_value(), &Mapping::max_drop_m},
      {"layers", io::Json{}, read_layers, io::Required{"write layers: [{file: ..., as: links}]"}},
      {"sources", io::Json{},
       [](Mapping& mapping, const YamlNode& node, const std::string& path, Reporter& report) {
         mapping.sources.at = {node.mark, path};
         io::read_mapping(node, source_keys(), path, mapping.sources, report);
       }},
      {"costs", io::Json{},
       [](Mapping& mapping, const YamlNode& node, const std::string& path, Reporter& report) {
         io::read_mapping(node, cost_keys(), path, mapping.costs, report);
       }},
  };
  return keys;
}

struct MappingFile {
  Mapping mapping;
};

const Keys<MappingFile>& file_keys() {
  static const Keys<MappingFile> keys = {
      {"import", io::Json{},
       [](MappingFile& file, const YamlNode& node, const std::string& path, Reporter& report) {
         io::read_mapping(node, mapping_keys(), path, file.mapping, report);
         if (file.mapping.layers.empty() && report.error_count() == 0)
           report.error(io::FixedPlace(node.mark, path + ".layers"), {"missing-value", "there is no layer"});
       },
       io::Required{"a mapping file begins with import:"}},
  };
  return keys;
}

}  // namespace

Mapping parse_mapping(std::string text, const std::string& file, io::ProblemList& problems) {
  Reporter report(file, problems);
  MappingFile result;
  result.mapping.file = file;
  if (const auto document = io::read_yaml(std::move(text), report))
    io::read_mapping(*document->root, file_keys(), "", result, report);
  return std::move(result.mapping);
}

Mapping read_mapping_file(const std::string& file, std::vector<io::InputRecord>& inputs,
                          io::ProblemList& problems) {
  if (io::Finding finding = io::check_readable(file); !finding.rule.empty()) {
    Reporter(file, problems).error(io::FixedPlace({}), std::move(finding));
    return {};
  }
  io::InputFile input(file, io::InputFile::Hashing::on);
  std::string text;
  std::string block(1 << 16, '\0');
  for (std::size_t got = 0;
       (got = input.read(block.data(), block.size())) > 0 && text.size() <= io::max_yaml_bytes;)
    text.append(block, 0, got);
  inputs.push_back(input.record());
  return parse_mapping(std::move(text), file, problems);
}

}  // namespace lastmile::exchange
