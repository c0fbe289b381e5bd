// The order of works against all orders of small plans, each carried out work by work.
#include "sim/planning/build_order.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "sim/coverage/explain.h"
#include "tests/support/plant_builder.h"
#include "tests/support/random_plant.h"

namespace lastmile::test::build_order_test {
namespace {

using namespace planning;

double served(const Plant& plant, Weight weight) {
  const ServedByPlan by_plan = served_by(plant);
  return weight == Weight::users ? by_plan.users : by_plan.homes;
}

// The sum over those whom the works serve of the money spent until then.
double waiting(const Plant& plant, const std::vector<Element>& order, Weight weight) {
  double spent = 0, sum = 0, before = served(plant, weight);
  std::vector<Element> built;
  for (const Element e : order) {
    built.push_back(e);
    spent += completion_cost_of(plant, e);
    const double after = served(with_operational(plant, built), weight);
    sum += spent * (after - before);
    before = after;
  }
  return sum;
}

TEST_CASE("the works of a plan come in the order that serves people earliest for the money") {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    CAPTURE(seed);
    const Plant plant = random_plant(seed, seed % 3 == 0 ? rough_hamlet : hamlet);
    const Weight weight = seed % 2 == 0 ? Weight::users : Weight::homes;
    const PlanningGraph graph = planning_graph(plant, {.weight = weight, .required = {}, .excluded = {}});
    const GraphPlan plan = solve_plan(graph.graph, {Question::value, 1e6}, {});
    std::vector<Element> works = works_of(graph, plan);
    if (works.size() < 2 || works.size() > 6) continue;
    ++compared;
    const std::vector<Element> order = build_order(plant, works, weight);
    CHECK(std::is_permutation(order.begin(), order.end(), works.begin(), works.end()));
    double least = waiting(plant, works, weight);
    std::sort(works.begin(), works.end());
    do least = std::min(least, waiting(plant, works, weight));
    while (std::next_permutation(works.begin(), works.end()));
    CHECK(waiting(plant, order, weight) == doctest::Approx(least));
  }
  CHECK(compared > 100);
}

TEST_CASE("works that nobody needs come last") {
  PlantBuilder town;
  const SiteId source = town.add_source();
  const SiteId spare = town.add_site({.state = State::planned, .completion_cost = 1});
  const PremisesId home =
      town.add_premises({}, Drop{source, {.state = State::planned, .completion_cost = 5}});
  const Element drop = town.plant().inline_drop(home);
  CHECK(build_order(town.plant(), std::vector<Element>{spare, drop}, Weight::homes) ==
        std::vector<Element>{drop, spare});
}

}  // namespace
}  // namespace lastmile::test::build_order_test
