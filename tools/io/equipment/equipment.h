// The equipment library as YAML: models/access/equipment.yaml, compiled in, and the overrides of scenarios.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/access/equipment.h"
#include "tools/io/base/json.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// Reads `media` and `technologies` on top of `equipment`. An entry with a known name changes the keys it
// contains; any other entry is new and needs all keys of its kind. Problems are reported with their place;
// `equipment` must not be used if there are any. `path` is the prefix of the keys in problems, empty for a
// separate file. Cost: O(text + entries^2), for a few dozen entries.
void read_equipment(const YamlNode& root, Equipment& equipment, Reporter& report,
                    const std::string& path = "equipment");

// models/access/equipment.yaml as compiled in, read once. Throws std::logic_error if it is invalid.
const Equipment& standard_equipment();

// The JSON Schema of the same input. It does not express which keys only a new entry requires.
Json equipment_schema();

}  // namespace lastmile::io
