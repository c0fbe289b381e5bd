// Merges a scenario file with the file that it extends.
#pragma once

#include <deque>

#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// Both roots are mappings. Mappings merge key by key; lists are joined, the base's items first; any other
// value of `own` replaces the base's. A null does so only for the rollout, economics and take-up of a
// scenario or an option. All keys missing in `own` come from the base, except the format version and
// `extends`. New nodes are added to `store`; the others are not moved.
const YamlNode& merge(const YamlNode& base, const YamlNode& own, std::deque<YamlNode>& store);

// The mapping that a single value of this key is short for, such as {profile: bead} for `service: bead`; null
// if there is none.
const YamlNode* long_form(const YamlNode& value, std::string_view key, std::deque<YamlNode>& store);

}  // namespace lastmile::io
