// JSON Schemas for the timeline part of a scenario.
#pragma once

#include "tools/io/base/json.h"

namespace lastmile::io {

// Of the keys timeline, economics, take_up, rollout, changes and options; they refer to the definitions below
// by name: selector, change and option.
Json horizon_property(std::string_view key);

Json selector_schema();
Json change_schema();
Json option_schema();

}  // namespace lastmile::io
