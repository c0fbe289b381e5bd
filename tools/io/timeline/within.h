// The key `within`: a region of the map.
#pragma once

#include "tools/io/base/json.h"
#include "tools/io/timeline/region.h"
#include "tools/io/timeline/surroundings.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// Reports errors and returns none if there are any.
std::optional<Region> read_within(const YamlNode& node, const std::string& path,
                                  const Surroundings& surroundings, Reporter& report);
Json within_schema();

}  // namespace lastmile::io
