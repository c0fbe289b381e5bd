// What a plan can do without.
//
// A search that is proven leaves nothing over where works count in its amounts (cost_scale.h). One that was
// stopped early, or whose amounts left no room for that, may; and a plan that comes from elsewhere may hold
// more than a tree.
#pragma once

#include <vector>

#include "sim/planning/plan_request.h"
#include "sim/planning/rooted_graph.h"

namespace lastmile::planning {

// The edges of a tree around the root, made of the given ones and of what works already between their ends,
// from which no work can be left out without loss: less prize for a budget, too little for a target, less
// value. What must be in the plan stays. O(n log n) for n edges, times the works left out beside those at the
// ends of branches.
std::vector<EdgeIndex> without_spare_works(const RootedGraph& graph, const PlanRequest& request,
                                           const std::vector<EdgeIndex>& edges);

}  // namespace lastmile::planning
