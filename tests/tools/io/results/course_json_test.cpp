// Courses as JSON and as a table: the documented shape, and figures that read back.
#include "tools/io/results/course_json.h"

#include <doctest/doctest.h>

#include <map>

#include "tests/support/file_text.h"
#include "tests/support/sample_course.h"
#include "tests/support/scenario_folder.h"
#include "tools/io/package/course_package.h"

namespace lastmile::io::course_json_test {
namespace {

using test::ScenarioFolder;
using Names = std::vector<std::string>;

const std::string town =
    "lastmile: 1\nname: Town\ncurrency: USD\n"
    "sites: [{id: pop, kind: source}, {id: cab, state: planned, cost: 10}]\n"
    "links: [{id: f, from: pop, to: cab, tier: feeder, state: planned, cost: 20}]\n"
    "premises: [{id: h, drop: {from: cab, state: planned, cost: 5}}]\n"
    "timeline: {start: 2027-Q4, periods: 2}\n"
    "options:\n"
    "  wide: {description: feeders first, rollout: {order: [tier, cheapest], budget_per_period: 7.5, crews: "
    "{drop: 4}}}\n"
    "  through: {rollout: {order: random, seed: 9}}\n"
    "  none: {}\n";

Course two_periods() {
  Course course = test::course_with(
      {.served = 25.5, .home_years = 9, .value_years_stranded = 77.25, .spent = 12, .net_present_value = -3});
  course.periods.push_back(course.periods.front());
  Period& first = course.periods.front();
  first.spent = {.capital = 8, .late = 2, .visits = 1, .repairs = 1};
  first.started = {{1, 0, 2, 0, 3}};
  first.budget_left = 0.5;
  first.opening_value = 100;
  first.depreciation = 4;
  first.closing_value = 106;
  first.revenue = 7;
  first.opex = 1;
  first.cash_flow = -6;
  first.cumulative_cash_flow = -6;
  first.discounted_cash_flow = -5.5;
  first.status.unserved[Obstacle::not_subscribed].sole = {2, 74.5, 74.5};
  first.status.backbone << 90, 30, 0, 60, 0, 20;
  first.status.stranded_by_final_links = 40;
  course.spent = first.spent;
  course.payback = 1;
  course.reached = {0, std::nullopt, std::nullopt};
  course.blocked = {{BlockedWork::Why::money, PremisesId{std::size_t{0}}, 35},
                    {BlockedWork::Why::crew, SiteId{std::size_t{1}}, 10},
                    {BlockedWork::Why::money, LinkId{std::size_t{0}}, 20}};
  course.blocked_count = 14;
  return course;
}

// The town's options with courses of our own making.
struct Town {
  ScenarioFolder folder{town};
  ScenarioReading reading = folder.read();
  const RolloutOption& option(std::size_t i) const { return reading.scenario.horizon->options[i]; }
  OptionCourse course(std::size_t i, Course course) const {
    return {&reading, &option(i), std::move(course), option(i).name};
  }
};

Names keys_of(const Json& json) {
  Names keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  return keys;
}

TEST_CASE("A course as JSON has the shape of lastmile.course.v1") {
  const Town here;
  const Json json = course_json(here.course(0, two_periods()));
  CHECK(keys_of(json) == Names{"schema", "lastmile_version", "scenario", "option", "timeline", "rollout",
                               "parameters", "start", "periods", "totals", "blocked", "not_failed"});
  CHECK(json["schema"] == "lastmile.course.v1");
  CHECK(json["option"] == Json{{"name", "wide"}, {"description", "feeders first"}});
  CHECK(json["timeline"] ==
        Json{{"start", "2027-Q4"}, {"end", "2028-Q1"}, {"periods", 2}, {"unit", "quarter"}});
  CHECK(json["rollout"]["order"] == Json{"tier", "cheapest"});
  CHECK(json["rollout"]["budget_per_period"] == 7.5);
  CHECK(json["rollout"]["crews"]["drop"] == 4);
  CHECK(json["rollout"]["crews"]["site"].is_null());
  CHECK(keys_of(json["start"]) == Names{"ladder", "unserved", "backbone"});
}

TEST_CASE("A period as JSON has its state, works and money") {
  const Town here;
  const Json json = course_json(here.course(0, two_periods()));
  REQUIRE(json["periods"].size() == 2);
  const Json& first = json["periods"][0];
  CHECK(keys_of(first) == Names{"period", "ladder", "unserved", "backbone", "started", "spent", "paid",
                                "budget_left", "books", "revenue", "opex", "cash_flow",
                                "cumulative_cash_flow", "discounted_cash_flow", "operator_cash_flow"});
  CHECK(first["period"] == "2027-Q4");
  CHECK(json["periods"][1]["period"] == "2028-Q1");
  CHECK(first["ladder"][4] == Json{{"rung", "served"}, {"premises", 25.5}, {"homes", 25.5}, {"users", 25.5}});
  CHECK(first["unserved"][0]["cause"] == "not_subscribed");
  CHECK(first["unserved"][0]["sole"]["homes"] == 74.5);
  CHECK(first["backbone"] == Json{{"value", 90},
                                  {"in_use", 30},
                                  {"dormant", 0},
                                  {"stranded", 60},
                                  {"no_demand", 0},
                                  {"idle", 20},
                                  {"stranded_by_final_links", 40}});
  CHECK(first["started"] ==
        Json{{"site", 1}, {"backbone", 0}, {"feeder", 2}, {"distribution", 0}, {"drop", 3}});
  CHECK(first["spent"] == Json{{"capital", 8}, {"late", 2}, {"visits", 1}, {"repairs", 1}, {"total", 12}});
  CHECK(first["books"] == Json{{"opening", 100}, {"capitalised", 10}, {"depreciation", 4}, {"closing", 106}});
  CHECK(first["budget_left"] == 0.5);
  CHECK(first["discounted_cash_flow"] == -5.5);
}

TEST_CASE("The totals name periods, and blocked works are premises or elements") {
  const Town here;
  const Json json = course_json(here.course(0, two_periods()));
  const Json& totals = json["totals"];
  CHECK(totals["payback"] == "2028-Q1");
  CHECK(totals["reached"] == Json{{{"share", 0.5}, {"period", "2027-Q4"}},
                                  {{"share", 0.8}, {"period", nullptr}},
                                  {{"share", 0.95}, {"period", nullptr}}});
  CHECK(totals["value_years_stranded"] == 77.25);
  CHECK(totals["spent"]["total"] == 12);
  CHECK(totals["spent_per_home"]["passed"].is_null());  // all were passed before
  CHECK(totals["spent_per_home"]["served"] == 12 / 25.5);
  CHECK(json["blocked"]["count"] == 14);
  CHECK(json["blocked"]["works"] == Json{{{"why", "money"}, {"premises", "h"}, {"price", 35}},
                                         {{"why", "crew"}, {"element", "cab"}, {"price", 10}},
                                         {{"why", "money"}, {"element", "f"}, {"price", 20}}});
}

TEST_CASE("Without a budget JSON has no remaining budget, without a rollout no rollout settings") {
  const Town here;
  const Json unlimited = course_json(here.course(1, two_periods()));
  CHECK(unlimited["rollout"]["budget_per_period"].is_null());
  CHECK(unlimited["rollout"]["seed"] == 9);
  CHECK(unlimited["periods"][0]["budget_left"].is_null());
  CHECK(course_json(here.course(2, two_periods()))["rollout"].is_null());
}

TEST_CASE("A comparison as JSON has every course, every figure, the best and the dominated") {
  const Town here;
  Course better = two_periods();
  better.spent.late = 0;
  better.payback = 0;
  const std::vector<OptionCourse> courses = {here.course(0, two_periods()), here.course(1, better)};
  const Json json = compare_courses_json(courses);
  CHECK(keys_of(json) == Names{"schema", "lastmile_version", "options", "figures", "dominated"});
  CHECK(json["schema"] == "lastmile.compare.v1");
  CHECK(keys_of(json["options"][1]) == Names{"label", "scenario", "option", "timeline", "rollout",
                                             "parameters", "start", "periods", "totals", "blocked",
                                             "not_failed"});
  CHECK(json["dominated"] == Json{{{"option", "wide"}, {"by", {"through"}}}});
  std::map<std::string, Json> figures;
  for (const Json& figure : json["figures"]) figures[figure["id"]] = figure;
  CHECK(figures.size() == compared_figures.size());
  CHECK(figures["spending"] == Json{{"id", "spending"},
                                    {"unit", "USD"},
                                    {"better", "less"},
                                    {"values", {12, 10}},
                                    {"differences", {0, -2}},
                                    {"best", {"through"}}});
  CHECK(figures["payback"] == Json{{"id", "payback"},
                                   {"unit", "period"},
                                   {"better", "less"},
                                   {"values", {"2028-Q1", "2027-Q4"}},
                                   {"differences", {0, -1}},
                                   {"best", {"through"}}});
  CHECK(figures["served_80"]["values"] == Json{nullptr, nullptr});
  CHECK(figures["served_homes"]["best"] == Json::array());
}

TEST_CASE(
    "Options with equal names get the scenario's name as a prefix, or a number if a file is given twice") {
  const Town here;
  const Town there;
  ScenarioReading renamed = there.folder.read();
  renamed.scenario.heading.name = "Village";
  std::vector<OptionCourse> courses = {
      here.course(0, {}), here.course(1, {}), {&renamed, &renamed.scenario.horizon->options[0], {}, ""}};
  label_courses(courses);
  CHECK(courses[0].label == "wide (Town)");
  CHECK(courses[1].label == "through");
  CHECK(courses[2].label == "wide (Village)");
  courses = {here.course(0, {}), there.course(0, {}), there.course(0, {})};
  label_courses(courses);
  CHECK(courses[0].label == "wide (" + here.folder.path() + ")");
  CHECK(courses[1].label == "wide (" + there.folder.path() + ")");
  CHECK(courses[2].label == "wide (" + there.folder.path() + ") #2");
}

TEST_CASE("The table has one row for each option, period and figure, and reads back") {
  const Town here;
  const std::vector<OptionCourse> courses = {here.course(0, two_periods()), here.course(1, two_periods())};
  write_course_package(here.folder / "out", "compare", compare_courses_json(courses), {&here.reading},
                       courses);
  const Names lines = test::lines_of(test::read_text(here.folder / "out/course.csv"));
  REQUIRE(lines.size() > 100);
  CHECK(lines.front() == "option,period,figure,unit,value");
  std::map<std::string, std::string> values;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::size_t last = lines[i].rfind(',');
    CHECK(values.emplace(lines[i].substr(0, last), lines[i].substr(last + 1)).second);
  }
  CHECK(values.size() == lines.size() - 1);
  CHECK(values["wide,2027-Q4,served_homes,homes"] == "25.5");
  CHECK(values["wide,2027-Q4,spent,USD"] == "12");
  CHECK(values["wide,2027-Q4,cash_flow,USD"] == "-6");
  CHECK(values["wide,2027-Q4,started_feeder,elements"] == "2");
  CHECK(values["through,2028-Q1,located_homes,homes"] == "100");
  CHECK(values["wide,2027-Q4,budget_left,USD"] == "0.5");
  CHECK_FALSE(values.contains("through,2027-Q4,budget_left,USD"));  // there is no limit
}

TEST_CASE("A package never replaces its scenario") {
  const ScenarioFolder folder(town, "course.csv");
  const ScenarioReading reading = folder.read();
  const std::vector<OptionCourse> courses = {
      {&reading, &reading.scenario.horizon->options[0], two_periods(), "w"}};
  CHECK_THROWS_AS(
      write_course_package(folder.string(), "course", course_json(courses[0]), {&reading}, courses),
      IoFailed);
  CHECK(test::read_text(folder.path()) == town);
}

}  // namespace
}  // namespace lastmile::io::course_json_test
