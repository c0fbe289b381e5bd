// Teaching scenarios over time: each option gives the figures stated in the header of its file.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>

#include "sim/rollout/option_comparison.h"
#include "sim/rollout/simulate.h"
#include "tests/support/approx.h"
#include "tests/support/paths.h"
#include "tools/io/read_scenario.h"

namespace lastmile::test::course_scenarios_test {
namespace {

// A scenario with the courses of all its options.
struct Story {
  io::ScenarioReading reading;
  std::vector<Course> courses;

  explicit Story(const std::string& file)
      : reading(io::read_scenario((std::filesystem::path(in_source("scenarios")) / (file + ".yaml")).string(),
                                  io::InputFile::Hashing::off)) {
    REQUIRE(reading.scenario.horizon.has_value());
    for (const RolloutOption& option : horizon().options)
      courses.push_back(simulate(reading.scenario.plant, horizon(), option));
  }

  const Horizon& horizon() const { return *reading.scenario.horizon; }
  std::size_t number_of(const std::string& option) const {
    const auto& options = horizon().options;
    std::size_t i = 0;
    while (i < options.size() && options[i].name != option) ++i;
    REQUIRE(i < options.size());
    return i;
  }
  const Course& course(const std::string& option) const { return courses[number_of(option)]; }

  // `when` as the calendar writes it.
  const Period& period(const std::string& option, const std::string& when) const {
    std::uint32_t t = 0;
    while (t < horizon().timeline.periods && horizon().timeline.name_of(t) != when) ++t;
    REQUIRE(t < horizon().timeline.periods);
    return course(option).periods[t];
  }
  double figure(const std::string& option, CourseFigure which) const {
    const std::optional<double> value = value_of(which, course(option));
    REQUIRE(value.has_value());
    return *value;
  }
  // Names of the options that dominate this one.
  std::vector<std::string> dominators(const std::string& option) const {
    std::vector<ComparedCourse> compared;
    for (const Course& one : courses)
      compared.push_back({&one, reading.scenario.heading.currency, horizon().timeline});
    const OptionComparison comparison = compare_options(compared);
    std::vector<std::string> names;
    for (const std::size_t i : comparison.dominated_by[number_of(option)])
      names.push_back(horizon().options[i].name);
    return names;
  }
};

using Names = std::vector<std::string>;

const ExpectedTally& rung(const Status& status, Rung r) {
  return status.ladder[r];
}
const ExpectedTally& at_end(const Course& course, Rung r) {
  return rung(status_at_end(course), r);
}

void check_spending(const Spending& got, const Spending& expected) {
  CHECK(got.capital == about(expected.capital));
  CHECK(got.late == about(expected.late));
  CHECK(got.visits == about(expected.visits));
  CHECK(got.repairs == about(expected.repairs));
}

}  // namespace

TEST_CASE("Town: for the same spending wide-first serves 30 homes and follow-through all 96") {
  const Story story("town_rollout");
  const Course& wide = story.course("wide-first");
  const Course& through = story.course("follow-through");
  // Four areas of 2,000 + 12,000 and three streets of 1,000 + 5,000; a drop is 1,000, or 1,975 more.
  const double streets = 4 * (14000 + 3 * 6000);
  check_spending(wide.spent, {streets + 30 * 1000, 30 * 1975, 20 * 1000, 0});
  check_spending(through.spent, {streets + 96 * 1000, 0, 12 * 1000, 0});
  CHECK(wide.spent.total() == about(237250));
  CHECK(through.spent.total() == about(236000));
  CHECK(std::abs(wide.spent.total() / through.spent.total() - 1) < 0.01);

  for (const Course* course : {&wide, &through}) {
    CHECK(at_end(*course, Rung::located).homes == 96);
    CHECK(at_end(*course, Rung::passed).homes == 96);
    CHECK(course->blocked_count == 0);
    CHECK_FALSE(course->payback.has_value());
  }
  CHECK(at_end(wide, Rung::served).homes == 30);
  CHECK(at_end(through, Rung::served).homes == 96);
  CHECK(*spent_per_home(wide, Rung::served) == about(237250 / 30.0));
  CHECK(*spent_per_home(through, Rung::served) == about(236000 / 96.0));
  CHECK(story.dominators("wide-first") == Names{"follow-through"});
  CHECK(story.dominators("follow-through").empty());
}

TEST_CASE("Town: follow-through completes an area in four quarters; wide-first serves nobody in nine") {
  const Story story("town_rollout");
  const Course& through = story.course("follow-through");
  for (std::size_t t = 0; t < through.periods.size(); ++t) {
    CAPTURE(t);
    // Saved; feeder and a street; a street; a street.
    const std::array<double, 4> spent = {0, 14000 + 14000 + 1000, 14000 + 1000, 14000 + 1000};
    const std::size_t streets = t / 4 * 3 + t % 4;
    CHECK(through.periods[t].spent.total() == about(spent[t % 4]));
    CHECK(rung(through.periods[t].status, Rung::served).homes == 8.0 * static_cast<double>(streets));
  }
  CHECK(story.period("wide-first", "2029-Q1").status.backbone[Book::stranded] ==
        doctest::Approx(295806).epsilon(2e-6));
  CHECK(rung(story.period("wide-first", "2029-Q1").status, Rung::served).homes == 0);
  CHECK(rung(story.period("wide-first", "2029-Q2").status, Rung::served).homes == 3);

  CHECK(story.figure("wide-first", CourseFigure::home_years_served) ==
        about((3 + 7 + 12 + 17 + 21 + 26 + 30) / 4.0));
  CHECK(story.figure("follow-through", CourseFigure::home_years_served) == about(192));
  CHECK(story.figure("wide-first", CourseFigure::stranded_value) == doctest::Approx(178174).epsilon(3e-6));
  CHECK(story.figure("follow-through", CourseFigure::stranded_value) == 0);
  CHECK(std::round(story.figure("wide-first", CourseFigure::value_years_stranded)) == 996299);
  CHECK(std::round(story.figure("follow-through", CourseFigure::value_years_stranded)) == 400856);
  CHECK(std::round(story.figure("wide-first", CourseFigure::net_present_value)) == -217203);
  CHECK(std::round(story.figure("follow-through", CourseFigure::net_present_value)) == -177384);
}

TEST_CASE("Town: with drops built on order seven homes are served, at nearly EUR 24,000 each") {
  const Story story("town_rollout");
  const Course& on_order = story.course("on-order");
  check_spending(on_order.spent, {128000 + 7 * 1000, 7 * 1975, 18 * 1000, 0});
  CHECK(at_end(on_order, Rung::passed).homes == 96);
  CHECK(at_end(on_order, Rung::served).homes == 7);
  CHECK(*spent_per_home(on_order, Rung::served) == about(166825 / 7.0));
  CHECK(story.dominators("on-order").empty());
}

TEST_CASE("Marathon, calendar: either six runners reach 42 km and lack eighteen minutes, or five finish") {
  const Story story("marathon_calendar");
  const Course& wide = story.course("wide-first");
  const Course& through = story.course("follow-through");
  // 18 weeks of 40 hours: 8 runners x 87 h, and 24 h left for six races of 4 h.
  CHECK(wide.spent.total() == about(8 * 87 + 6 * 4));
  CHECK(wide.spent.total() == about(18 * 40));
  CHECK(at_end(wide, Rung::passed).homes == 6);
  CHECK(at_end(wide, Rung::connected).homes == 0);
  CHECK(at_end(wide, Rung::served).homes == 0);
  CHECK(story.period("wide-first", "2026-W27").spent.total() == about(180));
  CHECK(story.period("wide-first", "2026-W30").spent.total() == about(108));
  CHECK(story.period("wide-first", "2026-W36").spent.total() == about(255));
  CHECK(story.period("wide-first", "2026-W40").spent.total() == about(153 + 6 * 4));
  CHECK(story.figure("wide-first", CourseFigure::stranded_value) == about(767 + 720));

  CHECK(through.spent.total() == about(5 * (87 + 4 + 0.05)));
  CHECK(at_end(through, Rung::served).homes == 5);
  CHECK(rung(story.period("follow-through", "2026-W34").status, Rung::served).homes == 5);
  // Last season's evening group, 3 x 87 + 4 + 4 + 3 hours, and its share of the coach's 40.
  CHECK(story.figure("follow-through", CourseFigure::stranded_value) == about(261 + 11 + 40 * 3 / 8.0));
  CHECK(story.dominators("wide-first") == Names{"follow-through"});
}

TEST_CASE("Marathon, calendar: with one more hour per week all eight finish in the last week") {
  const Story story("marathon_calendar");
  const Course& course = story.course("an-hour-more");
  CHECK(course.spent.total() == about(8 * (87 + 4 + 0.05)));
  CHECK(rung(story.period("an-hour-more", "2026-W39").status, Rung::served).homes == 0);
  CHECK(rung(story.period("an-hour-more", "2026-W40").status, Rung::served).homes == 8);
  CHECK(story.figure("an-hour-more", CourseFigure::stranded_value) == about(0));
  CHECK(story.dominators("an-hour-more").empty());
}

TEST_CASE(
    "Turnout, calendar: 1,007 vote if new registrations come first, 1,335 if registered voters are called "
    "first") {
  const Story story("turnout_calendar");
  const Course& wide = story.course("wide-first");
  const Course& through = story.course("follow-through");
  const double names = 2000 + 6000 + 600 + 1250 + 5000;
  check_spending(wide.spent, {names + 11590 + 12996 + 3420, 0, 0, 0});
  CHECK(wide.spent.total() == about(42856));
  check_spending(through.spent, {12996 + 11590 + 12464 + 3420, 0, 0, 0});
  CHECK(through.spent.total() == about(40470));
  // All new names are in on the day on which the registers close.
  CHECK(rung(story.period("wide-first", "2018-10-08").status, Rung::passed).homes == 1000);
  CHECK(rung(story.period("wide-first", "2018-10-09").status, Rung::passed).homes == 1200);
  CHECK(at_end(through, Rung::passed).homes == 750);

  CHECK(at_end(wide, Rung::served).homes == 180 + 152 + 171);
  CHECK(at_end(wide, Rung::served).users == 360 + 305 + 342);
  CHECK(at_end(through, Rung::served).homes == 180 + 152 + 171 + 164);
  CHECK(at_end(through, Rung::served).users == 360 + 975);
  CHECK(std::round(story.figure("wide-first", CourseFigure::stranded_value)) == 57170);
  CHECK(std::round(story.figure("follow-through", CourseFigure::stranded_value)) == 30330);
  CHECK(*spent_per_home(wide, Rung::served) == about(42856.0 / (152 + 171)));
  CHECK(*spent_per_home(through, Rung::served) == about(40470.0 / (152 + 171 + 164)));
  CHECK(story.dominators("wide-first") == Names{"follow-through"});
}

TEST_CASE("Turnout, calendar: the last period equals the result of turnout_followed_through") {
  const Story calendar("turnout_calendar");
  const io::ScenarioReading after = io::read_scenario(
      (std::filesystem::path(in_source("scenarios/turnout_followed_through.yaml"))).string(),
      io::InputFile::Hashing::off);
  const Plant& plant = after.scenario.plant;
  const Network network = build_network(plant);
  const Coverage coverage = evaluate(plant, network);
  const Status& end = status_at_end(calendar.course("follow-through"));
  for (const Rung rung : enum_values<Rung>()) {
    CAPTURE(rung_names[rung]);
    CHECK(end.ladder[rung].users == static_cast<double>(coverage.standings.ladder[rung].users));
  }
  CHECK(end.backbone[Book::stranded] == about(coverage.ledger.total[Book::stranded]));
}

TEST_CASE("Car sale, calendar: wide-first asks no customer at the table in time and sells five cars") {
  const Story story("car_sale_calendar");
  const Course& wide = story.course("wide-first");
  check_spending(wide.spent, {500 + 25 + 25, 0, 0, 60});
  CHECK(at_end(wide, Rung::served).homes == 3);
  CHECK(at_end(wide, Rung::served).users == 1 + 1 + 3);                                   // anna, gita, hugo
  CHECK(rung(story.period("wide-first", "2012-10-02").status, Rung::passed).homes == 7);  // gita at the table
  CHECK(rung(story.period("wide-first", "2012-10-12").status, Rung::passed).homes == 8);  // hugo
  CHECK(rung(story.period("wide-first", "2012-10-13").status, Rung::served).homes == 3);
  REQUIRE(wide.blocked_count == 1);
  CHECK(element_name(story.reading.scenario, wide.blocked[0].of) == "boris/drop");
  CHECK(wide.blocked[0].price == about(725));
}

TEST_CASE("Car sale, calendar: follow-through sells eleven cars in four days, call-back twelve") {
  const Story story("car_sale_calendar");
  for (const char* option : {"follow-through", "call-back"}) {
    CAPTURE(option);
    check_spending(story.course(option).spent, {5 * 25, 0, 0, 60});
    CHECK(story.period(option, "2012-10-01").spent.total() == about(50));
    CHECK(story.period(option, "2012-10-02").spent.total() == about(50));
    CHECK(story.period(option, "2012-10-04").spent.total() == about(85));
    // 14 days of 50, less 185: ten short of hugo's 525.
    CHECK(story.course(option).periods.back().budget_left == about(515));
  }
  // anna, boris, clara, dmitri, eve, gita; and finn.
  CHECK(at_end(story.course("follow-through"), Rung::served).homes == 6);
  CHECK(at_end(story.course("follow-through"), Rung::served).users == 1 + 5 + 1 + 1 + 2 + 1);
  CHECK(at_end(story.course("call-back"), Rung::served).homes == 7);
  CHECK(at_end(story.course("call-back"), Rung::served).users == 12);

  CHECK(std::round(story.figure("wide-first", CourseFigure::stranded_value)) == 2793);
  // As in car_sale_followed_through, but that gita has driven and finn has not been called: what one has, the
  // other lacks.
  CHECK(story.figure("follow-through", CourseFigure::stranded_value) ==
        doctest::Approx(818.82).epsilon(1e-5));
  CHECK(story.figure("call-back", CourseFigure::stranded_value) == doctest::Approx(498.40).epsilon(1e-5));
  CHECK(story.dominators("wide-first") == Names{"follow-through", "call-back"});
  CHECK(story.dominators("follow-through") == Names{"call-back"});
}

}  // namespace lastmile::test::course_scenarios_test
