// What the rollout orders, which are rules of thumb, reach with the budget of a plan: what proof is worth.
#pragma once

#include <vector>

#include "models/time/horizon.h"
#include "sim/planning/network_plan.h"

namespace lastmile::planning {

struct RolloutReach {
  OrderKey order = OrderKey::cheapest;
  WorkSize works = WorkSize::remedies;
  double cost = 0;
  ServedByPlan served;            // counted as those of a plan
  std::vector<Element> elements;  // what it builds
};

// The orders that look for service, each with each size of works, simulated with the whole budget in one
// period, final links for those who subscribe. Proposed works count as planned; what the question excludes is
// left out, what it requires is not forced. Cost: four simulations of a period.
std::vector<RolloutReach> rollout_reach(const Plant& plant, const NetworkQuestion& question, double budget);

// The one that serves most.
const RolloutReach& best_of(const std::vector<RolloutReach>& all, Weight weight);

}  // namespace lastmile::planning
