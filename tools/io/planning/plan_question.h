// What to plan for in a scenario, and who watches the search.
#pragma once

#include <functional>
#include <optional>

#include "models/time/horizon.h"
#include "sim/planning/network_plan.h"
#include "sim/planning/search_control.h"

namespace lastmile::io {

struct PlanQuestion {
  std::optional<planning::PlanRequest> request;  // none over time
  const RolloutOption* over_time = nullptr;      // the option whose budgets a sequence spends
  planning::NetworkQuestion network;
  bool only_qualified = false;  // count only those who qualify
  std::uint64_t frontier = 0;   // how many budgets up to the cost of everything to plan for as well
  bool by_area = false;
};

// Called by one thread at a time with the objective and the bound of the best plan so far.
using WatchPlan = std::function<void(double objective, double bound)>;

}  // namespace lastmile::io
