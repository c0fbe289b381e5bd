#include "tools/exchange/graphml/read_graphml.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <new>
#include <optional>
#include <pugixml.hpp>
#include <unordered_set>

#include "tools/exchange/mapping/own_words.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/problems/cells.h"

namespace lastmile::exchange {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

// The name of an element without the prefix of its namespace.
std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

struct DataKey {
  std::string name;  // attr.name, else the id
  std::string lower_name;
  std::string otherwise;
};

// The key of a table that a data key is, by its name in any case.
std::string key_of_table(const std::string& lower_name, const std::vector<std::string>& known) {
  if (lower_name == "longitude" || lower_name == "lng") return "lon";
  if (lower_name == "latitude") return "lat";
  if (lower_name == "label") return "name";
  return std::find(known.begin(), known.end(), lower_name) == known.end() ? std::string{} : lower_name;
}

class GraphmlReader {
 public:
  GraphmlReader(std::string_view text, const std::string& file, io::ProblemList& problems)
      : text_(text), reporter_(file, problems) {
    graph_.nodes.file = graph_.edges.file = file;
    graph_.nodes.name = "nodes";
    graph_.edges.name = "edges";
    for (std::size_t at = 0; at < text.size(); ++at)
      if (text[at] == '\n') line_starts_.push_back(at + 1);
  }

  GraphmlGraph read() {
    pugi::xml_document document;
    const pugi::xml_parse_result result = document.load_buffer(text_.data(), text_.size());
    if (result.status == pugi::status_out_of_memory) throw std::bad_alloc();
    if (!result) {
      reporter_.error(io::FixedPlace(mark_at(result.offset)),
                      {"xml-syntax", std::string("not well-formed XML: ") + result.description()});
      return std::move(graph_);
    }
    const pugi::xml_node root = document.document_element();
    if (local_name(root) != "graphml") {
      error(root, "", {"not-graphml", "the root element is not graphml"});
      return std::move(graph_);
    }
    for (const pugi::xml_node& child : root.children())
      if (local_name(child) == "key") read_key(child);
    collect(root);
    if (!saw_graph_) error(root, "", {"missing-value", "the file has no graph"});
    graph_.nodes.fields = fields_of("node", {"id", "lon", "lat"});
    graph_.edges.fields = fields_of("edge", {"id", "from", "to"});
    for (const pugi::xml_node& node : nodes_) read_node(node);
    for (const pugi::xml_node& edge : edges_) read_edge(edge);
    return std::move(graph_);
  }

 private:
  io::Mark mark_at(std::ptrdiff_t offset) const {
    const auto at = static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset, 0));
    const auto line = std::upper_bound(line_starts_.begin(), line_starts_.end(), at);
    const std::size_t start = line == line_starts_.begin() ? 0 : *std::prev(line);
    const std::size_t end = std::min(at, text_.size());
    return {.line = static_cast<std::uint64_t>(line - line_starts_.begin()) + 1,
            .column = io::character_count(text_.substr(start, end - start)) + 1,
            .file = 0};
  }
  // pugixml counts from the name of the element, behind its "<".
  io::Mark mark_of(const pugi::xml_node& node) const { return mark_at(node.offset_debug() - 1); }
  void error(const pugi::xml_node& at, std::string path, io::Finding finding) {
    reporter_.error(io::FixedPlace(mark_of(at), std::move(path)), std::move(finding));
  }

  void read_key(const pugi::xml_node& node) {
    const std::string id = node.attribute("id").value();
    if (id.empty()) return error(node, "key", {"missing-key", "attribute \"id\" is missing"});
    DataKey key;
    key.name = node.attribute("attr.name").as_string(id.c_str());
    key.lower_name = lower(key.name);
    for (const pugi::xml_node& child : node.children())
      if (local_name(child) == "default") key.otherwise = child.text().get();
    const std::string_view domain = node.attribute("for").as_string("all");
    for (const char* of : {"node", "edge", "graph"})
      if (domain == of || domain == "all") keys_[of].emplace(id, key);
  }

  // All nodes and edges, also of nested graphs, in the order of the file. Not recursive: depth is not
  // trusted.
  void collect(const pugi::xml_node& root) {
    pugi::xml_node at = root.first_child();
    while (at) {
      const std::string_view name = local_name(at);
      if (name == "graph" && !saw_graph_) {
        saw_graph_ = true;
        graph_.name = name_of_graph(at);
      }
      if (name == "node") nodes_.push_back(at);
      if (name == "edge") edges_.push_back(at);
      if (name == "hyperedge") ++hyperedges_;
      if (at.first_child() && name != "data") {
        at = at.first_child();
        continue;
      }
      while (at && at != root && !at.next_sibling()) at = at.parent();
      if (!at || at == root) break;
      at = at.next_sibling();
    }
    if (hyperedges_ > 0) graph_.edges.notes.push_back(fmt::format("{} hyperedges are not read", hyperedges_));
  }

  std::string name_of_graph(const pugi::xml_node& graph) {
    std::string name = graph.attribute("id").value();
    for (const char* wanted : {"network", "name", "label"})
      for (const pugi::xml_node& child : graph.children()) {
        if (local_name(child) != "data") continue;
        const auto key = keys_["graph"].find(child.attribute("key").value());
        if (key != keys_["graph"].end() && key->second.lower_name == wanted && !child.text().empty())
          name = child.text().get();
      }
    while (!name.empty() && name.back() == ' ') name.pop_back();
    return name;
  }

  // The fields of a layer: those every graph has, then keys of tables, then all others by their own names.
  std::vector<std::string> fields_of(const char* domain, std::vector<std::string> fields) {
    const std::vector<std::string> known = known_keys(domain[0] == 'n' ? Meaning::sites : Meaning::links);
    const auto add = [&](const std::string& id, const std::string& name) {
      auto found = std::find(fields.begin(), fields.end(), name);
      if (found == fields.end()) found = fields.insert(fields.end(), name);
      place_[domain][id].push_back(static_cast<std::size_t>(found - fields.begin()));
    };
    for (const auto& [id, key] : keys_[domain]) {
      std::string name = key_of_table(key.lower_name, known);
      if (name == "id" || name == "from" || name == "to") name.clear();  // the graph's own say that
      if (!name.empty()) add(id, name);
      if (name != key.name && key.lower_name != "id") add(id, key.name);
    }
    return fields;
  }

  // The values of an element's data, by field.
  std::vector<std::string> values_of(const pugi::xml_node& element, const char* domain, std::size_t count) {
    std::vector<std::string> values(count);
    for (const auto& [id, key] : keys_[domain])
      if (!key.otherwise.empty())
        for (const std::size_t field : place_[domain][id]) values[field] = key.otherwise;
    for (const pugi::xml_node& child : element.children()) {
      if (local_name(child) != "data") continue;
      const auto places = place_[domain].find(child.attribute("key").value());
      if (places == place_[domain].end()) continue;
      for (const std::size_t field : places->second)
        if (const char* text = child.text().get(); *text != '\0') values[field] = text;
    }
    return values;
  }

  void begin(FeatureLayer& layer, const pugi::xml_node& element) {
    Feature& feature = layer.begin_feature(static_cast<std::int64_t>(layer.features.size()));
    const io::Mark mark = mark_of(element);
    feature.line = static_cast<std::uint32_t>(mark.line);
    feature.column = static_cast<std::uint32_t>(mark.column);
  }

  std::optional<double> degrees(const pugi::xml_node& node, const std::string& text, const char* what,
                                double most) {
    if (text.empty()) return std::nullopt;
    return io::parse_between(text, -most, most, io::FixedPlace(mark_of(node), what), reporter_);
  }

  void read_node(const pugi::xml_node& node) {
    FeatureLayer& layer = graph_.nodes;
    const std::string id = node.attribute("id").value();
    if (id.empty()) error(node, "node", {"missing-key", "attribute \"id\" is missing"});
    if (!id.empty() && !ids_.insert(id).second)
      error(node, "node", {"duplicate-id", fmt::format("id {} is used twice", io::quoted(id))});
    begin(layer, node);
    std::vector<std::string> values = values_of(node, "node", layer.fields.size());
    values[0] = id;
    const auto lon = degrees(node, values[1], "longitude", 180);
    const auto lat = degrees(node, values[2], "latitude", 90);
    if (lon && lat) {
      layer.add_point({*lon, *lat});
      layer.end_part();
      layer.features.back().shape = Shape::point;
    }
    for (const std::string& value : values) layer.add_cell(value);
  }

  void read_edge(const pugi::xml_node& edge) {
    FeatureLayer& layer = graph_.edges;
    begin(layer, edge);
    std::vector<std::string> values = values_of(edge, "edge", layer.fields.size());
    values[0] = edge.attribute("id").value();
    values[1] = end_of(edge, "source");
    values[2] = end_of(edge, "target");
    if (values[0].empty()) values[0] = fmt::format("edge{}", layer.features.size() - 1);
    for (const std::string& value : values) layer.add_cell(value);
  }

  std::string end_of(const pugi::xml_node& edge, const char* attribute) {
    std::string id = edge.attribute(attribute).value();
    if (id.empty())
      error(edge, "edge", {"missing-key", fmt::format("attribute {} is missing", io::quoted(attribute))});
    else if (!ids_.contains(id))
      error(edge, std::string("edge.") + attribute,
            {"unknown-reference", fmt::format("no node {}", io::quoted(id))});
    return id;
  }

  std::string_view text_;
  io::Reporter reporter_;
  GraphmlGraph graph_;
  std::vector<std::size_t> line_starts_;
  std::map<std::string, std::map<std::string, DataKey>> keys_;                    // domain -> id -> key
  std::map<std::string, std::map<std::string, std::vector<std::size_t>>> place_;  // domain -> id -> fields
  std::vector<pugi::xml_node> nodes_;
  std::vector<pugi::xml_node> edges_;
  std::unordered_set<std::string> ids_;
  std::size_t hyperedges_ = 0;
  bool saw_graph_ = false;
};

}  // namespace

bool looks_like_graphml(std::string_view text) {
  return text.substr(0, 1 << 12).find("graphml") != std::string_view::npos;
}

GraphmlGraph parse_graphml(std::string_view text, const std::string& file, io::ProblemList& problems) {
  return GraphmlReader(text, file, problems).read();
}

std::vector<LayerMapping> graphml_mapping(const GraphmlGraph& graph) {
  std::vector<LayerMapping> layers = {mapping_by_names(graph.nodes, Meaning::sites),
                                      mapping_by_names(graph.edges, Meaning::links)};
  for (LayerMapping& layer : layers) remove_coordinates(layer);
  for (auto& [key, source] : layers[1].keys)
    if (key == "tier") source.otherwise = "backbone";
  if (layers[1].find("tier") == nullptr) {
    KeySource tier;
    tier.value = "backbone";
    layers[1].keys.emplace_back("tier", tier);
  }
  return layers;
}

}  // namespace lastmile::exchange
