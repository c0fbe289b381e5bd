// Closes the gap that the knapsack of tree_plan.h leaves where its lists do not fit: branch and bound on the
// Lagrangean of the tree.
//
// At the best multiplier two trees are equally good, one within the limit and one beyond it. They differ in
// whole branches, such as a cabinet with the homes that it pays off; the largest is branched on: it is in, or
// it is out. What the bound of a node then decides by itself is taken out of its tree, and the knapsack
// solves what is left, as soon as that fits.
#pragma once

#include "sim/planning/preorder_tree.h"
#include "sim/planning/search_control.h"

namespace lastmile::planning {

struct BranchingEffort {
  std::size_t most_states = 200'000;     // of the knapsack of a node
  std::uint64_t most_work = 40'000'000;  // positions passed and states kept, without a deadline
};

// Improves `first`, a feasible plan with its bound. Without a deadline the work is limited, so that the
// answer depends on nothing but the tree. Cost: a few passes over the tree for each node.
TreePlan close_by_branching(const PreorderTree& tree, bool is_budget, Amount limit, TreePlan first,
                            const SearchControl& control, const BranchingEffort& effort = {});

}  // namespace lastmile::planning
