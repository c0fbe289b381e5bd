// The most that a tree of limited cost can serve, and the cheapest tree that serves at least so much, on any
// graph.
//
// A multiplier turns the question into a prize-collecting Steiner problem, whose lower bound bounds the
// answer: with prizes worth w units of cost each, prize <= all prizes - (lower bound - budget) / w. Bisection
// finds the best w; the trees on the way, pruned to the budget by the knapsack of tree_plan.h, are the plans.
// Whole customers leave a gap: branching on customers (in or out) closes it. With few customers all subsets
// are priced instead. Of answers with the most prize for a budget the cheapest is looked for by a second
// search of limited length.
#pragma once

#include "sim/planning/search_control.h"

namespace lastmile::planning {

struct CollectingProblem {
  SteinerProblem graph;         // prizes in units of their own; none `required`
  std::vector<char> leaf_only;  // one per vertex
  bool is_budget = true;        // else a target
  Amount limit = 0;             // most cost, or least prize
  Amount unit = 1;              // costs within a unit only order trees of the same cost
};

struct CollectingAnswer {
  bool feasible = false;
  Amount cost = 0;
  Amount prize = 0;
  Amount bound = 0;              // on the prize (budget) or the cost (target)
  std::vector<EdgeIndex> edges;  // of the graph
};

CollectingAnswer solve_collecting(const CollectingProblem& problem, const SearchControl& control);

}  // namespace lastmile::planning
