// Properties of every course, for random networks, options and calendars.
#include <doctest/doctest.h>

#include <cmath>

#include "models/time/bass.h"
#include "sim/rollout/simulate.h"
#include "sim/support/parallel.h"
#include "tests/support/approx.h"
#include "tests/support/course_differences.h"
#include "tests/support/dice.h"
#include "tests/support/plant_builder.h"
#include "tests/support/random_horizon.h"
#include "tests/support/sweep.h"

namespace lastmile::course_property_test {
namespace {

using test::about;

constexpr test::PlantShape village = {{5, 30}, {0, 6}, {5, 40}, {40, 95}, test::Amounts::rough};

// A horizon in which only the settings of the test have an effect.
Horizon plain_horizon(const Plant& plant, std::uint32_t periods, PeriodUnit unit = PeriodUnit::year) {
  Horizon horizon;
  horizon.timeline = {unit, 2027, periods};
  horizon.site_area = IdVector<SiteId, AreaId>(plant.sites.size());
  horizon.premises_area = IdVector<PremisesId, AreaId>(plant.premises.size());
  horizon.late_cost = LinkColumn<double>(plant.links.size(), plant.premises.size(), 0);
  horizon.site_build_periods = IdVector<SiteId, std::uint32_t>(plant.sites.size(), 0);
  horizon.link_build_periods = LinkColumn<std::uint32_t>(plant.links.size(), plant.premises.size(), 0);
  horizon.options.emplace_back();
  return horizon;
}

const ExpectedTally& served(const Status& status) {
  return status.ladder[Rung::served];
}

double cost_of_everything(const Plant& plant) {
  double sum = 0;
  for (const double cost : plant.sites.completion_cost) sum += cost;
  plant.links.completion_cost.for_each([&](double cost) { sum += cost; });
  return sum;
}

// A tree of operational and missing plant below one source, as deep as it comes, with an inline drop each.
Plant random_tree(std::uint64_t seed) {
  test::Dice dice(seed);
  test::PlantBuilder builder;
  const auto condition = [&](std::size_t health) {
    const State state = dice.chance(health) ? State::operational : State::planned;
    return test::Condition{state, 0, 1 + static_cast<double>(dice.below(20)) / 4};
  };
  std::vector<SiteId> sites = {builder.add_source()};
  const std::size_t count = dice.between(1, 25);
  for (std::size_t i = 0; i < count; ++i) {
    const SiteId above = sites[dice.below(sites.size())];
    sites.push_back(builder.add_site(condition(60)));
    builder.add_link(above, sites.back(), condition(60));
  }
  const std::size_t premises = dice.between(1, 40);
  for (std::size_t i = 0; i < premises; ++i) {
    const auto homes = static_cast<std::uint32_t>(dice.between(1, 3));
    builder.add_premises({homes, static_cast<double>(homes), true},
                         test::Drop{sites[dice.below(sites.size())], condition(30)});
  }
  return builder.plant();
}

double homes_served_with(const Plant& plant, Horizon& horizon, double budget) {
  horizon.options.front().rollout.budget_per_period = {budget};
  return served(simulate(plant, horizon, horizon.options.front()).periods.back().status).homes;
}

void check_more_money_serves_more(WorkSize works) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const Plant plant = random_tree(seed);
    INFO(test::describe(plant));
    Horizon horizon = plain_horizon(plant, 4);
    horizon.options.front().builds_anything = true;
    horizon.options.front().rollout.order = {OrderKey::cheapest};
    horizon.options.front().rollout.works = works;
    double before = 0;
    for (const double part : {0.01, 0.03, 0.06, 0.1, 0.11, 0.12, 0.15, 0.2, 0.25}) {
      CAPTURE(part);
      const double homes = homes_served_with(plant, horizon, part * cost_of_everything(plant));
      CHECK(homes >= before);
      before = homes;
    }
  }
}

Course simulate_with_threads(const Plant& plant, const Horizon& horizon, std::size_t threads) {
  Course course;
  with_threads(threads, [&] { course = simulate(plant, horizon, horizon.options.front()); });
  return course;
}

}  // namespace

TEST_CASE("The books of a course balance in every period") {
  std::uint64_t seed = 50'000;
  test::sweep(village, {50'000, 50'800}, [&](const Plant& plant) {
    const Horizon horizon = test::random_horizon(plant, seed++);
    INFO(test::describe(horizon));
    const Course course = simulate(plant, horizon, horizon.options.front());
    double before = course.periods.front().opening_value;
    Spending spent;
    for (const Period& period : course.periods) {
      CHECK(period.opening_value == before);
      CHECK(period.opening_value + period.spent.capitalised() - period.depreciation ==
            about(period.closing_value));
      CHECK(period.depreciation >= 0);
      CHECK(period.closing_value >= -1e-9);
      const Books& books = period.status.backbone;
      CHECK(books[Book::in_use] + books[Book::dormant] + books[Book::stranded] + books[Book::no_demand] ==
            about(books[Book::value]));
      CHECK(books[Book::value] <= period.closing_value + 1e-6);
      before = period.closing_value;
      spent += period.spent;
    }
    CHECK(spent.total() == about(course.spent.total()));
  });
}

TEST_CASE("At the end of a course counts and amounts by area add up to those of the whole") {
  std::uint64_t seed = 70'000;
  test::sweep(village, {70'000, 70'400}, [&](const Plant& plant) {
    const Horizon horizon = test::random_horizon(plant, seed++);
    INFO(test::describe(horizon));
    const Course course = simulate(plant, horizon, horizon.options.front(), {.by_area = true});
    const Status& end = course.periods.back().status;
    Status sum;
    for (const AreaFigures& area : course.record.by_area) {
      for (const Rung rung : enum_values<Rung>()) sum.ladder[rung] += area.ladder[rung];
      for (const Obstacle cause : enum_values<Obstacle>()) {
        sum.unserved[cause].sole += area.unserved[cause].sole;
        sum.unserved[cause].joint += area.unserved[cause].joint;
      }
      sum.backbone += area.backbone;
      sum.stranded_by_final_links += area.stranded[Obstacle::final_link_missing].sole;
    }
    for (const Rung rung : enum_values<Rung>())
      CHECK(sum.ladder[rung].users == about(end.ladder[rung].users));
    for (const Obstacle cause : enum_values<Obstacle>()) {
      CHECK(sum.unserved[cause].sole.homes == about(end.unserved[cause].sole.homes));
      CHECK(sum.unserved[cause].joint.premises == about(end.unserved[cause].joint.premises));
    }
    for (const Book book : enum_values<Book>()) CHECK(sum.backbone[book] == about(end.backbone[book]));
    CHECK(sum.stranded_by_final_links == about(end.stranded_by_final_links));
  });
}

TEST_CASE("What the payers and the operator pay adds up to the spending, work by work") {
  std::uint64_t seed = 80'000;
  test::sweep(village, {80'000, 80'300}, [&](const Plant& plant) {
    const Horizon horizon = test::random_horizon(plant, seed++);
    INFO(test::describe(horizon));
    const RolloutOption& option = horizon.options.front();
    const Course course = simulate(plant, horizon, option, {.works = true});
    double paid = course.paid.by_operator;
    for (const double amount : course.paid.by_payer) paid += amount;
    CHECK(paid == about(course.spent.total()));
    double works = 0;
    for (const StartedWork& work : course.record.works) works += work.price();
    CHECK(works == about(course.spent.total()));
    if (option.economics.payers.empty())
      CHECK(course.operator_net_present_value == about(course.net_present_value));
  });
}

TEST_CASE("Nothing is spent beyond the budget, and no crew starts more than it can") {
  std::uint64_t seed = 60'000;
  test::sweep(village, {60'000, 60'500}, [&](const Plant& plant) {
    const Horizon horizon = test::random_horizon(plant, seed++);
    INFO(test::describe(horizon));
    const Rollout& rollout = horizon.options.front().rollout;
    const Course course = simulate(plant, horizon, horizon.options.front());
    double left = 0;
    std::uint32_t now = 0;
    for (const Period& period : course.periods) {
      const double money = rollout.budget_in(now++) + (rollout.carry_over ? left : 0);
      CHECK(period.spent.total() <= money * (1 + 1e-9));
      if (std::isfinite(money)) CHECK(period.budget_left == about(money - period.spent.total()));
      left = period.budget_left;
      for (const Trade trade : enum_values<Trade>()) CHECK(period.started[trade] <= rollout.crews[trade]);
    }
  });
}

TEST_CASE("On trees, more money never serves fewer homes if the cheapest remedies are built first") {
  check_more_money_serves_more(WorkSize::remedies);
}

TEST_CASE("On trees, more money never serves fewer homes if the cheapest elements are built first") {
  check_more_money_serves_more(WorkSize::elements);
}

TEST_CASE("A course does not depend on the number of threads") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    const Plant plant = test::random_plant(seed, test::rough_town);
    const Horizon horizon = test::random_horizon(plant, seed);
    const Course one = simulate_with_threads(plant, horizon, 1);
    const Course two = simulate_with_threads(plant, horizon, 2);
    CHECK(test::differences(one, two, true).empty());
    CHECK(one.net_present_value == two.net_present_value);
    CHECK(one.value_years_stranded == two.value_years_stranded);
    CHECK(one.home_years_served == two.home_years_served);
    CHECK(one.depreciation == two.depreciation);
  }
}

TEST_CASE("Expected take-up is the mean of many random draws") {
  constexpr int draws = 60;
  constexpr std::size_t houses = 400;
  test::PlantBuilder builder;
  const SiteId exchange = builder.add_source({.value = 1000});
  for (std::size_t i = 0; i < houses; ++i) builder.add_premises({1, 1, false}, test::Drop{exchange});
  const Plant plant = builder.plant();
  Horizon horizon = plain_horizon(plant, 8);
  RolloutOption& option = horizon.options.front();
  option.take_up.emplace().ceiling = 0.7;  // p 0.03, q 0.38
  const Course expected = simulate(plant, horizon, option);
  std::vector<double> homes(8, 0);
  double stranded = 0;
  for (int draw = 0; draw < draws; ++draw) {
    option.take_up->seed = static_cast<std::uint64_t>(draw);
    const Course course = simulate(plant, horizon, option);
    for (std::size_t t = 0; t < homes.size(); ++t) homes[t] += served(course.periods[t].status).homes / draws;
    stranded += course.value_years_stranded / draws;
  }
  for (std::size_t t = 0; t < homes.size(); ++t) {
    CAPTURE(t);
    const double share = served(expected.periods[t].status).homes / houses;
    CHECK(share == about(0.7 * bass_share(0.03, 0.38, static_cast<double>(t + 1))));
    // Five standard deviations of a mean of so many draws.
    const double deviation = std::sqrt(share * (1 - share) / (houses * draws));
    CHECK(std::abs(homes[t] / houses - share) <= 5 * deviation);
  }
  CHECK(stranded == doctest::Approx(expected.value_years_stranded).epsilon(0.01));
}

TEST_CASE("The net present value of a constant cash flow is that of an annuity") {
  test::PlantBuilder builder;
  const SiteId exchange = builder.add_source();
  builder.add_premises({.homes = 10, .users = 10}, test::Drop{exchange});
  const Plant plant = builder.plant();
  for (const PeriodUnit unit : {PeriodUnit::year, PeriodUnit::quarter, PeriodUnit::week}) {
    for (const double rate : {0.07, -0.05, 1.5}) {
      CAPTURE(rate);
      Horizon horizon = plain_horizon(plant, 20, unit);
      Economics& economics = horizon.options.front().economics;
      economics.discount_rate = rate;
      economics.revenue_per_home_month = 32;
      economics.opex_per_home_month = 9;
      const double flow = 10 * (32 - 9) * 12 * years_in(unit);
      const double rate_a_period = std::pow(1 + rate, years_in(unit)) - 1;
      const double annuity = (1 - std::pow(1 + rate_a_period, -20)) / rate_a_period;
      const Course course = simulate(plant, horizon, horizon.options.front());
      CHECK(course.net_present_value == about(flow * annuity));
      CHECK_FALSE(course.payback);
    }
  }
}

TEST_CASE("A budget below every work starts nothing and names the works as blocked") {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    CAPTURE(seed);
    const Plant plant = random_tree(seed);
    INFO(test::describe(plant));
    Horizon horizon = plain_horizon(plant, 6);
    RolloutOption& option = horizon.options.front();
    option.builds_anything = true;
    option.rollout.budget_per_period = {0.1};  // all of it would not pay the cheapest element
    for (const WorkSize works : {WorkSize::remedies, WorkSize::elements}) {
      option.rollout.works = works;
      const Course course = simulate(plant, horizon, option);
      CHECK(course.spent.total() == 0);
      const double waiting = course.start.ladder[Rung::located].premises - served(course.start).premises;
      CHECK((course.blocked_count > 0) == (waiting > 0));
      if (works == WorkSize::remedies) CHECK(static_cast<double>(course.blocked_count) == waiting);
      CHECK(course.blocked.size() == std::min<std::uint64_t>(course.blocked_count, shown_blocked_works));
      for (const BlockedWork& blocked : course.blocked) {
        CHECK(blocked.why == BlockedWork::Why::money);
        CHECK(blocked.price >= 1);
        CHECK(blocked.of.is_premises() == (works == WorkSize::remedies));
      }
    }
  }
}

}  // namespace lastmile::course_property_test
