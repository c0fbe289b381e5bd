// Plans over time against all nested pairs of sets of works of small random plants.
#include "sim/planning/plan_over_time.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "sim/coverage/explain.h"
#include "tests/support/all_works.h"
#include "tests/support/random_plant.h"

namespace lastmile::test::plan_over_time_test {
namespace {

using namespace planning;

struct CarriedOut {
  double cost = 0;
  double served = 0;
};

// Every set of these works, by its bits.
std::vector<CarriedOut> all_sets(const Plant& plant, const std::vector<Element>& works) {
  std::vector<CarriedOut> sets;
  for (std::uint32_t set = 0; set < (1U << works.size()); ++set) {
    CarriedOut one;
    std::vector<Element> chosen;
    for (std::size_t i = 0; i < works.size(); ++i)
      if (set >> i & 1) {
        chosen.push_back(works[i]);
        one.cost += completion_cost_of(plant, works[i]);
      }
    one.served = served_by(with_operational(plant, chosen)).users;
    sets.push_back(one);
  }
  return sets;
}

// The most user-years of two periods.
double best_pair(const std::vector<CarriedOut>& sets, double first, double both) {
  double most = 0;
  for (std::uint32_t late = 0; late < sets.size(); ++late) {
    if (sets[late].cost > both) continue;
    for (std::uint32_t early = late;; early = (early - 1) & late) {
      if (sets[early].cost <= first) most = std::max(most, sets[early].served + sets[late].served);
      if (early == 0) break;
    }
  }
  return most;
}

TEST_CASE("a plan over time is nested and affordable, and no sequence passes its bound") {
  int compared = 0, best = 0;
  for (std::uint64_t seed = 1; seed <= 900; ++seed) {
    CAPTURE(seed);
    const Plant plant = random_plant(seed, hamlet);
    const std::vector<Element> works = all_works(plant);
    if (works.size() < 2 || works.size() > 8) continue;
    ++compared;
    const std::vector<CarriedOut> sets = all_sets(plant, works);
    const double everything = sets.back().cost;
    const std::array<double, 2> budgets = {everything * static_cast<double>(seed % 3 + 1) / 5,
                                           everything / 3};
    const PlanOverTime plan = plan_over_time(plant, {}, budgets, 0.25, {});
    REQUIRE(plan.status == GraphPlan::Status::found);
    REQUIRE(plan.periods.size() == 2);
    std::vector<Element> built;
    double years = 0, cost = 0;
    for (const PlanPeriod& period : plan.periods) {
      for (const Element e : period.works) {
        CHECK(std::find(built.begin(), built.end(), e) == built.end());
        built.push_back(e);
        cost += completion_cost_of(plant, e);
      }
      CHECK(period.cost == doctest::Approx(cost));
      CHECK(period.cost <= period.budget * (1 + 1e-12));
      const ServedByPlan served = served_by(with_operational(plant, built));
      CHECK(period.served.users == doctest::Approx(served.users));
      CHECK(period.served.users <= period.bound);
      years += 0.25 * served.users;
    }
    CHECK(plan.served_years == doctest::Approx(years));
    const double most =
        0.25 * best_pair(sets, budgets[0] * (1 + 1e-12), (budgets[0] + budgets[1]) * (1 + 1e-12));
    CHECK(plan.served_years <= most * (1 + 1e-9));
    CHECK(most <= plan.bound * (1 + 1e-9));
    if (plan.served_years >= most * (1 - 1e-9)) ++best;
  }
  CHECK(compared > 100);
  CHECK(best > compared * 9 / 10);
}

TEST_CASE("with unlimited money a plan over time builds everything useful in the first period") {
  const Plant plant = random_plant(5, hamlet);
  const std::array<double, 3> budgets = {std::numeric_limits<double>::infinity(), 0, 0};
  const PlanOverTime plan = plan_over_time(plant, {}, budgets, 1, {});
  REQUIRE(plan.periods.size() == 3);
  const ServedByPlan all = served_by(with_operational(plant, all_works(plant)));
  CHECK(plan.periods[0].served.users == doctest::Approx(all.users));
  CHECK(plan.periods[1].works.empty());
  CHECK(plan.bound == doctest::Approx(plan.served_years));
}

TEST_CASE("what is required is built by the end of a plan over time") {
  int required = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    const Plant plant = random_plant(seed, hamlet);
    const std::vector<Element> works = all_works(plant);
    if (works.empty()) continue;
    const Element chosen = works[seed % works.size()];
    const std::array<double, 2> budgets = {1, 1e6};
    NetworkQuestion question;
    question.required = {chosen};
    const PlanOverTime plan = plan_over_time(plant, question, budgets, 1, {});
    if (plan.status == GraphPlan::Status::out_of_reach) continue;
    REQUIRE(plan.status == GraphPlan::Status::found);
    ++required;
    bool found = false;
    for (const PlanPeriod& period : plan.periods)
      found = found || std::find(period.works.begin(), period.works.end(), chosen) != period.works.end();
    CHECK(found);
  }
  CHECK(required > 50);
}

}  // namespace
}  // namespace lastmile::test::plan_over_time_test
