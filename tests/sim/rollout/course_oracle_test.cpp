// Courses against the slow oracle: random plants with random horizons, every figure of every period.
#include <doctest/doctest.h>

#include "sim/rollout/simulate.h"
#include "tests/support/course_differences.h"
#include "tests/support/course_oracle.h"
#include "tests/support/random_access.h"
#include "tests/support/random_horizon.h"
#include "tests/support/sweep.h"

namespace lastmile::course_oracle_test {
namespace {

// Enough sites that works share parts of their ways, many of them to be built.
constexpr test::PlantShape village = {{5, 30}, {0, 6}, {5, 40}, {40, 95}, test::Amounts::round};
constexpr test::PlantShape rough_village = {{5, 30}, {0, 6}, {5, 40}, {40, 95}, test::Amounts::rough};

void check_course(const Plant& plant, std::uint64_t seed) {
  const Horizon horizon = test::random_horizon(plant, seed);
  INFO(test::describe(horizon));
  const RolloutOption& option = horizon.options.front();
  const bool counts_are_whole = !option.take_up || option.take_up->seed;
  const std::vector<std::string> found =
      test::differences(oracle::slow_course(plant, horizon, option),
                        simulate(plant, horizon, option, {.works = true}), counts_are_whole);
  for (const std::string& difference : found) CHECK_MESSAGE(false, difference);
  CHECK(found.empty());
}

void check_courses(const test::PlantShape& shape, test::Seeds seeds) {
  std::uint64_t seed = seeds.first;
  test::sweep(shape, seeds, [&](const Plant& plant) { check_course(plant, seed++); });
}

}  // namespace

TEST_CASE("Courses of small networks equal those of the oracle") {
  check_courses(test::hamlet, {1, 3000});
  check_courses(test::rough_hamlet, {1, 3000});
}

TEST_CASE("Courses of networks whose works share parts of their paths equal those of the oracle") {
  check_courses(village, {1, 1200});
  check_courses(rough_village, {1, 1200});
}

TEST_CASE("Courses of towns equal those of the oracle") {
  check_courses(test::town, {1, 6});
  check_courses(test::rough_town, {30, 35});
}

TEST_CASE("Courses of networks with service levels equal those of the oracle") {
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    const Plant plant = test::with_random_access(test::random_plant(seed, test::crowded_hamlet), seed);
    CAPTURE(seed);
    INFO(test::describe(plant));
    INFO(test::describe_access(plant));
    check_course(plant, seed);
  }
}

}  // namespace lastmile::course_oracle_test
