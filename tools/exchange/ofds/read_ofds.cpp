#include "tools/exchange/ofds/read_ofds.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <optional>
#include <set>

#include "tools/exchange/mapping/own_words.h"
#include "tools/exchange/ofds/json_marks.h"
#include "tools/io/base/json.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"

namespace lastmile::exchange {
namespace {

using Document = nlohmann::json;

// The code list of statuses, and the state that each is.
constexpr std::array<std::string_view, 6> statuses = {"proposed",    "planned",  "underConstruction",
                                                      "operational", "inactive", "decommissioned"};
constexpr std::array<std::string_view, 6> states = {"proposed",    "planned",  "under_construction",
                                                    "operational", "inactive", "decommissioned"};

class OfdsReader {
 public:
  OfdsReader(std::string_view text, const std::string& file, io::ProblemList& problems)
      : text_(text), reporter_(file, problems) {
    package_.nodes.file = package_.spans.file = file;
    package_.nodes.name = "nodes";
    package_.spans.name = "spans";
    package_.nodes.fields = {"id", "name", "kind", "state"};
    package_.spans.fields = {"id", "name", "state", "from", "to", "medium"};
  }

  OfdsPackage read() {
    Document document;
    try {
      document = Document::parse(text_);
    } catch (const Document::parse_error& error) {
      refuse_syntax(error.what());
      return std::move(package_);
    } catch (const Document::out_of_range& error) {
      refuse_number(error.what());
      return std::move(package_);
    }
    marks_ = marks_of_items(text_);
    if (document.is_object() && document.contains("networks")) {
      const Document& networks = document["networks"];
      if (!networks.is_array() || networks.empty()) {
        error("networks", {"missing-value", "must be a list of at least one network"});
        return std::move(package_);
      }
      for (std::size_t i = 0; i < networks.size(); ++i)
        read_network(networks[i], fmt::format("networks[{}]", i), networks.size() > 1);
    } else {
      read_network(document, "", false);
    }
    return std::move(package_);
  }

 private:
  void refuse_syntax(std::string_view what) {
    io::Mark mark;
    unsigned long long line = 1;
    unsigned long long column = 1;
    const std::size_t at = what.find("at line ");
    if (at != std::string_view::npos &&
        std::sscanf(std::string(what.substr(at)).c_str(), "at line %llu, column %llu", &line, &column) == 2)
      mark = {.line = line, .column = std::max(column, 1ULL), .file = 0};
    const std::size_t colon = what.find(": ", at == std::string_view::npos ? 0 : at);
    reporter_.error(
        io::FixedPlace(mark),
        {"json-syntax", "not well-formed JSON: " +
                            io::shortened(colon == std::string_view::npos ? what : what.substr(colon + 2))});
  }

  // The parser quotes a number that no double holds, but does not say where it is.
  void refuse_number(std::string_view what) {
    const std::size_t begin = what.find('\'') + 1;
    const std::string_view number = what.substr(begin, what.rfind('\'') - begin);
    const std::string_view before = text_.substr(0, text_.find(number));
    const std::size_t line_start = before.rfind('\n') + 1;  // 0 on the first line
    const io::Mark mark{
        .line = 1 + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')),
        .column = 1 + io::character_count(before.substr(line_start)),
        .file = 0};
    reporter_.error(io::FixedPlace(mark),
                    {"json-syntax", "the number is out of range: " + io::shortened(number)});
  }

  // The mark of the innermost item that is on the path.
  io::Mark mark_of(std::string path) const {
    for (;;) {
      if (const auto found = marks_.find(path); found != marks_.end()) return found->second;
      const std::size_t end = path.find_last_of(".[");
      if (end == std::string::npos) return {};
      path.resize(end);
    }
  }
  void error(const std::string& path, io::Finding finding) {
    reporter_.error(io::FixedPlace(reporter_.shows_more() ? mark_of(path) : io::Mark{}, path),
                    std::move(finding));
  }

  static const Document* find(const Document& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
  }

  // The text of a key; a number counts as its digits. Reports any other value.
  std::string text_of(const Document& object, const char* key, const std::string& path) {
    const Document* value = find(object, key);
    if (value == nullptr) return {};
    if (value->is_string()) return value->get<std::string>();
    if (value->is_number_integer()) return value->dump();
    error(path + "." + key, {"wrong-type", fmt::format("must be text, but is {}", value->type_name())});
    return {};
  }
  std::string required_text(const Document& object, const char* key, const std::string& path) {
    std::string text = text_of(object, key, path);
    if (find(object, key) == nullptr)
      error(path, {"missing-key", fmt::format("key {} is missing", io::quoted(key))});
    else if (text.empty() && object[key].is_string())
      error(path + "." + key, {"missing-value", "is empty"});
    return text;
  }
  // The text of the first item of a list of texts.
  std::string first_of(const Document& object, const char* key, const std::string& path) {
    const Document* list = find(object, key);
    if (list == nullptr || (list->is_array() && list->empty())) return {};
    if (list->is_array() && list->front().is_string()) return list->front().get<std::string>();
    error(path + "." + key, {"wrong-type", "must be a list of texts"});
    return {};
  }

  std::string state_of(const Document& object, const std::string& path) {
    const std::string status = text_of(object, "status", path);
    if (status.empty()) return {};
    for (std::size_t i = 0; i < statuses.size(); ++i)
      if (status == statuses[i]) return std::string{states[i]};
    error(path + ".status", {"unknown-state", fmt::format("unknown status {}", io::quoted(status)),
                             io::hint_for(status, statuses)});
    return {};
  }

  std::optional<Point> point_of(const Document& pair, const std::string& path) {
    if (!pair.is_array() || pair.size() < 2 || !pair[0].is_number() || !pair[1].is_number()) {
      error(path, {"not-a-position", "must be a position: [longitude, latitude]"});
      return std::nullopt;
    }
    const Point point{pair[0].get<double>(), pair[1].get<double>()};
    if (is_on_earth(point)) return point;
    error(path, {"out-of-range",
                 fmt::format("longitude {} and latitude {} are out of range", pair[0].dump(), pair[1].dump()),
                 "a position is [longitude, latitude]"});
    return std::nullopt;
  }

  // The coordinates of a geometry of this type; none if there is no geometry or it is wrong.
  const Document* coordinates_of(const Document& object, const char* key, const char* type,
                                 const std::string& path) {
    const Document* geometry = find(object, key);
    if (geometry == nullptr) return nullptr;
    const std::string at = path + "." + key;
    if (!geometry->is_object() || !geometry->contains("type") || (*geometry)["type"] != type) {
      error(at, {"wrong-geometry", fmt::format("must be a geometry of type {}", type)});
      return nullptr;
    }
    const Document* coordinates = find(*geometry, "coordinates");
    if (coordinates == nullptr || !coordinates->is_array()) {
      error(at, {"missing-key", "key \"coordinates\" is missing, or no list"});
      return nullptr;
    }
    return coordinates;
  }

  void read_network(const Document& network, const std::string& path, bool one_of_several) {
    if (!network.is_object()) return error(path, {"wrong-type", "must be a network"});
    const std::string id = text_of(network, "id", path);
    const std::string name = text_of(network, "name", path);
    package_.name = one_of_several ? "" : name;
    const std::string prefix = one_of_several ? (id.empty() ? path : id) + "/" : "";
    const std::string before = path.empty() ? "" : path + ".";
    const Document* nodes = list_of(network, "nodes", path);
    const Document* spans = list_of(network, "spans", path);
    if (nodes != nullptr && nodes->empty())
      error(before + "nodes", {"missing-value", "the network has no nodes"});
    std::set<std::string> ids;
    for (std::size_t i = 0; nodes != nullptr && i < nodes->size(); ++i)
      read_node((*nodes)[i], fmt::format("{}nodes[{}]", before, i), prefix, ids);
    std::set<std::string> span_ids;
    for (std::size_t i = 0; spans != nullptr && i < spans->size(); ++i)
      read_span((*spans)[i], fmt::format("{}spans[{}]", before, i), prefix, ids, span_ids);
  }

  const Document* list_of(const Document& network, const char* key, const std::string& path) {
    const Document* list = find(network, key);
    if (list == nullptr)
      error(path, {"missing-key", fmt::format("key {} is missing", io::quoted(key)),
                   "an OFDS network has nodes and spans"});
    else if (!list->is_array())
      error((path.empty() ? "" : path + ".") + key, {"wrong-type", "must be a list"});
    return list != nullptr && list->is_array() ? list : nullptr;
  }

  void begin(FeatureLayer& layer, const std::string& path) {
    Feature& feature = layer.begin_feature(static_cast<std::int64_t>(layer.features.size()));
    const io::Mark mark = mark_of(path);
    feature.line = static_cast<std::uint32_t>(mark.line);
    feature.column = static_cast<std::uint32_t>(mark.column);
  }

  std::string unique_id(const Document& object, const std::string& path, std::set<std::string>& ids) {
    std::string id = required_text(object, "id", path);
    if (!id.empty() && !ids.insert(id).second)
      error(path + ".id", {"duplicate-id", fmt::format("id {} is used twice", io::quoted(id))});
    return id;
  }

  void read_node(const Document& node, const std::string& path, const std::string& prefix,
                 std::set<std::string>& ids) {
    if (!node.is_object()) return error(path, {"wrong-type", "must be a node"});
    FeatureLayer& layer = package_.nodes;
    begin(layer, path);
    const std::string id = unique_id(node, path, ids);
    if (const Document* coordinates = coordinates_of(node, "location", "Point", path)) {
      if (const auto point = point_of(*coordinates, path + ".location.coordinates")) {
        layer.add_point(*point);
        layer.end_part();
        layer.features.back().shape = Shape::point;
      }
    }
    layer.add_cell(prefix + id);
    layer.add_cell(text_of(node, "name", path));
    layer.add_cell(first_of(node, "type", path));
    layer.add_cell(state_of(node, path));
  }

  void read_span(const Document& span, const std::string& path, const std::string& prefix,
                 const std::set<std::string>& nodes, std::set<std::string>& ids) {
    if (!span.is_object()) return error(path, {"wrong-type", "must be a span"});
    FeatureLayer& layer = package_.spans;
    begin(layer, path);
    const std::string id = unique_id(span, path, ids);
    if (const Document* coordinates = coordinates_of(span, "route", "LineString", path)) {
      for (std::size_t i = 0; i < coordinates->size(); ++i)
        if (const auto point = point_of((*coordinates)[i], fmt::format("{}.route.coordinates[{}]", path, i)))
          layer.add_point(*point);
      layer.end_part();
      if (coordinates->size() < 2)
        error(path + ".route.coordinates", {"wrong-geometry", "a route has at least two positions"});
      layer.features.back().shape = Shape::line;
    }
    layer.add_cell(prefix + id);
    layer.add_cell(text_of(span, "name", path));
    layer.add_cell(state_of(span, path));
    for (const char* key : {"start", "end"}) {
      const std::string end = required_text(span, key, path);
      if (!end.empty() && !nodes.contains(end)) {
        io::Finding finding{"unknown-reference", fmt::format("no node {}", io::quoted(end))};
        if (reporter_.shows_more()) finding.hint = nearest_of(end, nodes);
        error(path + "." + key, std::move(finding));
      }
      layer.add_cell(prefix + end);
    }
    const std::string medium = first_of(span, "transmissionMedium", path);
    layer.add_cell(medium == "fibre" ? medium : "");
  }

  static std::string nearest_of(const std::string& word, const std::set<std::string>& ids) {
    const std::vector<std::string_view> words(ids.begin(), ids.end());
    const auto found = io::nearest(word, words.size(), [&](std::size_t i) { return words[i]; });
    return found ? "did you mean " + io::quoted(*found) + "?" : "";
  }

  std::string_view text_;
  io::Reporter reporter_;
  OfdsPackage package_;
  std::map<std::string, io::Mark> marks_;
};

}  // namespace

bool looks_like_ofds(std::string_view text) {
  if (text.starts_with(io::byte_order_mark)) text.remove_prefix(io::byte_order_mark.size());
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || text[first] != '{') return false;
  const std::string_view beginning = text.substr(0, 1 << 16);
  const auto has = [&](std::string_view word) { return beginning.find(word) != std::string_view::npos; };
  return (has("\"networks\"") || has("\"nodes\"")) && !has("\"FeatureCollection\"");
}

OfdsPackage parse_ofds(std::string_view text, const std::string& file, io::ProblemList& problems) {
  return OfdsReader(text, file, problems).read();
}

std::vector<LayerMapping> ofds_mapping(const OfdsPackage& package) {
  std::vector<LayerMapping> layers = {mapping_by_names(package.nodes, Meaning::sites),
                                      mapping_by_names(package.spans, Meaning::links)};
  KeySource tier;
  tier.value = "backbone";
  layers[1].keys.emplace_back("tier", tier);
  return layers;
}

}  // namespace lastmile::exchange
