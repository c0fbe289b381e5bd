// The parameters that a result was computed with: timeline, economics, take-up, rollout, service and the
// scenario's own equipment. What is not listed has its default.
#pragma once

#include "tools/io/base/json.h"
#include "tools/io/scenario/reading.h"

namespace lastmile::io {

// `option` is one of the scenario's, or null for the scenario as it stands.
Json parameters_json(const ScenarioReading& reading, const RolloutOption* option);

}  // namespace lastmile::io
