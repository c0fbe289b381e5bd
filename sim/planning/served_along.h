// Whom a plan serves while it is carried out, work by work.
#pragma once

#include <span>
#include <vector>

#include "models/plant/element.h"
#include "sim/planning/network_plan.h"

namespace lastmile::planning {

// Whom the network serves before the works and after each of them: one entry more than works.
// Cost: O(sites + links + premises).
std::vector<ServedByPlan> served_along(const Plant& plant, std::span<const Element> order);

}  // namespace lastmile::planning
