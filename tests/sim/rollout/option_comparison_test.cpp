// Comparison of options: their figures, the best options and the dominated ones.
#include "sim/rollout/option_comparison.h"

#include <doctest/doctest.h>

#include <deque>

#include "tests/support/dice.h"
#include "tests/support/sample_course.h"

namespace lastmile::option_comparison_test {
namespace {

using test::course_with;
using test::Outcome;

const Timeline quarters{PeriodUnit::quarter, 228, 4};

// Courses that stay where they are while they are compared.
class Compared {
 public:
  Compared& add(const Course& course, std::string_view currency = "EUR",
                const Timeline& timeline = quarters) {
    kept_.push_back(course);
    courses_.push_back({&kept_.back(), currency, timeline});
    return *this;
  }
  OptionComparison comparison() const { return compare_options(courses_); }
  FigureComparison figure(CourseFigure figure) const { return comparison().figures[figure]; }

 private:
  std::deque<Course> kept_;
  std::vector<ComparedCourse> courses_;
};

Compared compared(const std::vector<Outcome>& outcomes) {
  Compared all;
  for (const Outcome& outcome : outcomes) all.add(course_with(outcome));
  return all;
}

Course paid_back_in(const std::optional<std::uint32_t>& period) {
  Course course = course_with({.spent = 1});
  course.payback = period;
  return course;
}

using Best = std::vector<bool>;
using Numbers = std::vector<std::optional<double>>;
using Dominance = std::vector<std::vector<std::size_t>>;

TEST_CASE("Every figure of a course has its own name") {
  Course course = course_with({.served = 40, .home_years = 12.5, .value_years_stranded = 900});
  course.periods.back().status.backbone[Book::stranded] = 700;
  course.spent = {.capital = 100, .late = 20, .visits = 3, .repairs = 1};
  course.paid.by_operator = 90;
  course.net_present_value = -50;
  course.operator_net_present_value = -20;
  course.payback = 3;
  course.reached = {1, 2, std::nullopt};
  course.start.ladder[Rung::passed].homes = 69;  // 31 added
  course.start.ladder[Rung::served].homes = 9;   // 31 added
  const std::vector<std::pair<std::string_view, std::optional<double>>> expected = {
      {"served_homes", 40},
      {"home_years_served", 12.5},
      {"served_50", 1},
      {"served_80", 2},
      {"served_95", std::nullopt},
      {"stranded_value", 700},
      {"value_years_stranded", 900},
      {"spending", 124},
      {"spending_capital", 100},
      {"spending_late", 20},
      {"spending_visits", 3},
      {"spending_repairs", 1},
      {"spending_operator", 90},
      {"spending_per_home_passed", 4},
      {"spending_per_home_connected", std::nullopt},  // all were connected before
      {"spending_per_home_served", 4},
      {"net_present_value", -50},
      {"net_present_value_operator", -20},
      {"payback", 3}};
  REQUIRE(expected.size() == compared_figures.size());
  for (const CourseFigure figure : enum_values<CourseFigure>()) {
    const std::string_view id = expected[index_of(figure)].first;
    CAPTURE(id);
    CHECK(compared_figures[figure].id == id);
    CHECK(value_of(figure, course) == expected[index_of(figure)].second);
  }
}

TEST_CASE("A course without periods ends where it starts") {
  Course course;
  course.start = test::status_with(7, 30);
  CHECK(value_of(CourseFigure::served_homes, course) == 7);
  CHECK(value_of(CourseFigure::stranded_value, course) == 30);
}

TEST_CASE("The best option has the highest or the lowest value of a figure, and all ties are best") {
  const Compared all =
      compared({{.served = 5, .spent = 80}, {.served = 9, .spent = 70}, {.served = 9, .spent = 70}});
  CHECK(all.figure(CourseFigure::served_homes).best == Best{false, true, true});
  CHECK(all.figure(CourseFigure::spending).best == Best{false, true, true});
  CHECK(all.figure(CourseFigure::home_years_served).best == Best{false, false, false});  // all equal
  CHECK(all.figure(CourseFigure::spending).differences == Numbers{0, -10, -10});
}

TEST_CASE("An early period is better than a late one, and any period is better than none") {
  Compared all;
  all.add(paid_back_in(std::nullopt)).add(paid_back_in(3)).add(paid_back_in(2));
  const FigureComparison payback = all.figure(CourseFigure::payback);
  CHECK(payback.values == Numbers{std::nullopt, 3, 2});
  CHECK(payback.differences == Numbers{std::nullopt, std::nullopt, std::nullopt});  // the first has none
  CHECK(payback.best == Best{false, false, true});
  Compared none;
  none.add(paid_back_in(std::nullopt)).add(paid_back_in(std::nullopt));
  CHECK(none.figure(CourseFigure::payback).best == Best{false, false});
}

TEST_CASE("An option with nothing to pay back is ignored for the best payback") {
  Compared all;
  all.add(course_with({})).add(paid_back_in(2)).add(paid_back_in(std::nullopt));
  CHECK(all.figure(CourseFigure::payback).best == Best{false, true, false});
  Compared two;
  two.add(course_with({})).add(paid_back_in(2));
  CHECK(two.figure(CourseFigure::payback).best == Best{false, false});
}

TEST_CASE("An option that connects no home is ignored for the best spending per home") {
  const Compared all =
      compared({{.served = 0, .spent = 0}, {.served = 5, .spent = 50}, {.served = 5, .spent = 60}});
  const FigureComparison price = all.figure(CourseFigure::spending_per_home_served);
  CHECK(price.values == Numbers{std::nullopt, 10, 12});
  CHECK(price.best == Best{false, true, false});
  CHECK(compared({{.served = 0}, {.served = 5, .spent = 50}})
            .figure(CourseFigure::spending_per_home_served)
            .best == Best{false, false});
}

TEST_CASE("Rounding never decides which option is best") {
  const Compared all = compared({{.spent = 0.1 + 0.2}, {.spent = 0.3}, {.spent = 1}});
  CHECK(all.figure(CourseFigure::spending).best == Best{true, true, false});
  CHECK(all.figure(CourseFigure::spending).differences[1] == 0.0);
  CHECK(compared({{.spent = 1e9 + 1e-3}, {.spent = 1e9}}).comparison().dominated_by == Dominance{{}, {}});
}

TEST_CASE("Amounts in different currencies are neither subtracted nor ranked") {
  Compared all;
  all.add(course_with({.served = 1, .spent = 9}), "EUR").add(course_with({.served = 2, .spent = 8}), "USD");
  CHECK(all.figure(CourseFigure::spending).differences == Numbers{0, std::nullopt});
  CHECK(all.figure(CourseFigure::spending).best == Best{false, false});
  CHECK(all.figure(CourseFigure::served_homes).differences == Numbers{0, 1});
  CHECK(all.figure(CourseFigure::served_homes).best == Best{false, true});
  CHECK(all.comparison().dominated_by == Dominance{{}, {}});
}

TEST_CASE(
    "Periods of different calendars are not subtracted, and courses with different timelines do not "
    "dominate") {
  Compared all;
  all.add(paid_back_in(3)).add(paid_back_in(1), "EUR", {PeriodUnit::year, 57, 4});
  CHECK(all.figure(CourseFigure::payback).differences == Numbers{0, std::nullopt});
  CHECK(all.figure(CourseFigure::payback).best == Best{false, false});
  Compared longer;
  longer.add(course_with({.served = 1}))
      .add(course_with({.served = 2}), "EUR", {PeriodUnit::quarter, 228, 8});
  CHECK(longer.comparison().dominated_by == Dominance{{}, {}});
  for (const FigureComparison& figure : longer.comparison().figures) CHECK(figure.best == Best{false, false});
  CHECK(longer.figure(CourseFigure::served_homes).differences == Numbers{0, 1});
}

TEST_CASE("An option is dominated if another is nowhere worse and somewhere better") {
  const Outcome wide{
      .served = 60, .home_years = 100, .value_years_stranded = 900, .spent = 500, .net_present_value = -80};
  Outcome through = wide;  // the same money, more homes
  through.served = 70;
  through.home_years = 130;
  through.value_years_stranded = 400;
  Outcome cheap = wide;  // serves fewer for less
  cheap.served = 50;
  cheap.spent = 300;
  Outcome worst = through;  // equal to follow-through except for its net present value
  worst.net_present_value = -90;
  CHECK(compared({wide, through, cheap, worst}).comparison().dominated_by ==
        Dominance{{1}, {}, {}, {1}});  // worst beats wide in homes and loses to it in worth
  CHECK(compared({wide, wide}).comparison().dominated_by == Dominance{{}, {}});
}

// The definition once more, figure by figure.
bool is_dominated(const Outcome& a, const Outcome& by) {
  const bool nowhere_better = a.served <= by.served && a.home_years <= by.home_years &&
                              a.value_years_stranded >= by.value_years_stranded && a.spent >= by.spent &&
                              a.net_present_value <= by.net_present_value;
  const bool somewhere_worse = a.served < by.served || a.home_years < by.home_years ||
                               a.value_years_stranded > by.value_years_stranded || a.spent > by.spent ||
                               a.net_present_value < by.net_present_value;
  return nowhere_better && somewhere_worse;
}

TEST_CASE("Best and dominated options among random courses follow the definitions") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    test::Dice dice(seed);
    const auto draw = [&] { return static_cast<double>(dice.below(3)); };
    std::vector<Outcome> outcomes(1 + dice.below(6));
    for (Outcome& outcome : outcomes) outcome = {draw(), draw(), draw(), draw(), draw() - 1};
    const OptionComparison comparison = compared(outcomes).comparison();
    const FigureComparison& served = comparison.figures[CourseFigure::served_homes];
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      std::vector<std::size_t> by;
      bool is_most = true;
      bool is_least = true;
      for (std::size_t j = 0; j < outcomes.size(); ++j) {
        if (is_dominated(outcomes[i], outcomes[j])) by.push_back(j);
        is_most = is_most && outcomes[i].served >= outcomes[j].served;
        is_least = is_least && outcomes[i].served <= outcomes[j].served;
      }
      CHECK(comparison.dominated_by[i] == by);
      CHECK(served.best[i] == (is_most && !is_least));
    }
  }
}

}  // namespace
}  // namespace lastmile::option_comparison_test
