// Budgets and targets where the network is a tree: which subtree around the root serves most for a budget, or
// costs least for a target.
//
// A Lagrange multiplier, found by bisection with a linear dynamic programme, gives a bound and a first tree.
// Then a knapsack over the vertices in preorder (take a vertex, or skip its whole subtree; Johnson, Niemi
// 1983) keeps the undominated pairs of cost and prize and drops what the bound excludes. It is exact as long
// as its lists fit; where they do not, the most promising entries stay, and the bound remembers what was
// dropped.
#pragma once

#include <span>

#include "sim/planning/search_control.h"

namespace lastmile::planning {

// Vertices in preorder without the root: price is that of the vertex with the edge that leads to it, size
// counts the vertex and all below it.
struct PreorderTree {
  std::vector<Amount> price;
  std::vector<Amount> prize;
  std::vector<std::uint32_t> size;
};

struct TreePlan {
  bool feasible = false;
  Amount cost = 0;
  Amount prize = 0;
  Amount bound = 0;  // on the prize within a budget (none has more), on the cost for a target (none has less)
  std::vector<std::uint32_t> taken;  // positions, ascending
};

TreePlan most_within_budget(const PreorderTree& tree, Amount budget, const SearchControl& control);
TreePlan cheapest_for_target(const PreorderTree& tree, Amount target, const SearchControl& control);

}  // namespace lastmile::planning
