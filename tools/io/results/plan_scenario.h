// A plan as a scenario that extends the one it was made for.
#pragma once

#include <string>

#include "tools/io/results/plan_json.h"

namespace lastmile::io {

inline constexpr std::string_view plan_option = "plan";

// The text of the scenario file: option `plan` builds the works in the order of the plan, edits set proposed
// works to planned, and a scenario without a timeline gets one of a single period. A plan over time keeps the
// budgets and crews that it was made for. `base` is the path of the scenario from the file's folder.
std::string plan_scenario(const ScenarioReading& reading, const NetworkPlan& plan, const std::string& base);

}  // namespace lastmile::io
