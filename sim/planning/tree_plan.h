// Budgets and targets where the network is a tree: which subtree around the root serves most for a budget, or
// costs least for a target.
//
// A Lagrange multiplier, found by bisection with a linear dynamic programme, gives a bound and a first tree.
// Then a knapsack over the vertices in preorder (take a vertex, or skip its whole subtree; Johnson, Niemi
// 1983) keeps the undominated pairs of cost and prize and drops what the bound excludes. It is exact as long
// as its lists fit; where they do not, the most promising entries stay, the bound remembers what was dropped,
// and branch and bound closes the gap (tree_branching.h).
#pragma once

#include "sim/planning/preorder_tree.h"
#include "sim/planning/search_control.h"

namespace lastmile::planning {

TreePlan most_within_budget(const PreorderTree& tree, Amount budget, const SearchControl& control);
TreePlan cheapest_for_target(const PreorderTree& tree, Amount target, const SearchControl& control);

// A good plan of either kind, by the knapsack alone, where a search needs many.
TreePlan good_in_tree(const PreorderTree& tree, bool is_budget, Amount limit, const SearchControl& control);

}  // namespace lastmile::planning
