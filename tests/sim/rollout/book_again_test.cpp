// Cash booked again against courses simulated anew, for random networks and options.
#include <doctest/doctest.h>

#include "sim/rollout/option_comparison.h"
#include "sim/rollout/simulate.h"
#include "tests/support/course_differences.h"
#include "tests/support/random_horizon.h"
#include "tests/support/sweep.h"

namespace lastmile::book_again_test {
namespace {

constexpr test::PlantShape village = {{5, 30}, {0, 6}, {5, 40}, {40, 95}, test::Amounts::rough};

TEST_CASE("A course booked again with other cash is the course simulated with it, to the last bit") {
  std::uint64_t seed = 0;
  test::sweep(village, {1, 60}, [&](const Plant& plant) {
    Horizon horizon = test::random_horizon(plant, ++seed);
    RolloutOption& option = horizon.options.front();
    Course course = simulate(plant, horizon, option);
    option.economics.discount_rate += 0.031;
    option.economics.revenue_per_home_month = 3 + 2 * option.economics.revenue_per_home_month;
    option.economics.opex_per_home_month += 1.7;
    option.economics.opex_share_of_value += 0.013;
    book_again(horizon.timeline, option.economics, course);
    const Course anew = simulate(plant, horizon, option);
    CHECK(test::differences(anew, course, true).empty());
    for (const CourseFigure figure : enum_values<CourseFigure>())
      CHECK(value_of(figure, course) == value_of(figure, anew));
    for (std::size_t t = 0; t < anew.periods.size(); ++t) {
      CHECK(course.periods[t].cumulative_cash_flow == anew.periods[t].cumulative_cash_flow);
      CHECK(course.periods[t].operator_discounted_cash_flow == anew.periods[t].operator_discounted_cash_flow);
    }
  });
}

}  // namespace
}  // namespace lastmile::book_again_test
