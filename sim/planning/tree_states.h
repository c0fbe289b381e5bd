// The knapsack over the vertices of a tree in preorder: take a vertex, or skip its whole subtree (Johnson,
// Niemi 1983). It keeps the undominated pairs of cost and prize, and drops what the bound at a multiplier
// excludes, or what does not fit.
#pragma once

#include "sim/planning/preorder_tree.h"
#include "sim/planning/search_control.h"

namespace lastmile::planning {

struct StateSearchResult {
  TreePlan plan;           // the best one: that which was known, or a better one
  double bound = 0;        // no plan is better than both this and the known one
  std::size_t states = 0;  // that were kept
};

// `worth` is what a unit of prize is worth in units of cost; `known` a plan to beat, its `taken` may be
// empty.
StateSearchResult search_states(const PreorderTree& tree, bool is_budget, Amount limit, double worth,
                                const TreePlan& known, std::size_t most_states, const SearchControl& control);

}  // namespace lastmile::planning
