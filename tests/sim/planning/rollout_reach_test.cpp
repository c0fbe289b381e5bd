// Rollout orders beside plans: no rule of thumb passes the bound of a plan for the same money.
#include "sim/planning/rollout_reach.h"

#include <doctest/doctest.h>

#include "tests/support/random_plant.h"

namespace lastmile::test::rollout_reach_test {
namespace {

using namespace planning;

TEST_CASE("rollout orders stay within the budget of a plan and below its bound") {
  int compared = 0, worse = 0;
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    CAPTURE(seed);
    const Plant plant = random_plant(seed, seed % 3 == 0 ? rough_hamlet : hamlet);
    NetworkQuestion question;
    question.weight = seed % 2 == 0 ? Weight::users : Weight::homes;
    const PlanningGraph graph = planning_graph(plant, question);
    const double everything = solve_plan(graph.graph, {Question::value, 1e6}, {}).cost;
    if (everything == 0) continue;
    ++compared;
    const double budget = everything * static_cast<double>(seed % 4 + 1) / 5;
    const GraphPlan plan = solve_plan(graph.graph, {Question::budget, budget}, {});
    const double before = served_by(plant).counted(question.weight);
    const std::vector<RolloutReach> all = rollout_reach(plant, question, budget);
    REQUIRE(all.size() == 4);
    for (const RolloutReach& one : all) {
      CHECK(one.cost <= budget * (1 + 1e-12));
      CHECK(one.served.counted(question.weight) <= (before + plan.bound) * (1 + 1e-12));
      CHECK(one.served.counted(question.weight) <=
            best_of(all, question.weight).served.counted(question.weight));
    }
    if (best_of(all, question.weight).served.counted(question.weight) < before + plan.objective) ++worse;
  }
  CHECK(compared > 150);
  CHECK(worse > 0);
}

}  // namespace
}  // namespace lastmile::test::rollout_reach_test
