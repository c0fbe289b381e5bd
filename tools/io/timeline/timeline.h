// The key `timeline`, and names of its periods in other parts of a scenario.
#pragma once

#include <optional>

#include "models/time/horizon.h"
#include "tools/io/base/json.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// Reports errors and returns none if there are any.
std::optional<Timeline> read_timeline(const YamlNode& node, const std::string& path, Reporter& report);
Json timeline_schema();
// The keys that a complete timeline requires; they may come from the scenario that is extended.
Json timeline_required();

// The number of the named period in the timeline, from 0. Reports a name outside the timeline and returns
// none.
std::optional<std::uint32_t> read_period(const YamlNode& node, const std::string& path,
                                         const Timeline& timeline, Reporter& report);
// The JSON Schema of a period, or a day in it. A year may also be a number.
Json period_schema();

}  // namespace lastmile::io
