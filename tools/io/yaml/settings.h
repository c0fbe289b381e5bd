// Settings of a command line, such as take_up.ceiling=0.6: a path in a scenario and the value to put there.
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// A step of a path: a key of a mapping, or an item of a list, counted from 0.
struct PathStep {
  std::string key;
  std::optional<std::size_t> item;

  bool operator==(const PathStep&) const = default;
};

struct PathSetting {
  std::vector<PathStep> path;
  YamlDocument value;
};

// The same with a value that stands elsewhere.
struct NodeSetting {
  std::span<const PathStep> path;
  const YamlNode* value;
};

// Reads PATH=VALUE. Keys are separated by dots, and quoted if they contain one; items stand in brackets:
// options."north.first".rollout.budget_per_period[1]=250000. VALUE is YAML; ~ removes a key. `file` is
// the number that marks its nodes. Reports what is wrong and returns none.
std::optional<PathSetting> read_setting(const std::string& text, std::uint32_t file, Reporter& report);

// Reads the path of a setting alone, and refuses those that are not settings of a scenario.
std::optional<std::vector<PathStep>> read_setting_path(std::string_view text, const Place& place,
                                                       Reporter& report);

// The tree with the value in its place, which need not exist. Reports a path that cannot lead anywhere, and
// returns the tree as it is. Path and value must outlive the result; new nodes are added to `store`.
// Cost: O(keys along the path).
const YamlNode& with_setting(const YamlNode& root, const NodeSetting& setting, std::deque<YamlNode>& store,
                             Reporter& report);

inline const YamlNode& with_setting(const YamlNode& root, const PathSetting& setting,
                                    std::deque<YamlNode>& store, Reporter& report) {
  return with_setting(root, NodeSetting{setting.path, setting.value.root}, store, report);
}

}  // namespace lastmile::io
