// A YAML document as a plain tree with marks. Read through yaml-cpp's events, so that nesting and aliases are
// bounded before anything recurses or multiplies.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "tools/io/problems/problem.h"
#include "tools/io/yaml/yaml_limits.h"

namespace lastmile::io {

struct YamlNode {
  enum class Kind { null, scalar, list, map };
  Kind kind = Kind::null;
  Mark mark;
  bool quoted = false;
  std::string text;                       // of a scalar
  std::vector<const YamlNode*> children;  // of a list its items; of a map key, value, key, value, ...
  std::size_t nodes = 1;                  // in the tree below, itself included
  std::size_t height = 1;
};

struct YamlDocument {
  std::deque<YamlNode> nodes;
  const YamlNode* root = nullptr;
};

// Reads the text of one YAML file. None, and the reason reported, where it is not one well-formed, bounded
// document; `if_empty` where nothing is in it. Nodes are marked with the number of the file; `report` is
// about this file alone.
std::optional<YamlDocument> read_yaml(std::string text, Reporter& report,
                                      const Finding& if_empty = {"empty-file", "file is empty"},
                                      std::uint32_t file = 0);

}  // namespace lastmile::io
