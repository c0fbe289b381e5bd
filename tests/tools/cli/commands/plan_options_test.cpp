// Options of `lastmile plan` beside the question: areas, tables, homes that do not qualify, budgets of a
// timeline, and the chart of the frontier. All figures are worked out by hand.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/file_text.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tools/io/base/json.h"
#include "tools/io/plots/frontier_chart.h"

namespace lastmile::plan_options_test {
namespace {

using io::Json;
using test::ProgramRun;
using test::TemporaryDirectory;

Json planned(const std::string& path, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"plan", path, "--format", "json"});
  const ProgramRun done = test::run_program(arguments);
  CAPTURE(done.err);
  REQUIRE(done.status == 0);
  return Json::parse(done.out);
}

std::string text_of(const std::string& path, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"plan", path});
  const ProgramRun done = test::run_program(arguments);
  CAPTURE(done.err);
  REQUIRE(done.status == 0);
  return done.out;
}

// West costs 30 for 6 users in 4 homes, east 100 for 8 users in 5 homes; the trunk to both costs 50.
constexpr const char* two_areas =
    "lastmile: 1\nname: two areas\ncurrency: EUR\nsites:\n"
    "  - {id: pop, kind: source, area: centre}\n"
    "  - {id: hub, kind: cabinet, area: centre, state: planned, cost: 10}\n"
    "  - {id: west, kind: cabinet, area: west, state: planned, cost: 10}\n"
    "  - {id: east, kind: cabinet, area: east, state: proposed, cost: 60}\n"
    "links:\n"
    "  - {id: trunk, from: pop, to: hub, tier: feeder, state: planned, cost: 40}\n"
    "  - {id: fw, from: hub, to: west, tier: feeder, state: planned, cost: 15}\n"
    "  - {id: fe, from: hub, to: east, tier: feeder, state: proposed, cost: 30}\n"
    "premises:\n"
    "  - {id: w, homes: 4, users: 6, area: west, drop: {from: west, state: planned, cost: 5}}\n"
    "  - {id: e, homes: 5, users: 8, area: east, drop: {from: east, state: proposed, cost: 10}}\n";

TEST_CASE("Works by area add up in the order in which areas are built") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("s.yaml", two_areas);
  const Json plan = planned(path, {"--budget", "200", "--by", "area"});
  CHECK(plan["cost"] == 180);
  REQUIRE(plan["by_area"].size() == 3);
  const auto works = [&](const std::string& area) {
    for (const Json& one : plan["by_area"])
      if (one["area"] == area) return one["works"];
    return Json(nullptr);
  };
  CHECK(works("centre") == Json::parse(R"({"place": 1, "count": 2, "cost": 50, "running_cost": 50,
                                           "served": {"homes": 0, "users": 0}})"));
  CHECK(works("west") == Json::parse(R"({"place": 2, "count": 3, "cost": 30, "running_cost": 80,
                                         "served": {"homes": 4, "users": 6}})"));
  CHECK(works("east") == Json::parse(R"({"place": 3, "count": 3, "cost": 100, "running_cost": 180,
                                         "served": {"homes": 9, "users": 14}})"));
  for (const Json& one : plan["by_area"])
    if (one["area"] == "east") CHECK(one["ladder"][4]["homes"] == 5);
  const std::string text = text_of(path, {"--budget", "200", "--by", "area"});
  CHECK(text.find("Works by area, in the order in which to build them") != std::string::npos);
  CHECK(text.find("Areas after the plan") != std::string::npos);
  const Json without = planned(path, {"--budget", "80", "--by", "area"});
  for (const Json& one : without["by_area"])
    if (one["area"] == "east") CHECK(one["works"].is_null());
}

TEST_CASE("--output writes the network after the plan, its works and its frontier") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("s.yaml", two_areas);
  planned(path, {"--budget", "200", "--output", folder / "out", "--frontier", "2"});
  for (const char* name : {"plan.json", "premises.csv", "elements.csv", "final_links.csv", "totals.csv",
                           "works.csv", "frontier.csv", "datapackage.json"})
    CHECK(std::filesystem::exists(folder / "out" + "/" + name));
  CHECK_FALSE(std::filesystem::exists(folder / "out/areas.csv"));
  CHECK(test::read_text(folder / "out/works.csv") ==
        "place,period,element,kind,tier,state,area,completion_cost,running_cost,running_homes,running_users,"
        "name\n"
        "1,,trunk,link,feeder,planned,centre,40,40,0,0,\n"
        "2,,hub,cabinet,site,planned,centre,10,50,0,0,\n"
        "3,,fw,link,feeder,planned,west,15,65,0,0,\n"
        "4,,west,cabinet,site,planned,west,10,75,0,0,\n"
        "5,,w/drop,link,drop,planned,west,5,80,4,6,\n"
        "6,,fe,link,feeder,proposed,east,30,110,4,6,\n"
        "7,,east,cabinet,site,proposed,east,60,170,4,6,\n"
        "8,,e/drop,link,drop,proposed,east,10,180,9,14,\n");
  CHECK(test::read_text(folder / "out/frontier.csv") ==
        "budget,served,bound,gap,cost\n90,6,6,0,80\n180,14,14,0,180\n");
  const std::vector<std::string> premises = test::lines_of(test::read_text(folder / "out/premises.csv"));
  REQUIRE(premises.size() == 3);
  CHECK(premises[2].find("served") != std::string::npos);
  const Json file = Json::parse(test::read_text(folder / "out/plan.json"));
  CHECK(file["schema"] == "lastmile.plan.v1");
  CHECK(file["elements"].size() == 8);
  planned(path, {"--budget", "200", "--output", folder / "out.sqlite", "--by", "area"});
  CHECK(std::filesystem::exists(folder / "out.sqlite"));
}

TEST_CASE("The rollout orders are compared with the plan for the same money") {
  const TemporaryDirectory folder;
  // The cheapest home first leaves too little for the street of six.
  const std::string path =
      folder.write("s.yaml",
                   "lastmile: 1\nname: s\ncurrency: EUR\nsites: [{id: pop, kind: source}]\npremises:\n"
                   "  - {id: a, homes: 1, users: 3, drop: {from: pop, state: planned, cost: 10}}\n"
                   "  - {id: b, homes: 6, users: 12, drop: {from: pop, state: planned, cost: 60}}\n");
  const Json plan = planned(path, {"--budget", "60"});
  CHECK(plan["objective"] == 12);
  REQUIRE(plan["rollout_orders"].size() == 4);
  CHECK(plan["rollout_orders"][0] == Json::parse(R"({"order": "cheapest", "works": "remedies", "cost": 10,
                                                     "served": {"homes": 1, "users": 3}})"));
  CHECK(text_of(path, {"--budget", "60"}).find("9 fewer than the plan") != std::string::npos);
}

// Two ports, and a home that is too far. By users: a, b and far for 185; all four cost 215.
constexpr const char* full_splitter =
    "lastmile: 1\nname: splitter\ncurrency: EUR\nservice: {down_mbps: 100}\nsites:\n"
    "  - {id: office, kind: source, technology: gpon-b+}\n"
    "  - {id: s, kind: splitter, split: 32, ports: 2, state: planned, cost: 100}\n"
    "links: [{id: f, from: office, to: s, tier: feeder, state: planned, length_m: 1000, cost: 50}]\n"
    "premises:\n"
    "  - {id: far, drop: {from: s, state: planned, length_m: 60000, cost: 5}}\n"
    "  - {id: a, drop: {from: s, state: planned, length_m: 50, cost: 10}}\n"
    "  - {id: b, drop: {from: s, state: planned, length_m: 50, cost: 20}}\n"
    "  - {id: c, drop: {from: s, state: planned, length_m: 50, cost: 30}}\n";

TEST_CASE("Homes that do not qualify are listed by cause, and --qualified-only plans without them") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("s.yaml", full_splitter);
  const Json all = planned(path, {"--budget", "190", "--weight", "homes"});
  CHECK(all["cost"] == 185);
  CHECK(all["objective"] == 3);
  REQUIRE_FALSE(all["unqualified"].empty());
  CHECK_FALSE(all.contains("qualified_only"));
  CHECK(text_of(path, {"--budget", "190"}).find("Not qualified:") != std::string::npos);

  const Json only = planned(path, {"--budget", "190", "--weight", "homes", "--qualified-only"});
  CHECK(only["unqualified"].empty());
  CHECK(only["objective"] == only["judged"][4]["homes"]);
  CHECK(only["served"]["after"]["homes"] == only["objective"]);
  CHECK(only["qualified_only"]["rounds"] > 1);
  CHECK_FALSE(only["qualified_only"]["left_out"].empty());
  CHECK(
      text_of(path, {"--budget", "190", "--qualified-only"}).find("Left out, because they did not qualify") !=
      std::string::npos);

  const ProgramRun target = test::run_program({"plan", path, "--target-homes", "3", "--qualified-only"});
  CHECK(target.status == 2);
  CHECK(target.err.find("no plan was found in which so many homes qualify; the most found is 2") !=
        std::string::npos);
  CHECK_FALSE(only["proven_optimal"].get<bool>());  // the bound counts the home that is too far
  CHECK(only["bound"] == 3);
}

// The near final link of the home costs more than the one that is too long.
TEST_CASE("--qualified-only takes another final link of a home, and counts no one who has no service") {
  const TemporaryDirectory folder;
  const std::string path = folder.write(
      "s.yaml",
      "lastmile: 1\nname: s\ncurrency: EUR\nservice: {down_mbps: 100}\nsites:\n"
      "  - {id: office, kind: source, technology: gpon-b+}\n  - {id: s, kind: splitter, split: 32}\n"
      "links:\n  - {id: f, from: office, to: s, tier: feeder, length_m: 1000}\n"
      "  - {id: long, from: s, to: home, tier: drop, state: planned, length_m: 150000, cost: 1}\n"
      "  - {id: short, from: s, to: home, tier: drop, state: planned, length_m: 50, cost: 8}\n"
      "premises:\n"
      "  - {id: home, homes: 10, users: 10}\n"
      "  - {id: far, homes: 7, users: 7, drop: {from: s, length_m: 150000, cost: 1}}\n");
  const Json budget = planned(path, {"--budget", "10", "--qualified-only"});
  CHECK(budget["served"]["before"]["homes"] == 0);  // far is joined and has no service
  CHECK(budget["objective"] == 10);
  CHECK(budget["cost"] == 8);
  CHECK(budget["proven_optimal"] == true);
  CHECK(budget["qualified_only"]["left_out"].empty());
  CHECK(planned(path, {"--target-homes", "10", "--qualified-only"})["cost"] == 8);
}

TEST_CASE("What the works cost is spent on them, also before they were proposed") {
  const TemporaryDirectory folder;
  const std::string path =
      folder.write("s.yaml",
                   "lastmile: 1\nname: s\ncurrency: EUR\nsites:\n  - {id: pop, kind: source}\n"
                   "  - {id: cab, state: proposed, cost: 40, value: 15}\nlinks:\n"
                   "  - {id: f, from: pop, to: cab, tier: feeder, state: proposed, cost: 20, value: 5}\n"
                   "premises:\n  - {id: h, drop: {from: cab, state: planned, cost: 3}}\n");
  const std::string file = folder / "plan.yaml";
  const Json plan = planned(path, {"--budget", "100", "-o", file, "--by", "area"});
  CHECK(plan["by_area"][0]["backbone"]["value"] == 60);
  const ProgramRun course = test::run_program({"simulate", file, "--option", "plan", "--format", "json"});
  CAPTURE(course.err);
  REQUIRE(course.status == 0);
  CHECK(Json::parse(course.out)["periods"][0]["backbone"]["value"] == 60);
}

TEST_CASE("A search without time still gives a frontier on which more money never serves fewer") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("s.yaml", two_areas);
  for (const char* seconds : {"0", "5"}) {
    const Json plan = planned(path, {"--budget", "90", "--frontier", "6", "--time-limit", seconds});
    REQUIRE(plan["frontier"].size() == 6);
    for (std::size_t i = 1; i < 6; ++i) {
      CHECK(plan["frontier"][i]["objective"] >= plan["frontier"][i - 1]["objective"]);
      CHECK(plan["frontier"][i]["bound"] >= plan["frontier"][i - 1]["bound"]);
    }
    CHECK(plan["frontier"][5]["objective"] == 14);
  }
  const ProgramRun required =
      test::run_program({"plan", path, "--budget", "200", "--require", "e/drop", "--frontier", "3"});
  CHECK(required.err.find("budgets of the frontier do not pay for all that is required") !=
        std::string::npos);
  CHECK(required.err.find("[frontier-below-required]") != std::string::npos);
}

TEST_CASE("A plan of a search without time serves no fewer than the best rollout order") {
  const TemporaryDirectory folder;
  REQUIRE(test::run_program(
              {"generate", "--premises", "8000", "--seed", "1", "--output", folder / "g", "--quiet"})
              .status == 0);
  for (const char* budget : {"400000", "700000"}) {
    CAPTURE(budget);
    const Json plan =
        planned(folder / "g/scenario.yaml", {"--budget", budget, "--time-limit", "0", "--quiet"});
    double best = 0;
    for (const Json& order : plan["rollout_orders"])
      best = std::max(best, order["served"]["users"].get<double>());
    CHECK(plan["objective"] >= best);
    CHECK(plan["objective"] == plan["served"]["after"]["users"]);
    CHECK(plan["bound"] >= plan["objective"]);
    CHECK(plan["cost"] <= std::stod(budget));
    double cost = 0;
    for (const Json& work : plan["elements"]) cost += work["completion_cost"].get<double>();
    CHECK(plan["cost"].get<double>() == doctest::Approx(cost));
  }
}

// Budgets 80, 80 and 30: west first (80), then east (180) once both periods have paid.
TEST_CASE("A plan over time spends the budgets of the timeline, and its file keeps the order") {
  const TemporaryDirectory folder;
  const std::string path = folder.write(
      "s.yaml",
      std::string(two_areas) +
          "timeline: {start: 2027, periods: 3, unit: year}\nrollout: {budget_per_period: [80, 80, 30]}\n");
  const std::string file = folder / "plan.yaml";
  const Json plan = planned(path, {"--over-time", "-o", file});
  CHECK(plan["problem"] == "over-time");
  CHECK(plan["objective"] == 6 + 6 + 14);
  CHECK(plan["bound"] == 26 + 2);  // 160 in two periods would serve the 8 users of the east alone
  CHECK(plan["cost"] == 180);
  const Json& periods = plan["over_time"]["periods"];
  REQUIRE(periods.size() == 3);
  CHECK(periods[0]["period"] == "2027");
  CHECK(periods[0]["works"] == Json({"trunk", "hub", "fw", "west", "w/drop"}));
  CHECK(periods[1]["works"].empty());
  CHECK(periods[1]["bound"] == 8);
  CHECK(periods[2]["served"]["users"] == 14);
  for (const std::size_t t : {0U, 1U, 2U}) CHECK(periods[t]["simulated"] == periods[t]["served"]);
  const ProgramRun course = test::run_program({"simulate", file, "--option", "plan", "--format", "json"});
  CAPTURE(course.err);
  REQUIRE(course.status == 0);
  const Json followed = Json::parse(course.out)["periods"];
  CHECK(followed[0]["ladder"][4]["homes"] == 4);
  CHECK(followed[2]["ladder"][4]["homes"] == 9);
  CHECK(text_of(path, {"--over-time"}).find("Over all periods it brings 26 user-years.") !=
        std::string::npos);
}

TEST_CASE("The frontier is drawn with its bound") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("s.yaml", two_areas);
  planned(path, {"--budget", "200", "--frontier", "3", "--plot", folder / "charts"});
  const std::string svg = test::read_text(folder / "charts/frontier.svg");
  CHECK(svg.find("What more money brings") != std::string::npos);
  CHECK(svg.find("bound that no plan can pass") != std::string::npos);
}

TEST_CASE("In the chart of a frontier the bound of a budget holds for smaller ones, as steps") {
  io::ScenarioReading reading;
  reading.path = "town.yaml";
  io::Frontier frontier{planning::Weight::users, 3, {}, 2};
  for (const double budget : {10.0, 20.0}) {
    planning::GraphPlan plan;
    plan.objective = budget;
    plan.bound = budget + 2;
    frontier.points.push_back({budget, plan});
  }
  const std::vector<io::ChartSeries> lines = io::frontier_chart(reading, frontier).panels.at(0).series;
  const auto points = [](const io::ChartSeries& series) {
    std::vector<std::pair<double, double>> all;
    for (const io::ChartPoint& point : series.points) all.emplace_back(point.x, point.y);
    return all;
  };
  CHECK(points(lines.at(0)) == std::vector<std::pair<double, double>>{{0, 3}, {10, 10}, {20, 20}});
  CHECK(points(lines.at(1)) == std::vector<std::pair<double, double>>{{0, 12}, {10, 12}, {10, 22}, {20, 22}});
}

TEST_CASE("Options of a plan that need another one are refused") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("s.yaml", two_areas);
  const auto refused = [&](std::vector<std::string> arguments, const std::string& message) {
    arguments.insert(arguments.begin(), {"plan", path});
    const ProgramRun run = test::run_program(arguments);
    CAPTURE(run.err);
    CHECK(run.status == 2);
    CHECK(run.err.find(message) != std::string::npos);
  };
  refused({"--budget", "1", "--over-time"}, "options --budget and --over-time exclude each other");
  refused({"--budget", "1", "--plot", folder / "x"}, "option --plot needs --frontier");
  refused({"--budget", "1", "--option", "x"}, "option --option goes with --over-time only");
  refused({"--budget", "1", "--csv-safe"}, "--csv-safe needs --output");
  refused({"--over-time"}, "the scenario has no timeline");
}

}  // namespace
}  // namespace lastmile::plan_options_test
