// Whom a plan serves work by work, against the same plants evaluated anew after each work.
#include "sim/planning/served_along.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "sim/coverage/explain.h"
#include "tests/support/random_plant.h"

namespace lastmile::test::served_along_test {
namespace {

using namespace planning;

TEST_CASE("after each work of any order a network serves whom it serves with these works carried out") {
  std::size_t compared = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    CAPTURE(seed);
    const Plant plant = random_plant(seed, seed % 3 == 0 ? rough_hamlet : hamlet);
    const PlanningGraph graph = planning_graph(plant, {});
    std::vector<Element> works = works_of(graph, solve_plan(graph.graph, {Question::value, 1e6}, {}));
    std::mt19937_64 dice(seed);
    std::shuffle(works.begin(), works.end(), dice);
    const std::vector<ServedByPlan> along = served_along(plant, works);
    REQUIRE(along.size() == works.size() + 1);
    for (std::size_t i = 0; i <= works.size(); ++i) {
      const std::vector<Element> built(works.begin(), works.begin() + static_cast<std::ptrdiff_t>(i));
      const ServedByPlan expected = served_by(with_operational(plant, built));
      CHECK(along[i].homes == expected.homes);
      CHECK(along[i].users == doctest::Approx(expected.users));
      ++compared;
    }
  }
  CHECK(compared > 600);
}

}  // namespace
}  // namespace lastmile::test::served_along_test
