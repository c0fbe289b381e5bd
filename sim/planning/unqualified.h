// Who is joined by a plan and still has no service: the finished plan is judged by service profile, ports and
// capacity, which take no part in the choice.
#pragma once

#include <vector>

#include "sim/coverage/coverage.h"
#include "sim/planning/network_plan.h"

namespace lastmile::planning {

// Premises that subscribe and are served by the plan but do not qualify, each under its first cause.
struct Unqualified {
  std::vector<PremisesId> premises;  // in file order
  EnumArray<Obstacle, Tally> by_cause;

  void add(const Plant& plant, PremisesId p, Obstacle cause);
  Tally total() const;
};

// `after` is the plant with the plan carried out, with its coverage. `except` are premises that are not of
// interest: a flag for each, or empty. Cost: O(sites + links + premises).
Unqualified find_unqualified(const Plant& after, const Coverage& coverage,
                             const std::vector<char>& except = {});

}  // namespace lastmile::planning
