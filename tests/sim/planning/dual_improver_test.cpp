// Bounds by dual ascent, and the whole search behind them, against prices of all subsets of customers.
#include "sim/planning/dual_improver.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "sim/planning/shortest_path_tree.h"
#include "sim/planning/steiner_search.h"
#include "sim/planning/subset_costs.h"
#include "tests/support/dice.h"

namespace lastmile::test::dual_improver_test {
namespace {

using namespace planning;

// A grid of streets with like costs, on which one dual ascent leaves a gap.
SteinerProblem town(Dice& dice, bool all_required) {
  const std::size_t side = dice.between(5, 8);
  SteinerProblem town;
  town.vertex_cost.assign(side * side, 0);
  town.prize.assign(side * side, 0);
  const auto join = [&](std::size_t a, std::size_t b) {
    if (dice.chance(90))
      town.edges.push_back(
          {static_cast<Vertex>(a), static_cast<Vertex>(b), static_cast<Amount>(dice.between(8, 14))});
  };
  for (std::size_t v = 0; v < side * side; ++v) {
    if (v % side + 1 < side) join(v, v + 1);
    if (v + side < side * side) join(v, v + side);
    if (dice.chance(20)) town.vertex_cost[v] = static_cast<Amount>(dice.below(10));
  }
  town.root = static_cast<Vertex>(dice.below(side * side));
  for (std::size_t i = 0; i < 9; ++i) {
    const std::size_t v = dice.below(side * side);
    town.prize[v] = all_required ? required : static_cast<Amount>(dice.between(5, 60));
  }
  town.prize[town.root] = 0;
  return town;
}

// The least cost and prizes left out, from the costs of all sets of customers; none: there is no tree.
Amount best_of_all_sets(const SteinerProblem& problem) {
  std::vector<Vertex> customers;
  for (Vertex v = 0; v < problem.vertex_count(); ++v)
    if (problem.prize[v] > 0) customers.push_back(v);
  const SteinerGraph graph(problem);
  const std::vector<Amount> costs = subset_costs(
      graph, customers, std::vector<char>(problem.vertex_count(), 0), unreachable - 1, SearchControl{});
  Amount best = unreachable;
  for (std::size_t set = 0; set < costs.size(); ++set) {
    Amount value = costs[set];
    bool legal = value < unreachable;
    for (std::size_t k = 0; k < customers.size(); ++k) {
      if (set >> k & 1) continue;
      legal = legal && problem.prize[customers[k]] < required;
      value += problem.prize[customers[k]];
    }
    if (legal) best = std::min(best, value);
  }
  return best;
}

RootedTree some_tree(const SteinerGraph& graph, TreeBuilder& builder) {
  return builder.build(std::vector<char>(graph.vertex_count(), 1));
}

// What every tree must satisfy: it costs at least the bound, the reduced costs of its arcs and what is left
// of the prizes outside it.
void check_reduced_costs(const SteinerGraph& graph, const RootedTree& tree, const DualAscent& ascent) {
  Amount rest = 0;
  std::vector<char> in(graph.vertex_count(), 0);
  for (std::size_t i = 0; i < tree.vertices.size(); ++i) {
    in[tree.vertices[i]] = 1;
    if (i > 0) rest += ascent.reduced_cost()[tree.slots[i]];
  }
  for (Vertex v = 0; v < graph.vertex_count(); ++v)
    if (!in[v]) rest += ascent.prize_left()[v];
  CHECK(tree.objective >= ascent.bound() + rest);
}

}  // namespace

TEST_CASE("repairs of dual ascent never lower the bound, and it never passes the best tree") {
  std::size_t raised = 0;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    const SteinerProblem problem = town(dice, dice.chance(50));
    const Amount best = best_of_all_sets(problem);
    if (best >= unreachable) continue;
    const SteinerGraph graph(problem);
    TreeBuilder builder(graph);
    const RootedTree guide = some_tree(graph, builder);
    if (guide.objective >= unreachable) continue;
    DualImprover improver(graph, guide, seed, [] { return false; });
    const Amount first = improver.ascent().bound();
    Amount before = first;
    for (int batch = 0; batch < 5; ++batch) {
      improver.improve(40);
      CHECK(improver.ascent().bound() >= before);
      before = improver.ascent().bound();
      for (const Amount left : improver.ascent().reduced_cost()) CHECK(left >= 0);
      for (const Amount left : improver.ascent().prize_left()) CHECK(left >= 0);
      check_reduced_costs(graph, guide, improver.ascent());
    }
    CHECK(before <= best);
    raised += before > first ? 1 : 0;
  }
  CHECK(raised > 10);  // the towns are hard enough to show something
}

TEST_CASE("the search finds and proves the best tree of towns that one dual ascent does not solve") {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    CAPTURE(seed);
    Dice dice(seed * 7919);
    const SteinerProblem problem = town(dice, dice.chance(50));
    const SteinerAnswer answer = solve_steiner(problem, SearchControl{});
    const Amount best = best_of_all_sets(problem);
    CHECK(answer.tree.objective == best);
    CHECK(answer.bound == best);
    if (best < unreachable) CHECK(tree_of(problem, answer.tree.edges).objective == best);
  }
}

}  // namespace lastmile::test::dual_improver_test
