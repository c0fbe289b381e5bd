// `lastmile reliability`: figures worked out by hand, teaching scenarios, refusals, and what is said about
// estimates.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tests/support/file_text.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tools/io/results/reliability_json.h"

namespace lastmile::reliability_test {
namespace {

using io::Json;
using test::ProgramRun;
using test::run_program;
using test::TemporaryDirectory;

// pop serves shop itself and two cabinets; twin has a final link from each. Unavailability of each element:
// cabinets and their feeders 0.5 (8760 failures a year of an hour each), h/drop 0.5, all else 0.
constexpr const char* corner =
    "lastmile: 1\nname: Corner\nsites:\n"
    "  - {id: pop, kind: source, area: centre}\n"
    "  - {id: a, kind: cabinet, area: centre}\n"
    "  - {id: b, kind: cabinet, area: centre}\n"
    "links:\n"
    "  - {id: fa, from: pop, to: a, tier: feeder}\n"
    "  - {id: fb, from: pop, to: b, tier: feeder}\n"
    "  - {id: twin_b, from: b, to: twin, tier: drop}\n"
    "premises:\n"
    "  - {id: shop, homes: 2, users: 5, drop: {from: pop}}\n"
    "  - {id: h, homes: 4, users: 8, area: hill, drop: {from: a, failures_per_year: 8760, repair_hours: 1}}\n"
    "  - {id: twin, homes: 1, users: 3, drop: {from: a}}\n"
    "  - {id: guest, homes: 7, users: 9, subscribed: false, drop: {from: b}}\n"
    "  - {id: dark, homes: 1, drop: {from: b, state: planned}}\n"
    "reliability:\n"
    "  cabinet: {failures_per_year: 8760, repair_hours: 1}\n"
    "  feeder: {failures_per_year: 8760, repair_hours: 1}\n";

class Corner {
 public:
  explicit Corner(const std::string& yaml = corner) : path_(folder_.write("corner.yaml", yaml)) {}
  ProgramRun run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"reliability", path_});
    return run_program(arguments);
  }
  Json json(std::vector<std::string> arguments = {}) const {
    arguments.insert(arguments.end(), {"--format", "json"});
    const ProgramRun done = run(arguments);
    CAPTURE(done.err);
    REQUIRE(done.status == 0);
    return Json::parse(done.out);
  }
  std::string operator/(const std::string& name) const { return folder_ / name; }
  const std::string& path() const { return path_; }

 private:
  TemporaryDirectory folder_;
  std::string path_;
};

Json of_scenario(const std::string& name) {
  const ProgramRun done =
      run_program({"reliability", test::in_source("scenarios/" + name), "--format", "json", "--by", "area"});
  REQUIRE(done.status == 0);
  return Json::parse(done.out);
}

doctest::Approx exactly(double x) {
  return doctest::Approx(x).epsilon(1e-9);
}

TEST_CASE("Reliability is printed as JSON, as worked out by hand") {
  const Json result = Corner().json({"--by", "area", "--seed", "7", "--worlds", "2000", "--share", "0.6"});
  CHECK(result["schema"] == "lastmile.reliability.v1");
  CHECK(result["method"] == "exact");
  CHECK(result["served_now"] == Json({{"homes", 7}, {"users", 16}}));
  // shop 1; h 1/8; twin 1 - (3/4)^2 = 7/16
  const double users = 5 + 8 / 8.0 + 3 * 7 / 16.0;
  CHECK(result["expected_served"]["users"].get<double>() == exactly(users));
  CHECK(result["expected_served"]["homes"].get<double>() == exactly(2 + 4 / 8.0 + 7 / 16.0));
  CHECK(result["expected_served"]["users_ci95"][0] == result["expected_served"]["users"]);
  CHECK(result["expected_served"]["users_ci95"][1] == result["expected_served"]["users"]);
  CHECK(result["user_hours_lost_per_year"].get<double>() == exactly((16 - users) * 8760));
  const Json& worst = result["single_failures"];
  REQUIRE(worst.size() == 10);
  CHECK(worst[0] == Json({{"element", "pop"},
                          {"kind", "source"},
                          {"tier", "site"},
                          {"users_cut_off", 16},
                          {"homes_cut_off", 7},
                          {"user_hours_per_year", 0}}));
  CHECK(worst[1]["element"] == "a");
  CHECK(worst[1]["user_hours_per_year"].get<double>() == exactly(8760 * 0.5 * 8));
  CHECK(worst[2]["element"] == "fa");
  CHECK(worst[3]["element"] == "h/drop");
  CHECK(worst[3]["tier"] == "drop");
  CHECK(worst[4]["element"] == "shop/drop");
  CHECK(worst[5]["users_cut_off"] == 0);  // b, fb, twin_b and the rest
  CHECK(worst[5]["element"] == "b");
  // Connected homes: shop 2, h 4, twin 1, guest 7 (1/4).
  CHECK(result["availability"]["homes"]["connected"] == 14);
  CHECK(result["availability"]["quantiles"]["0.05"].get<double>() == exactly(0.125));
  CHECK(result["availability"]["quantiles"]["0.5"].get<double>() == exactly(0.25));
  CHECK(result["availability"]["quantiles"]["0.99"] == 1);
  CHECK(result["availability"]["estimated_premises"] == 0);
  const Json& worlds = result["worlds"];
  CHECK(worlds["count"] == 2000);
  CHECK(worlds["seed"] == 7);
  CHECK(std::abs(worlds["served_users"]["mean"].get<double>() - users) < 0.5);
  CHECK(worlds["served_users"]["quantiles"]["0.01"] == 5);
  CHECK(worlds["served_users"]["quantiles"]["0.99"] == 16);
  // Below 9.6 of 16 users unless h is served: 7/8.
  CHECK(std::abs(worlds["below_share"]["probability"].get<double>() - 0.875) < 0.04);
  REQUIRE(result["by_area"].size() == 2);
  CHECK(result["by_area"][1]["area"] == "hill");
  CHECK(result["by_area"][1]["expected_served"]["users"].get<double>() == exactly(1));
  CHECK(result["by_area"][1]["user_hours_lost_per_year"].get<double>() == exactly(7 * 8760.0));
  double lost = 0;
  for (const Json& area : result["by_area"]) lost += area["user_hours_lost_per_year"].get<double>();
  CHECK(lost == exactly((16 - users) * 8760));
}

TEST_CASE("An event makes both final links of a premises fail together") {
  const std::string storm =
      "  shared_risks: [{name: storm, events_per_year: 365, duration_hours: 12, select: {kind: cabinet}}]\n";
  const Json result = Corner(corner + storm).json();
  // Present half of the time, and then both cabinets are down: all ways over them are half as likely.
  CHECK(result["expected_served"]["users"].get<double>() == exactly(5 + (8 / 8.0 + 3 * 7 / 16.0) / 2));
  CHECK(result["method"] == "exact");
}

TEST_CASE("An unknown element is refused with the nearest name") {
  const ProgramRun run = Corner().run({"--element", "twin_c"});
  CHECK(run.status == 2);
  CHECK(run.err.find("--element: unknown site or link \"twin_c\"") != std::string::npos);
  CHECK(run.err.find("did you mean \"twin_b\"?") != std::string::npos);
  CHECK(Corner().run({"--element", "poq"}).err.find("did you mean \"pop\"?") != std::string::npos);
  CHECK(Corner().run({"--element", "warehouse"}).err.find("did you mean") == std::string::npos);
}

TEST_CASE("One element tells whom it cuts off") {
  const Json a = Corner().json({"--element", "a"});
  CHECK(a["schema"] == "lastmile.element_failure.v1");
  CHECK(a["users_cut_off"] == 8);
  REQUIRE(a["premises"].size() == 1);
  CHECK(a["premises"][0]["premises"] == "h");
  const Json b = Corner().json({"--element", "b"});
  CHECK(b["users_cut_off"] == 0);
  REQUIRE(b["premises"].size() == 1);
  CHECK(b["premises"][0] == Json({{"premises", "guest"}, {"homes", 7}, {"users", 9}, {"subscribed", false}}));
  CHECK(Corner().json({"--element", "dark/drop"})["premises"].empty());
  CHECK(Corner().run({"--element", "a"}).out.find("If a fails, 4 homes and 8 users lose") !=
        std::string::npos);
  CHECK(Corner().run({"--element", "dark/drop"}).out.find("dark/drop is planned") != std::string::npos);
  const ProgramRun unknown = Corner().run({"--element", "c"});
  CHECK(unknown.status == 2);
  CHECK(unknown.err.find("unknown-element") != std::string::npos);
  const ProgramRun both = Corner().run({"--element", "a", "--worlds", "5"});
  CHECK(both.status == 2);
  CHECK(both.err.find("options --element and --worlds exclude each other") != std::string::npos);
}

TEST_CASE("Numbers of worlds and shares out of range are refused") {
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{"--worlds", "0"},
                                                {"--worlds", "1000000000000"},
                                                {"--worlds", "-3"},
                                                {"--worlds", "many"},
                                                {"--share", "1.5"},
                                                {"--share", "nan"},
                                                {"--seed", "-1"}}) {
    CAPTURE(wrong.front() + " " + wrong.back());
    const ProgramRun run = Corner().run(wrong);
    CHECK(run.status == 2);
    CHECK(run.out.empty());
  }
}

TEST_CASE("The package holds the availability of premises and all single failures") {
  const Corner town;
  REQUIRE(town.run({"--output", town / "out", "--quiet"}).status == 0);
  const std::vector<std::string> premises = test::lines_of(test::read_text(town / "out/premises.csv"));
  CHECK(premises[0].ends_with(
      "remedy_cost,availability,availability_low,availability_high,single_points,name"));
  CHECK(premises[1].ends_with(",1,1,1,2,"));              // shop: pop and its drop
  CHECK(premises[2].ends_with(",0.125,0.125,0.125,4,"));  // h: pop, fa, a, its drop
  CHECK(premises[3].ends_with(",0.4375,0.4375,0.4375,1,"));
  CHECK(premises[4].ends_with(",0.25,0.25,0.25,4,"));
  CHECK(premises[5].ends_with(",,,,,"));
  const std::vector<std::string> failures = test::lines_of(test::read_text(town / "out/single_failures.csv"));
  CHECK(failures[0] == "element,kind,tier,users_cut_off,homes_cut_off,user_hours_per_year,name");
  CHECK(failures[1] == "pop,source,site,16,7,0,");
  CHECK(failures[2] == "a,cabinet,site,8,4,35040,");
  CHECK(failures.size() == 1 + 10);
  const Json written = Json::parse(test::read_text(town / "out/reliability.json"));
  CHECK(written["single_failures"] == town.json()["single_failures"]);
}

TEST_CASE("A snapshot gives the same, shared risks included") {
  const std::string storm =
      "  shared_risks: [{name: storm, events_per_year: 1, duration_hours: 90, probability: 0.5, select: "
      "{tier: "
      "[feeder, drop]}}]\n";
  const Corner town(corner + storm);
  REQUIRE(run_program({"pack", town.path(), "--output", town / "c.lmz"}).status == 0);
  Json from_yaml = town.json();
  Json from_snapshot =
      Json::parse(run_program({"reliability", town / "c.lmz", "--format", "json", "--quiet"}).out);
  from_yaml.erase("scenario");
  from_snapshot.erase("scenario");
  CHECK(from_yaml == from_snapshot);
}

TEST_CASE("Any number of threads gives the same bytes") {
  const Corner town;
  CHECK(town.run({"--threads", "1"}).out == town.run({"--threads", "3"}).out);
}

// Eighteen sites that are all joined to each other are too much for an exact answer.
std::string mesh() {
  std::string yaml = "lastmile: 1\nname: Mesh\nsites:\n  - {id: s0, kind: source}\n";
  std::string links = "links:\n";
  constexpr int sites = 18;
  for (int i = 1; i < sites; ++i) yaml += fmt::format("  - {{id: s{}}}\n", i);
  for (int i = 0; i < sites; ++i)
    for (int k = i + 1; k < sites; ++k)
      links += fmt::format("  - {{id: l{}-{}, from: s{}, to: s{}, tier: backbone}}\n", i, k, i, k);
  return yaml + links +
         "premises:\n  - {id: h, users: 4, drop: {from: s9}}\n  - {id: exact, drop: {from: s0}}\n"
         "reliability:\n  backbone: {failures_per_year: 8760, repair_hours: 4}\n";
}

TEST_CASE("Elements whose perfection is not computed are counted in a note") {
  io::ScenarioReading reading;
  reading.scenario.reliability.emplace();
  ReliabilityResult result;
  result.perfect.elements_left_out = 279;  // as in a grid of 10 by 10 sites: 99 sites and 180 links
  const io::ProblemList notes = io::reliability_notes(reading, result);
  const auto is_it = [](const io::Problem& note) {
    return note.rule == "perfection-left-out" && note.message.find("for 279 elements") != std::string::npos;
  };
  CHECK(std::count_if(notes.shown().begin(), notes.shown().end(), is_it) == 1);
}

TEST_CASE("What cannot be computed exactly is estimated, and said to be") {
  const Corner town(mesh());
  const ProgramRun run = town.run({});
  CHECK(run.err.find("the availability of 1 premises is estimated from 10000 worlds") != std::string::npos);
  CHECK(run.err.find("[estimated-availability]") != std::string::npos);
  CHECK(run.out.find("1 premises record is estimated") != std::string::npos);
  const Json result = town.json();
  CHECK(result["method"] == "mixed");
  CHECK(result["availability"]["estimated_premises"] == 1);
  // No link of the mesh is ranked, and that is said: what it saves depends on the estimated premises.
  CHECK(result["perfect_elements"].empty());
  CHECK(result["perfect_elements_left_out"] == 18 * 17 / 2);
  CHECK(run.out.find("153 elements that can fail are not ranked") != std::string::npos);
  const double users = result["expected_served"]["users"].get<double>();
  const Json& interval = result["expected_served"]["users_ci95"];
  CHECK(interval[0].get<double>() <= users);
  CHECK(interval[1].get<double>() >= users);
  CHECK(interval[0].get<double>() < interval[1].get<double>());
  // Each link is up with 0.2: nearly always over some way, 1 - 0.8^17 at most at each end.
  CHECK(users > 1 + 4 * 0.93);
  // Homes that are counted by an estimate are counted, and said to be.
  CHECK(result["availability"]["homes"]["connected"] == 2);
  CHECK(result["availability"]["homes"]["estimated"] == 1);
  CHECK(run.out.find("The availability of 1 home is estimated from 10,000 worlds.") != std::string::npos);
  CHECK(users < 1 + 4 * 0.98);
}

TEST_CASE("A trunk to estimated premises is left out, and a link beside it ranked") {
  std::string yaml = mesh();
  const auto put_before = [&](const std::string& mark, const std::string& text) {
    yaml.insert(yaml.find(mark), text);
  };
  yaml.replace(yaml.find(", kind: source"), 14, "");
  put_before("links:", "  - {id: pop, kind: source}\n  - {id: t}\n");
  put_before("premises:",
             "  - {id: trunk, from: pop, to: s0, tier: backbone}\n"
             "  - {id: side, from: pop, to: t, tier: backbone}\n");
  put_before("reliability:", "  - {id: beside, users: 2, drop: {from: t}}\n");
  const Json result = Corner(yaml).json();
  CHECK(result["availability"]["estimated_premises"] == 1);
  REQUIRE(result["perfect_elements"].size() == 1);
  CHECK(result["perfect_elements"][0]["element"] == "side");
  CHECK(result["perfect_elements"][0]["user_hours_saved_per_year"].get<double>() == exactly(2 * 0.8 * 8760));
  CHECK(result["perfect_elements_left_out"] == 1 + 153);  // the trunk and the mesh
}

TEST_CASE("Where nothing fails a note says so, and every availability is 1") {
  const Corner town(
      "lastmile: 1\nname: T\nsites: [{id: pop, kind: source}]\npremises: [{id: h, drop: {from: pop}}]\n");
  const ProgramRun run = town.run({});
  CHECK(run.status == 0);
  CHECK(run.err.find("[nothing-fails]") != std::string::npos);
  const Json result = town.json();
  CHECK(result["expected_served"]["users"] == 1);
  CHECK(result["user_hours_lost_per_year"] == 0);
  CHECK(result["availability"]["quantiles"]["0.5"] == 1);
  CHECK(result["worlds"]["served_users"]["mean_ci95"] == Json({1, 1}));
}

TEST_CASE("Where nobody is served figures are 0 or null") {
  const Json result = Corner("lastmile: 1\nname: T\nsites: [{id: pop}]\npremises: [{id: h}]\n").json();
  CHECK(result["expected_served"]["users"] == 0);
  CHECK(result["availability"]["quantiles"]["0.5"].is_null());
  CHECK(result["worlds"]["below_share"]["probability"] == 0);
}

TEST_CASE("Reports of perfect elements and events agree with figures worked out by hand") {
  const std::string storm =
      "  shared_risks: [{name: storm, events_per_year: 365, duration_hours: 12, select: {kind: cabinet}}]\n";
  const Json result = Corner(corner + storm).json();
  // h is up 1/16 of the time, twin 7/32. A perfect a: h 1/4 (fa and its drop), twin 1/2 + (1/2)(1/2)(1/4).
  const double of_a = 8 * (1 / 4.0 - 1 / 16.0) + 3 * (9 / 16.0 - 7 / 32.0);
  CHECK(result["perfect_elements"][0]["element"] == "a");
  CHECK(result["perfect_elements"][0]["kind"] == "cabinet");
  CHECK(result["perfect_elements"][0]["tier"] == "site");
  CHECK(result["perfect_elements"][0]["user_hours_saved_per_year"].get<double>() == exactly(8760 * of_a));
  // fa: h 1/8, twin 1/2 (1 - 1/2 * 3/4) = 5/16. h/drop: h 1/8.
  const double of_fa = 8 / 16.0 + 3 * (5 / 16.0 - 7 / 32.0);
  CHECK(result["perfect_elements"][1]["element"] == "b");
  CHECK(result["perfect_elements"][1]["user_hours_saved_per_year"].get<double>() ==
        exactly(8760 * 3 * (9 / 16.0 - 7 / 32.0)));
  CHECK(result["perfect_elements"][2]["element"] == "fa");
  CHECK(result["perfect_elements"][2]["user_hours_saved_per_year"].get<double>() == exactly(8760 * of_fa));
  CHECK(result["perfect_elements"][3]["element"] == "h/drop");
  CHECK(result["perfect_elements"][3]["user_hours_saved_per_year"].get<double>() == exactly(8760 * 0.5));
  CHECK(result["perfect_elements"].size() == 5);  // and fb
  CHECK(result["perfect_elements_left_out"] == 0);
  REQUIRE(result["shared_risks"].size() == 1);
  const Json& risk = result["shared_risks"][0];
  CHECK(risk["name"] == "storm");
  CHECK(risk["share_of_time"] == 0.5);
  CHECK(risk["elements"] == 2);
  // Without it 8/8 + 3 * 7/16 users over the cabinets, with it none.
  CHECK(risk["users_cut_off_while_present"].get<double>() == exactly(1 + 3 * 7 / 16.0));
  CHECK(risk["user_hours_per_year"].get<double>() == exactly(4380 * (1 + 3 * 7 / 16.0)));
  const std::string text = Corner(corner + storm).run({}).out;
  CHECK(text.find("What it would save if one element never failed") != std::string::npos);
  CHECK(text.find("What an event does to users") != std::string::npos);
}

TEST_CASE("A shared risk that names an element twice strikes it once") {
  const auto users = [](const std::string& ids) {
    return Corner(std::string(corner) +
                  "  shared_risks: [{name: x, events_per_year: 365, duration_hours: 12, probability: " +
                  "0.5, select: {id: [" + ids + "]}}]\n")
        .json()["expected_served"]["users"];
  };
  CHECK(users("a, a") == users("a"));
}

TEST_CASE(
    "A final link is at risk in the area of its premises, that of its first final link if it has none") {
  // h has no area: its first final link in file order is x, at the site b in the south.
  const Corner town(
      "lastmile: 1\nname: T\nsites:\n  - {id: a, kind: source, area: north}\n"
      "  - {id: b, kind: source, area: south}\n"
      "links: [{id: x, from: b, to: h, tier: drop}]\npremises: [{id: h, drop: {from: a}}]\n"
      "reliability:\n  shared_risks:\n"
      "    - {name: flood, events_per_year: 365, duration_hours: 12, select: {tier: drop, area: south}}\n");
  const Json result = town.json();
  CHECK(result["shared_risks"][0]["elements"] == 2);
  CHECK(result["expected_served"]["homes"].get<double>() == exactly(0.5));
}

TEST_CASE("A chart shows how many homes have how many nines") {
  const Corner town;
  REQUIRE(town.run({"--plot", town / "plots", "--by", "area", "--quiet"}).status == 0);
  const std::string svg = test::read_text(town / "plots/availability.svg");
  CHECK(svg.find("Availability of connected homes") != std::string::npos);
  CHECK(svg.find("99.99 %") != std::string::npos);
  CHECK(svg.find("hill") != std::string::npos);
}

TEST_CASE("Scenarios are compared in the same worlds, with what redundancy buys") {
  const std::string tree = test::in_source("scenarios/gpon_tree.yaml");
  const std::string twin = test::in_source("scenarios/gpon_tree_protected.yaml");
  const ProgramRun run = run_program({"compare", tree, twin, "--worlds", "2000", "--format", "json"});
  REQUIRE(run.status == 0);
  const Json service = Json::parse(run.out)["reliability"];
  CHECK(service["worlds"] == Json({{"count", 2000}, {"seed", 1}}));
  REQUIRE(service["columns"].size() == 2);
  const Json alone =
      Json::parse(run_program({"reliability", twin, "--worlds", "2000", "--format", "json"}).out);
  CHECK(service["columns"][1]["expected_served"]["homes"] == alone["expected_served"]["homes"]);
  const Json& gain = service["gains"][0];
  CHECK(gain["money"] == 15000);
  CHECK(gain["user_hours_saved"].get<double>() == doctest::Approx(10.5).epsilon(0.01));
  CHECK(gain["user_hours_saved_per_money"].get<double>() ==
        doctest::Approx(gain["user_hours_saved"].get<double>() / 15000));
  // Every world that the second feeder changes is one in which it helps.
  CHECK(gain["homes_in_worlds"]["mean"].get<double>() >= 0);
  const std::string text = run_program({"compare", tree, twin, "--worlds", "500", "--seed", "3"}).out;
  CHECK(text.find("What redundancy buys") != std::string::npos);
  CHECK(text.find("500 worlds, seed 3") != std::string::npos);
  CHECK(run_program({"compare", tree, twin, "--seed", "3"}).status == 2);
  CHECK(run_program({"compare", tree, twin, "--worlds", "0"}).status == 2);
}

// A source and premises at a cabinet behind a feeder in some state.
std::string behind_feeder(const std::string& state, const std::string& rates) {
  return "lastmile: 1\nname: " + state +
         "\nsites: [{id: pop, kind: source}, {id: a}]\nlinks: [{id: f, from: pop, to: a, tier: feeder, "
         "state: " +
         state +
         "}]\npremises:\n  - {id: near, homes: 3, users: 3, drop: {from: pop}}\n"
         "  - {id: far, homes: 4000000, users: 5000000, drop: {from: a}}\n" +
         rates;
}

TEST_CASE("Hours saved are not compared where other users are served, or nothing can fail") {
  const TemporaryDirectory folder;
  const auto compared = [&](const std::string& rates, const std::string& later) {
    const std::string first = folder.write("a.yaml", behind_feeder("operational", rates));
    const std::string second = folder.write("b.yaml", behind_feeder(later, rates));
    const auto run = [&](const std::string& format) {
      const ProgramRun done =
          run_program({"compare", first, second, "--worlds", "200", "--format", format, "--quiet"});
      REQUIRE(done.status == 0);
      return done.out;
    };
    const Json service = Json::parse(run("json"))["reliability"];
    const Json& gain = service["gains"][0];
    const auto alone = [](const std::string& path) {
      return Json::parse(run_program({"reliability", path, "--format", "json", "--quiet"}).out);
    };
    CHECK(gain["homes"].get<double>() ==
          doctest::Approx(alone(second)["expected_served"]["homes"].get<double>() -
                          alone(first)["expected_served"]["homes"].get<double>()));
    const std::string text = run("text");
    CHECK(text.find("e+0") == std::string::npos);
    return std::pair{gain, text.substr(text.find("What redundancy buys"))};
  };
  const auto [steady, steady_text] = compared("", "failed");
  CHECK(steady["hours_not_compared"] == "nothing_fails");
  CHECK(steady["user_hours_saved"].is_null());
  CHECK(steady["homes"] == -4'000'000);
  CHECK(steady["homes_in_worlds"]["mean_ci95"] == Json({-4'000'000, -4'000'000}));
  CHECK(steady_text.find("-4,000,000 to -4,000,000") != std::string::npos);
  CHECK(steady_text.find("Nothing can fail in A and B") != std::string::npos);
  const std::string rates = "reliability: {drop: {failures_per_year: 8760, repair_hours: 1}}\n";
  const auto [fewer, fewer_text] = compared(rates, "failed");
  CHECK(fewer["hours_not_compared"] == "users_differ");
  CHECK(fewer["user_hours_saved"].is_null());
  CHECK(fewer["user_hours_saved_per_money"].is_null());
  CHECK(fewer_text.find("-2,000,000") != std::string::npos);
  CHECK(fewer_text.find("Hours saved are not compared") != std::string::npos);
  const auto [same, same_text] = compared(rates, "operational");
  CHECK(same["hours_not_compared"].is_null());
  CHECK(same["user_hours_saved"] == 0);
  CHECK(same_text.find("not compared") == std::string::npos);
}

TEST_CASE("A course tells the availability of the network of each period") {
  // The second feeder is built in the second of three years; until then the first alone serves both homes.
  const Corner town(
      "lastmile: 1\nname: Course\nsites: [{id: pop, kind: source}, {id: a}]\n"
      "links:\n"
      "  - {id: f1, from: pop, to: a, tier: feeder, failures_per_year: 8760, repair_hours: 1}\n"
      "  - {id: f2, from: pop, to: a, tier: feeder, state: planned, cost: 100, failures_per_year: 8760, "
      "repair_hours: 1}\n"
      "premises:\n  - {id: h1, users: 3, drop: {from: a}}\n  - {id: h2, users: 1, drop: {from: a}}\n"
      "timeline: {start: 2027, periods: 3, unit: year}\n"
      "options:\n  second: {changes: [{at: 2028, select: {id: f2}, set: {state: operational}}]}\n"
      "  none: {rollout: {budget_per_period: 0}}\n");
  const auto course = [&](const std::string& option) {
    const ProgramRun run = run_program(
        {"simulate", town.path(), "--option", option, "--worlds", "4000", "--format", "json", "--quiet"});
    CAPTURE(run.err);
    REQUIRE(run.status == 0);
    return Json::parse(run.out);
  };
  const Json second = course("second");
  CHECK(second["worlds"] == Json({{"count", 4000}, {"seed", 1}}));
  const auto homes = [&](std::size_t period) {
    return second["periods"][period]["expected_served"]["homes"].get<double>();
  };
  CHECK(homes(0) == exactly(2 * 0.5));
  CHECK(homes(1) == exactly(2 * 0.75));
  CHECK(homes(2) == exactly(2 * 0.75));
  CHECK(second["periods"][1]["expected_served"]["user_hours_lost_per_year"].get<double>() ==
        exactly(4 * 0.25 * 8760));
  const Json& interval = second["periods"][1]["expected_served"]["homes_in_worlds"]["mean_ci95"];
  CHECK(interval[0].get<double>() < 1.5 + 0.05);
  CHECK(interval[1].get<double>() > 1.5 - 0.05);
  const ProgramRun compared =
      run_program({"compare", town.path(), "--only", "none,second", "--worlds", "1000", "--format", "json"});
  REQUIRE(compared.status == 0);
  const Json gain = Json::parse(compared.out)["reliability"]["gains"][0];
  CHECK(gain["label"] == "second");
  CHECK(gain["user_hours_saved"].get<double>() == exactly(2 * 4 * 0.25 * 8760));
  const std::string text =
      run_program({"simulate", town.path(), "--option", "second", "--worlds", "100"}).out;
  CHECK(text.find("Homes expected to be served when elements fail") != std::string::npos);
}

TEST_CASE("GPON: an hour lost per home and year, and ten minutes less with a second feeder") {
  const Json tree = of_scenario("gpon_tree.yaml");
  CHECK(tree["hours_lost_per_home_and_year"].get<double>() * 60 == exactly(56.493154681544766));
  CHECK(tree["availability"]["quantiles"]["0.5"].get<double>() == exactly(0.9998925168289925));
  CHECK(tree["single_failures"][0]["element"] == "feeder");
  CHECK(tree["single_failures"][1]["element"] == "olt");
  CHECK(tree["single_failures"][2]["element"] == "cabinet");
  CHECK(tree["single_failures"][2]["homes_cut_off"] == 32);
  const Json twin = of_scenario("gpon_tree_protected.yaml");
  CHECK(twin["hours_lost_per_home_and_year"].get<double>() * 60 == exactly(46.66646827000234));
  CHECK(tree["user_hours_lost_per_year"].get<double>() - twin["user_hours_lost_per_year"].get<double>() ==
        doctest::Approx(10.5).epsilon(0.01));
}

TEST_CASE("Storm: the coast loses 6.4 hours a year, the town 0.9") {
  const Json storm = of_scenario("storm.yaml");
  CHECK(storm["method"] == "exact");
  CHECK(storm["user_hours_lost_per_year"].get<double>() == exactly(1679.4178672328233));
  CHECK(storm["by_area"][0]["area"] == "coast");
  CHECK(storm["by_area"][0]["hours_lost_per_home_and_year"].get<double>() == exactly(6.37236401937056));
  CHECK(storm["by_area"][1]["hours_lost_per_home_and_year"].get<double>() == exactly(0.929452529523811));
}

}  // namespace
}  // namespace lastmile::reliability_test
