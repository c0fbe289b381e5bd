// A YAML document as a plain tree with marks. Read through yaml-cpp's events, so that nesting and aliases are
// limited before any recursion or expansion.
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
  std::vector<const YamlNode*> children;  // items of a list; key, value, key, value, ... of a mapping
  std::size_t nodes = 1;                  // in this tree, including the root
  std::size_t height = 1;
};

struct YamlDocument {
  std::deque<YamlNode> nodes;
  const YamlNode* root = nullptr;
};

// Reads the text of one YAML file. If it is not exactly one well-formed document within the limits, reports
// the reason (`if_empty` for an empty file) and returns none. Nodes are marked with the number of the file;
// `report` is for this file only.
std::optional<YamlDocument> read_yaml(std::string text, Reporter& report,
                                      const Finding& if_empty = {"empty-file", "file is empty"},
                                      std::uint32_t file = 0);

}  // namespace lastmile::io
