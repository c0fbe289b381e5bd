// Plans on the command line: a street whose plans can be worked out by hand, a benchmark graph, refusals, and
// a search that is interrupted.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <csignal>
#include <filesystem>

#include "tests/support/file_text.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tools/io/base/json.h"

namespace lastmile::plan_test {
namespace {

using io::Json;
using test::ProgramRun;
using test::TemporaryDirectory;

// north and south cost 100 each from the pop; both together 140, over south and the ring. With drops:
// s1 130 (6 users, 4 homes), n1 120 (5, 2), n1 and s1 190 (11, 6), all three 230 (12, 7). 2 users have
// service.
constexpr const char* two_streets =
    "lastmile: 1\nname: two streets\ncurrency: EUR\nsites:\n"
    "  - {id: pop, kind: source}\n"
    "  - {id: north, kind: cabinet, state: planned, cost: 30}\n"
    "  - {id: south, kind: cabinet, state: planned, cost: 50}\n"
    "links:\n"
    "  - {id: fn, from: pop, to: north, tier: feeder, state: planned, cost: 70}\n"
    "  - {id: fs, from: pop, to: south, tier: feeder, state: planned, cost: 50}\n"
    "  - {id: ring, from: north, to: south, tier: feeder, state: planned, cost: 10}\n"
    "premises:\n"
    "  - {id: old, homes: 1, users: 2, drop: {from: pop}}\n"
    "  - {id: n1, homes: 2, users: 5, drop: {from: north, state: planned, cost: 20}}\n"
    "  - {id: n2, homes: 1, users: 1, drop: {from: north, state: planned, cost: 40}}\n"
    "  - {id: s1, homes: 4, users: 6, drop: {from: south, state: planned, cost: 30}}\n";

class Streets {
 public:
  ProgramRun run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"plan", path_});
    return test::run_program(arguments);
  }
  Json plan(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--format", "json"});
    const ProgramRun done = run(arguments);
    CAPTURE(done.err);
    REQUIRE(done.status == 0);
    return Json::parse(done.out);
  }

 private:
  TemporaryDirectory folder_;
  std::string path_ = folder_.write("streets.yaml", two_streets);
};

std::vector<std::string> elements_of(const Json& plan) {
  std::vector<std::string> ids;
  for (const Json& one : plan["elements"]) ids.push_back(one["element"]);
  return ids;
}

TEST_CASE("A plan for a budget is printed as JSON, as worked out by hand") {
  const Json expected = Json::parse(R"({
    "schema": "lastmile.plan.v1", "problem": "budget", "amount": 130, "weight": "users",
    "objective": 8, "bound": 8, "gap": 0, "proven_optimal": true, "cost": 130,
    "served": {"before": {"homes": 1, "users": 2}, "after": {"homes": 5, "users": 8}},
    "elements": [
      {"element": "south", "kind": "cabinet", "tier": "site", "state": "planned", "completion_cost": 50},
      {"element": "fs", "kind": "link", "tier": "feeder", "state": "planned", "completion_cost": 50},
      {"element": "s1/drop", "kind": "link", "tier": "drop", "state": "planned", "completion_cost": 30}],
    "judged": [
      {"rung": "located", "premises": 4, "homes": 8, "users": 14},
      {"rung": "passed", "premises": 2, "homes": 5, "users": 8},
      {"rung": "connected", "premises": 2, "homes": 5, "users": 8},
      {"rung": "qualified", "premises": 2, "homes": 5, "users": 8},
      {"rung": "served", "premises": 2, "homes": 5, "users": 8}],
    "unqualified": [], "rollout_orders": [
      {"order": "cheapest", "works": "remedies", "cost": 120,
       "served": {"homes": 3, "users": 7}},
      {"order": "cheapest", "works": "elements", "cost": 130,
       "served": {"homes": 1, "users": 2}},
      {"order": "users_per_cost", "works": "remedies", "cost": 130,
       "served": {"homes": 5, "users": 8}},
      {"order": "users_per_cost", "works": "elements", "cost": 110,
       "served": {"homes": 1, "users": 2}}],
    "frontier": []})");
  Json plan = Streets().plan({"--budget", "130"});
  CHECK(plan["scenario"]["name"] == "two streets");
  plan.erase("scenario");
  CHECK(plan == expected);
}

TEST_CASE("Budgets, targets and values choose what is best by hand") {
  const Streets streets;
  struct Case {
    std::vector<std::string> arguments;
    double objective, cost;
  };
  for (const Case& one : std::vector<Case>{
           {{"--budget", "119.99"}, 2, 0},
           {{"--budget", "129"}, 7, 120},
           {{"--budget", "190"}, 13, 190},
           {{"--budget", "1e9"}, 14, 230},
           {{"--budget", "190", "--weight", "homes"}, 7, 190},
           {{"--budget", "190", "--exclude", "ring"}, 8, 130},
           {{"--budget", "130", "--require", "north"}, 7, 120},
           {{"--target-users", "2"}, 0, 0},
           {{"--target-users", "7.5"}, 130, 130},
           {{"--target-homes", "7"}, 190, 190},
           {{"--target-homes", "8"}, 230, 230},
           {{"--value-per-home", "30"}, 0, 0},
           {{"--value-per-home", "45"}, 85, 230},
           {{"--value-per-home", "30", "--require", "fs", "--require", "south"}, -10, 130},
       }) {
    CAPTURE(fmt::format("{}", fmt::join(one.arguments, " ")));
    const Json plan = streets.plan(one.arguments);
    CHECK(plan["objective"] == one.objective);
    CHECK(plan["bound"] == one.objective);
    CHECK(plan["cost"] == one.cost);
    CHECK(plan["proven_optimal"] == true);
  }
  CHECK(elements_of(streets.plan({"--budget", "190"})) ==
        std::vector<std::string>{"north", "south", "fs", "ring", "n1/drop", "s1/drop"});
}

TEST_CASE("The frontier shows what budgets in equal steps bring") {
  const Json plan = Streets().plan({"--budget", "0", "--frontier", "2"});
  REQUIRE(plan["frontier"].size() == 2);
  CHECK(plan["frontier"][0] ==
        Json{{"budget", 115}, {"objective", 2}, {"bound", 2}, {"gap", 0}, {"cost", 0}});
  CHECK(plan["frontier"][1] ==
        Json{{"budget", 230}, {"objective", 14}, {"bound", 14}, {"gap", 0}, {"cost", 230}});
}

// The ids of the list `only`, in order.
std::vector<std::string> listed_in(const std::string& plan_file) {
  std::vector<std::string> ids;
  for (const std::string& line : test::lines_of(test::read_text(plan_file)))
    if (line.starts_with("        - {"))
      ids.push_back(line.substr(line.find('"') + 1, line.rfind('"') - line.find('"') - 1));
  return ids;
}

TEST_CASE("A plan file extends the scenario, and its option builds the plan in the order that serves early") {
  const Streets streets;
  const TemporaryDirectory folder;
  const std::string file = folder / "plan.yaml";
  REQUIRE(streets.run({"--budget", "1e9", "-o", file}).status == 0);
  CHECK(listed_in(file) ==
        std::vector<std::string>{"fs", "south", "s1/drop", "ring", "north", "n1/drop", "n2/drop"});
  const ProgramRun compared = test::run_program({"compare", file, "--format", "json"});
  CAPTURE(compared.err);
  REQUIRE(compared.status == 0);
  const Json comparison = Json::parse(compared.out);
  CHECK(comparison["options"][0]["option"]["name"] == "plan");
  const auto figure = [&](const std::string& id) {
    for (const Json& one : comparison["figures"])
      if (one["id"] == id) return one["values"][0];
    return Json(nullptr);
  };
  CHECK(figure("served_homes") == 8);
  CHECK(figure("spending") == 230);
}

TEST_CASE("Proposed works of a plan become planned, and an option's list replaces the order it inherits") {
  const TemporaryDirectory folder;
  const std::string path =
      folder.write("s.yaml",
                   "lastmile: 1\nname: s\ntimeline: {start: 2027, periods: 3}\nrollout: {order: cheapest, "
                   "budget_per_period: 40}\n"
                   "sites: [{id: a, kind: source}, {id: b, state: proposed, cost: 30}]\n"
                   "links: [{id: l, from: a, to: b, tier: feeder, state: proposed, cost: 20}]\n"
                   "premises: [{id: h, homes: 4, drop: {from: b, state: planned, cost: 10}}]\n");
  const std::string file = folder / "plans/plan.yaml";
  std::filesystem::create_directory(folder / "plans");
  const ProgramRun planned = test::run_program({"plan", path, "--budget", "60", "-o", file});
  CAPTURE(planned.err);
  REQUIRE(planned.status == 0);
  const ProgramRun course = test::run_program({"simulate", file, "--option", "plan", "--format", "json"});
  CAPTURE(course.err);
  REQUIRE(course.status == 0);
  const Json periods = Json::parse(course.out)["periods"];
  CHECK(periods[0]["ladder"][4]["homes"] == 0);
  CHECK(periods[1]["ladder"][4]["homes"] == 4);
}

TEST_CASE("A plan file is refused where it could not extend the scenario") {
  const Streets streets;
  const TemporaryDirectory folder;
  const std::string file = folder / "plan.yaml";
  CHECK(streets.run({"--budget", "9", "-o", file, "--set", "name=x"}).err.find("--set does not go with -o") !=
        std::string::npos);
  CHECK(streets.run({"--budget", "9", "-o", file}).status == 0);
  const ProgramRun again = test::run_program({"plan", file, "--budget", "9", "-o", folder / "other.yaml"});
  CHECK(again.status == 2);
  CHECK(again.err.find("already has an option \"plan\"; rename it [not-extensible]") != std::string::npos);
  const std::string packed = folder / "s.lmz";
  const std::string plain = folder.write("s.yaml", two_streets);
  REQUIRE(test::run_program({"pack", plain, "-o", packed}).status == 0);
  CHECK(test::run_program({"plan", packed, "--budget", "9", "-o", folder / "other.yaml"})
            .err.find("a packed scenario cannot be extended") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder / "other.yaml"));
}

TEST_CASE("A question that has no answer, or is none, is refused with status 2") {
  const Streets streets;
  struct Case {
    std::vector<std::string> arguments;
    std::string message;
  };
  for (const Case& one : std::vector<Case>{
           {{}, "no question; pass one of --budget, --target-users"},
           {{"--budget", "1", "--target-homes", "1"}, "--budget and --target-homes exclude each other"},
           {{"--target-homes", "1", "--weight", "homes"}, "--weight goes with --budget and --over-time only"},
           {{"--budget", "-1"}, "--budget must be a number from 0"},
           {{"--budget", "inf"}, "--budget must be a number from 0"},
           {{"--budget", "5USD"}, "--budget must be a number from 0"},
           {{"--target-homes", "9"},
            "the target is out of reach: at most 8 homes can be served [out-of-reach]"},
           {{"--target-users", "13", "--exclude", "s1/drop"}, "at most 8 users can be served"},
           {{"--budget", "10", "--require", "north"},
            "no plan within the budget contains all that is required"},
           {{"--budget", "10", "--require", "east"},
            "--require: unknown site or link \"east\" [unknown-element]"},
           {{"--budget", "10", "--require", "fn", "--exclude", "fn"}, "\"fn\" is both required and excluded"},
       }) {
    CAPTURE(one.message);
    const ProgramRun run = streets.run(one.arguments);
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CAPTURE(run.err);
    CHECK(run.err.find(one.message) != std::string::npos);
  }
  const TemporaryDirectory folder;
  const std::string same =
      folder.write("same.yaml",
                   "lastmile: 1\nname: s\nsites: [{id: a, kind: source}, {id: b, state: planned}]\n"
                   "links: [{id: b, from: a, to: b, tier: feeder, state: planned}]\npremises: [{id: h, drop: "
                   "{from: b}}]\n");
  const ProgramRun run = test::run_program({"plan", same, "--budget", "1", "--require", "b"});
  CHECK(run.status == 2);
  CHECK(run.err.find("[ambiguous-element]") != std::string::npos);
}

TEST_CASE("Works that cost nothing are in a plan and are counted; without works there is nothing to choose") {
  const TemporaryDirectory folder;
  const std::string before =
      "lastmile: 1\nname: s\nsites: [{id: a, kind: source}]\npremises: [{id: h, drop: {from: a";
  const ProgramRun free =
      test::run_program({"plan", folder.write("free.yaml", before + ", state: failed}}]\n"), "--budget", "0",
                         "--format", "json"});
  CHECK(free.status == 0);
  CHECK(free.err.find("1 of the 1 works of the plan costs nothing [free-works]") != std::string::npos);
  CHECK(Json::parse(free.out)["served"]["after"]["homes"] == 1);
  const ProgramRun none = test::run_program(
      {"plan", folder.write("none.yaml", before + "}}]\n"), "--budget", "7", "--format", "json"});
  CHECK(none.status == 0);
  CHECK(none.err.find("[nothing-to-choose]") != std::string::npos);
  CHECK(Json::parse(none.out)["elements"].empty());
}

// A square of vertices with prizes: more than branch and bound finishes while somebody waits.
std::string grid(int side) {
  std::string text = fmt::format("SECTION Graph\nNodes {}\nEdges {}\n", side * side, 2 * side * (side - 1));
  unsigned dice = 7;
  const auto roll = [&](unsigned most) { return (dice = dice * 1664525 + 1013904223) / 65536 % most; };
  for (int v = 1; v <= side * side; ++v) {
    if (v % side != 0) text += fmt::format("E {} {} {}\n", v, v + 1, 50 + roll(51));
    if (v + side <= side * side) text += fmt::format("E {} {} {}\n", v, v + side, 50 + roll(51));
  }
  text += fmt::format("END\nSECTION Terminals\nTerminals {}\nRootP 1\n", side * side / 4);
  for (int v = 4; v <= side * side; v += 4) text += fmt::format("TP {} {}\n", v, 40 + roll(121));
  return text + "END\nEOF\n";
}

TEST_CASE("A benchmark graph is solved with a budget and without") {
  const TemporaryDirectory folder;
  const std::string path =  // 1 -5- 2 -4- 3, 1 -8- 3; prizes 2: 3, 3: 9
      folder.write("three.stp",
                   "SECTION Graph\nNodes 3\nEdges 3\nE 1 2 5\nE 2 3 4\nE 1 3 8\nEND\n"
                   "SECTION Terminals\nTerminals 2\nRootP 1\nTP 2 3\nTP 3 9\nEND\nEOF\n");
  const auto plan = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"plan", path, "--format", "json"});
    return Json::parse(test::run_program(more).out);
  };
  CHECK(plan({}) == Json::parse(R"({"schema": "lastmile.plan.v1", "problem": "prize-collecting",
    "objective": 9, "bound": 9, "gap": 0, "proven_optimal": true, "cost": 9, "edges": [[1, 2], [2, 3]]})"));
  CHECK(plan({"--budget", "8"}) == Json::parse(R"({"schema": "lastmile.plan.v1", "problem": "budget",
    "objective": 9, "bound": 9, "gap": 0, "proven_optimal": true, "cost": 8, "edges": [[1, 3]]})"));
  const ProgramRun wrong = test::run_program({"plan", path, "--target-users", "3"});
  CHECK(wrong.status == 2);
  CHECK(wrong.err.find("option --target-users needs a scenario") != std::string::npos);
}

TEST_CASE("A search that may take no time still prints a plan and a bound") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("grid.stp", grid(20));
  for (const char* budget : {"", "1500"}) {
    std::vector<std::string> arguments = {"plan", path, "--time-limit", "0", "--format", "json"};
    if (*budget) arguments.insert(arguments.end(), {"--budget", budget});
    const ProgramRun run = test::run_program(arguments);
    REQUIRE(run.status == 0);
    const Json plan = Json::parse(run.out);
    CHECK(plan["proven_optimal"] == false);
    if (*budget)
      CHECK(plan["bound"] > plan["objective"]);
    else
      CHECK(plan["bound"] < plan["objective"]);
  }
}

// A star whose costs are thousands, and a budget that is none: no sum of costs reaches the bound.
std::string star(int leaves) {
  std::string edges, prizes;
  unsigned dice = 7;
  for (int v = 2; v <= leaves + 1; ++v) {
    dice = dice * 1664525 + 1013904223;
    const unsigned cost = 1000 * (1000 + dice / 65536 % 9000);
    edges += fmt::format("E 1 {} {}\n", v, cost);
    prizes += fmt::format("TP {} {}\n", v, cost);
  }
  return fmt::format(
      "SECTION Graph\nNodes {}\nEdges {}\n{}END\nSECTION Terminals\nTerminals {}\nRootP 1\n{}END\nEOF\n",
      leaves + 1, leaves, edges, leaves, prizes);
}

TEST_CASE("A search that ends at its limit of work says so, and says what would help") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("star.stp", star(300));
  const ProgramRun run = test::run_program({"plan", path, "--budget", "500000999"});
  CHECK(run.status == 0);
  CHECK(run.err.find("[search-limited]") != std::string::npos);
  CHECK(run.err.find("with --time-limit S it goes on for S seconds") != std::string::npos);
  CHECK(run.out.find("The search has done its fixed amount of work") != std::string::npos);
  CHECK(run.out == test::run_program({"plan", path, "--budget", "500000999"}).out);
  const ProgramRun timed = test::run_program({"plan", path, "--budget", "500000999", "--time-limit", "0"});
  CHECK(timed.err.find("[search-limited]") == std::string::npos);
}

TEST_CASE("Ctrl-C ends the search for a plan with the best one so far") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("grid.stp", grid(60));
  const ProgramRun run = test::run_until({"plan", path, "--budget", "9000"}, "best so far", SIGINT);
  CAPTURE(run.out);
  CHECK(run.status == 0);
  CHECK(run.out.find("this is the best plan so far [search-interrupted]") != std::string::npos);
  CHECK(run.out.find("is the bound that no plan") != std::string::npos);
}

}  // namespace
}  // namespace lastmile::plan_test
