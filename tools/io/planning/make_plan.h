// What `lastmile plan` does for a scenario: it finds the works, judges the network after them, and compares
// them with the rollout orders. For the command and for scripts.
#pragma once

#include <functional>

#include "sim/planning/search_control.h"
#include "tools/io/results/network_plan.h"

namespace lastmile::io {

struct PlanQuestion {
  std::optional<planning::PlanRequest> request;  // none over time
  const RolloutOption* over_time = nullptr;      // the option whose budgets a sequence spends
  planning::NetworkQuestion network;
  bool only_qualified = false;  // count only those who qualify
  std::uint64_t frontier = 0;   // how many budgets up to the cost of everything to plan for as well
  bool by_area = false;
};

// The network after the plan, judged.
struct PlannedNetwork {
  Plant plant;
  Network network;
  Coverage coverage;
  NetworkPlan plan;
};

// Called by one thread at a time with the objective and the bound of the best plan so far.
using WatchPlan = std::function<void(double objective, double bound)>;

// Throws InputRefused if no plan answers the question, and std::runtime_error if the search was ended before
// it found one. Cost: that of the search, and about ten evaluations. A deadline holds for all searches
// together.
PlannedNetwork make_plan(const ScenarioReading& reading, const PlanQuestion& question,
                         const planning::SearchControl& control, const WatchPlan& watch = {});

// Refuses a question without an answer. `what` is what a plan would do, such as "joins all terminals".
void require_found(const std::string& file, planning::GraphPlan::Status status, std::string_view what);

}  // namespace lastmile::io
