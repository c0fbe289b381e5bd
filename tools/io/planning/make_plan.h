// What `lastmile plan` does for a scenario: it finds the works, judges the network after them, and compares
// them with the rollout orders. For the command and for scripts.
#pragma once

#include "tools/io/planning/judged_network.h"
#include "tools/io/planning/plan_question.h"
#include "tools/io/results/network_plan.h"

namespace lastmile::io {

// The network after the plan.
struct PlannedNetwork : JudgedNetwork {
  NetworkPlan plan;
};

// Throws InputRefused if no plan answers the question, and std::runtime_error if the search was ended before
// it found one. Cost: that of the search, and about ten evaluations. A deadline holds for all searches
// together.
PlannedNetwork make_plan(const ScenarioReading& reading, const PlanQuestion& question,
                         const planning::SearchControl& control, const WatchPlan& watch = {});

// What budgets in equal steps bring in users, for the scenario as it stands. Where the search is stopped each
// plan is the best so far, and the bounds hold. No points where no works serve anybody. Cost: that of so many
// searches, and one more.
Frontier make_frontier(const Scenario& scenario, std::uint64_t count, const planning::SearchControl& control,
                       const WatchPlan& watch = {});

// Refuses a question without an answer. `what` is what a plan would do, such as "joins all terminals".
void require_found(const std::string& file, planning::GraphPlan::Status status, std::string_view what);

}  // namespace lastmile::io
