// One node of branch and bound: bounds, trees and reductions, in turn until they stop helping each other.
#pragma once

#include <functional>

#include "sim/planning/dual_ascent.h"
#include "sim/planning/reducer.h"
#include "sim/planning/search_control.h"
#include "sim/planning/tree_builder.h"

namespace lastmile::planning {

struct NodeResult {
  Amount bound = 0;         // of every tree in the node that is better than the one known before
  SteinerTree best;         // the best tree found; its edges are original ones
  Vertex branch_on = none;  // a vertex of the reducer; none: the node is solved
};

struct NodeEffort {
  std::uint32_t rounds = 8;    // of bound and reductions, at most
  double least_shrink = 0.02;  // another round if this share of edges and vertices went in the last
  bool local_search = true;
  bool distance_tests = true;
  double slack = 0.25;         // of dual ascent
  std::uint32_t improves = 0;  // batches of moves that raise the bound, in each round, at most
  // Called with every better tree or bound.
  std::function<void(const NodeResult&)> report = {};
};

// Changes `reducer`. `upper` is the value of the best tree known; only better ones matter.
NodeResult solve_node(Reducer& reducer, Amount upper, const NodeEffort& effort, const SearchControl& control,
                      std::uint64_t seed);

// The best tree that one dual ascent on perturbed costs leads to, as original edges; `noise` 0: costs as they
// are.
SteinerTree perturbed_tree(const Reducer& reducer, double noise, std::uint64_t seed,
                           const SearchControl& control);

}  // namespace lastmile::planning
