// The order in which to build the works of a plan so that people are served early.
#pragma once

#include <span>
#include <vector>

#include "models/plant/element.h"
#include "sim/planning/network_plan.h"

namespace lastmile::planning {

// The works, each after those that it hangs on. Each premises is reached over its cheapest way within the
// plan; the ways form a tree. Among all orders that follow the tree, this one minimises the sum over users
// (or homes) of the money spent before they are served. Works that nobody's way needs come last, in file
// order. Source: W. A. Horn, Single-machine job sequencing with treelike precedence ordering and linear delay
// penalties, SIAM Journal on Applied Mathematics 23 (1972). Cost: O((sites + links + premises) log).
std::vector<Element> build_order(const Plant& plant, std::span<const Element> works, Weight weight);

}  // namespace lastmile::planning
