// Plans for networks against brute force: all sets of works of small random plants, each carried out and
// counted.
#include "sim/planning/network_plan.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "sim/coverage/explain.h"
#include "tests/support/all_works.h"
#include "tests/support/random_plant.h"

namespace lastmile::test::network_plan_test {
namespace {

using namespace planning;

double cost_of(const Plant& plant, const std::vector<Element>& works) {
  double cost = 0;
  for (const Element e : works) cost += completion_cost_of(plant, e);
  return cost;
}

struct Outcome {
  double cost;
  double served;
};

// Cost and served users or homes of every set of works.
std::vector<Outcome> outcomes(const Plant& plant, Weight weight) {
  const std::vector<Element> works = all_works(plant);
  std::vector<Outcome> all;
  for (std::uint32_t set = 0; set < (1U << works.size()); ++set) {
    std::vector<Element> chosen;
    for (std::size_t i = 0; i < works.size(); ++i)
      if (set >> i & 1) chosen.push_back(works[i]);
    const ServedByPlan served = served_by(with_operational(plant, chosen));
    all.push_back({cost_of(plant, chosen), served.counted(weight)});
  }
  return all;
}

TEST_CASE("a plan for any small network is the best of all sets of works, and carries out what it says") {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    CAPTURE(seed);
    const Plant plant = random_plant(seed, seed % 3 == 0 ? rough_hamlet : hamlet);
    if (all_works(plant).size() > 10) continue;
    ++compared;
    const Weight weight = seed % 2 == 0 ? Weight::users : Weight::homes;
    const std::vector<Outcome> all = outcomes(plant, weight);
    const PlanningGraph graph = planning_graph(plant, {.weight = weight, .required = {}, .excluded = {}});
    const double before = all.front().served;
    const double budget = all.back().cost * static_cast<double>(seed % 5) / 4;
    double most = 0, best_value = 0;
    for (const Outcome& one : all) {
      if (one.cost <= budget) most = std::max(most, one.served);
      best_value = std::max(best_value, 3 * (one.served - before) - one.cost);
    }
    double least = unreachable;
    for (const Outcome& one : all)
      if (one.served >= most) least = std::min(least, one.cost);

    const GraphPlan by_budget = solve_plan(graph.graph, {Question::budget, budget}, {});
    const std::vector<Element> works = works_of(graph, by_budget);
    const ServedByPlan after = served_by(with_operational(plant, works));
    CHECK(before + by_budget.objective == doctest::Approx(most));
    CHECK((weight == Weight::users ? after.users : after.homes) == doctest::Approx(most));
    CHECK(cost_of(plant, works) == doctest::Approx(by_budget.cost));
    CHECK(by_budget.cost == doctest::Approx(least));
    CHECK(by_budget.proven_optimal());

    const GraphPlan by_target = solve_plan(graph.graph, {Question::target, most - before}, {});
    CHECK(by_target.cost == doctest::Approx(least));
    CHECK(by_target.proven_optimal());

    const GraphPlan by_value = solve_plan(graph.graph, {Question::value, 3}, {});
    CHECK(by_value.objective == doctest::Approx(best_value));
    CHECK(by_value.proven_optimal());
  }
  CHECK(compared > 300);
}

TEST_CASE("what is excluded is in no plan, and what is required is in every one") {
  int required_works = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    const Plant plant = random_plant(seed, hamlet);
    const std::vector<Element> works = all_works(plant);
    if (works.empty()) continue;
    const Element chosen = works[seed % works.size()];
    const PlanningGraph without =
        planning_graph(plant, {.weight = Weight::users, .required = {}, .excluded = {chosen}});
    const std::vector<Element> others =
        works_of(without, solve_plan(without.graph, {Question::value, 1e6}, {}));
    CHECK(std::find(others.begin(), others.end(), chosen) == others.end());
    const PlanningGraph with =
        planning_graph(plant, {.weight = Weight::users, .required = {chosen}, .excluded = {}});
    const GraphPlan plan = solve_plan(with.graph, {Question::value, 0}, {});
    if (plan.status != GraphPlan::Status::found) continue;
    ++required_works;
    const std::vector<Element> needed = works_of(with, plan);
    CHECK(std::find(needed.begin(), needed.end(), chosen) != needed.end());
    CHECK(cost_of(plant, needed) == doctest::Approx(plan.cost));
  }
  CHECK(required_works > 50);
}

}  // namespace
}  // namespace lastmile::test::network_plan_test
