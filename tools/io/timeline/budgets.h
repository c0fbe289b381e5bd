// Whether the budget of an option can pay for any work at all.
#pragma once

#include "tools/io/problems/written_at.h"
#include "tools/io/timeline/surroundings.h"

namespace lastmile::io {

// One option and the place of its budget.
struct OptionBudget {
  const RolloutOption& option;
  WrittenAt budget_at;
};

// A note for each budget that never suffices for the cheapest work that costs money, as the scenario is
// written. Options whose changes set states or costs are not judged. Each budget is reported once, however
// many options share it. Cost: O(elements) if a budget is limited.
void check_budgets(const std::vector<OptionBudget>& options, const Scenario& scenario,
                   const Timeline& timeline, Reporter& report);

}  // namespace lastmile::io
