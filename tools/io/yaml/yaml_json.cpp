#include "tools/io/yaml/yaml_json.h"

#include <charconv>

namespace lastmile::io {
namespace {

Json scalar_json(const YamlNode& node) {
  if (node.quoted) return node.text;
  if (node.text == "true") return true;
  if (node.text == "false") return false;
  double value = 0;
  const char* const end = node.text.data() + node.text.size();
  const auto [stop, error] = std::from_chars(node.text.data(), end, value);
  const bool is_number = error == std::errc{} && stop == end && value - value == 0;
  return is_number ? number(value) : Json(node.text);
}

}  // namespace

Json as_json(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::null: break;
    case YamlNode::Kind::scalar: return scalar_json(node);
    case YamlNode::Kind::list: {
      Json list = Json::array();
      for (const YamlNode* item : node.children) list.push_back(as_json(*item));
      return list;
    }
    case YamlNode::Kind::map: {
      Json map = Json::object();
      for (std::size_t i = 0; i + 1 < node.children.size(); i += 2)
        map[node.children[i]->text] = as_json(*node.children[i + 1]);
      return map;
    }
  }
  return nullptr;
}

}  // namespace lastmile::io
