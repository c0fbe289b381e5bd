// What stands under `timeline:`, and periods of it as other parts of a scenario name them.
#pragma once

#include <optional>

#include "models/time/horizon.h"
#include "tools/io/base/json.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// None, and reported, where it is wrong.
std::optional<Timeline> read_timeline(const YamlNode& node, const std::string& path, Reporter& report);
Json timeline_schema();
// The keys that a whole timeline needs; a scenario that extends another may leave them to that.
Json timeline_required();

// The period that is written, counted from the timeline's first; none, and reported, where it is none of its
// periods.
std::optional<std::uint32_t> read_period(const YamlNode& node, const std::string& path,
                                         const Timeline& timeline, Reporter& report);
// A period, or a day in it. A year may be read as a number.
Json period_schema();

}  // namespace lastmile::io
