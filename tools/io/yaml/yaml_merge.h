// A scenario file over the one that it extends.
#pragma once

#include <deque>

#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// Both roots are mappings. Mappings merge key by key, lists are joined, the base's items first, and any other
// value of `own` takes the place of the base's; nothing does so only for the rollout, economics and take-up
// of a scenario or an option. What is not given in `own` is the base's, but for the format version and what
// the base extends. New nodes go into `store`; the others stay where they are.
const YamlNode& merge(const YamlNode& base, const YamlNode& own, std::deque<YamlNode>& store);

}  // namespace lastmile::io
