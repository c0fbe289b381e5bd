// Solves a rooted prize-collecting Steiner tree problem: the best tree, a bound that no tree can pass, or
// both equal.
//
// Reductions, dual ascent and local search at the root; repetitions with perturbed costs whose trees are
// recombined (the problem on the union of their edges is small); repairs that raise the bound, with
// reductions by it; guesses between bound and value, where few parts of the graph are left to search; then
// branch and bound on vertices, which are in or out. Nodes and repetitions are worked on in batches of fixed
// size, so the answer does not depend on the number of threads. Stopped early, the tree is feasible (or none
// was found) and the bound is valid.
#pragma once

#include "sim/planning/search_control.h"

namespace lastmile::planning {

struct SteinerAnswer {
  SteinerTree tree;  // objective `unreachable`: there is none (or none was found below control.beat)
  Amount bound = 0;  // no tree costs less; `unreachable`: there is no feasible tree
};

SteinerAnswer solve_steiner(const SteinerProblem& problem, const SearchControl& control);

// The value of a set of edges as a tree: what does not hang together with the root is ignored, cycles are
// opened, and what does not pay is pruned. O(edges).
SteinerTree tree_of(const SteinerProblem& problem, const std::vector<EdgeIndex>& edges);

}  // namespace lastmile::planning
