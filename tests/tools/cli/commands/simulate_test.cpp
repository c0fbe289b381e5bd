// simulate, and compare over time, as seen by users.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/file_text.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/text_lines.h"
#include "tools/cli/commands/rollout_options.h"
#include "tools/cli/reports/course_table.h"
#include "tools/cli/reports/reports.h"
#include "tools/io/read_scenario.h"

namespace lastmile::simulate_test {
namespace {

using test::in_source;
namespace fs = std::filesystem;
using test::ProgramRun;
using test::run_program;
using test::TemporaryDirectory;
using Json = nlohmann::json;

const std::string rollout = in_source("tests/golden/rollout.yaml");
const std::string cable = in_source("scenarios/cable.yaml");
const std::string one_option =
    "lastmile: 1\nname: one\nsites: [{id: pop, kind: source}]\n"
    "premises: [{id: h, homes: 3, drop: {from: pop, cost: 5, state: planned}}]\n"
    "timeline: {start: 2027, periods: 2}\n";

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void check_refused(const std::vector<std::string>& arguments, const std::string& says) {
  CAPTURE(arguments.back());
  const ProgramRun run = run_program(arguments);
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  CAPTURE(run.err);
  CHECK(contains(run.err, says));
}

TEST_CASE("One of several options must be named, and the error lists them all") {
  check_refused({"simulate", rollout},
                "the scenario has 3 options; choose one with --option: wide-first, follow-through, as-it-is "
                "[which-option]");
}

TEST_CASE("An unknown option name gets the nearest one as a suggestion") {
  check_refused({"simulate", rollout, "--option", "wide-frist"},
                "unknown option \"wide-frist\"; did you mean \"wide-first\"? [unknown-option]");
  check_refused({"simulate", rollout, "--option", "xyz"},
                "expected one of wide-first, follow-through, as-it-is");
  check_refused({"simulate", rollout, "--option", ""}, "--option");
}

TEST_CASE("A scenario without a timeline is refused with a hint") {
  check_refused({"simulate", cable},
                "add timeline: {start: 2027-Q1, periods: 16, unit: quarter} [no-timeline]");
  check_refused({"compare", cable}, "or name a second scenario to compare with [no-timeline]");
  check_refused({"compare", cable, rollout, "--plot", "x"}, "[no-timeline]");
  CHECK_FALSE(fs::exists("x"));
}

TEST_CASE("A scenario without options is its own only option") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("one.yaml", one_option);
  const ProgramRun run = run_program({"simulate", path, "--quiet"});
  CHECK(run.status == 0);
  CHECK(contains(run.out, "builds   nothing"));
  const Json course = Json::parse(run_program({"simulate", path, "--format", "json"}).out);
  CHECK(course["option"]["name"] == "");
  CHECK(course["rollout"].is_null());
  CHECK(course["periods"].size() == 2);
  CHECK(course["periods"][0]["budget_left"].is_null());
  check_refused({"simulate", path, "--option", "wide"}, "omit --option [unknown-option]");
  CHECK(run_program({"compare", path, "--quiet"}).status == 0);
}

TEST_CASE("compare shows options if all scenarios have a timeline, otherwise scenarios") {
  const TemporaryDirectory folder;
  const std::string one = folder.write("one.yaml", one_option);
  const Json over_time = Json::parse(run_program({"compare", rollout, one, rollout, "--format", "json"}).out);
  std::vector<std::string> labels;
  for (const Json& option : over_time["options"]) labels.push_back(option["label"]);
  CHECK(labels ==
        std::vector<std::string>{"wide-first (" + rollout + ")", "follow-through (" + rollout + ")",
                                 "as-it-is (" + rollout + ")", "one", "wide-first (" + rollout + ") #2",
                                 "follow-through (" + rollout + ") #2", "as-it-is (" + rollout + ") #2"});
  const Json as_they_stand = Json::parse(run_program({"compare", rollout, cable, "--format", "json"}).out);
  CHECK(as_they_stand.contains("differences"));
  CHECK_FALSE(as_they_stand.contains("options"));
}

TEST_CASE("A package contains the printed course as JSON and as a table") {
  const TemporaryDirectory folder;
  const ProgramRun run = run_program({"simulate", rollout, "--option", "wide-first", "--format", "json",
                                      "--output", folder / "out", "--plot", folder / "plots"});
  REQUIRE(run.status == 0);
  CHECK(test::read_text(folder / "out/course.json") == run.out);
  const Json package = Json::parse(test::read_text(folder / "out/datapackage.json"));
  CHECK(package["name"] == "lastmile-course");
  CHECK(package["currency"] == "EUR");
  CHECK(package["inputs"].size() == 1);
  std::set<std::string> files;
  for (const Json& resource : package["resources"]) files.insert(resource["path"]);
  CHECK(files ==
        std::set<std::string>{"course.json", "course.csv", "works.csv", "premises_course.csv", "totals.csv"});
  CHECK_FALSE(fs::is_empty(folder / "plots"));
}

TEST_CASE("The package of a comparison contains all courses, or none for scenarios without a timeline") {
  const TemporaryDirectory folder;
  REQUIRE(run_program({"compare", rollout, "--output", folder / "time"}).status == 0);
  CHECK(test::read_text(folder / "time/compare.json") ==
        run_program({"compare", rollout, "--format", "json"}).out);
  std::set<std::string> options;
  for (const std::string& line : test::lines_of(test::read_text(folder / "time/course.csv")))
    options.insert(line.substr(0, line.find(',')));
  CHECK(options == std::set<std::string>{"option", "wide-first", "follow-through", "as-it-is"});
  REQUIRE(run_program({"compare", cable, rollout, "--output", folder / "now"}).status == 0);
  CHECK_FALSE(fs::exists(folder / "now/course.csv"));
  const Json package = Json::parse(test::read_text(folder / "now/datapackage.json"));
  CHECK(package["currency"].is_null());  // dollars and euros
  CHECK(package["inputs"].size() == 2);
}

TEST_CASE("A course that cannot be written leaves no files") {
  const TemporaryDirectory folder;
  const std::string file = folder.write("file", "content");
  const ProgramRun run =
      run_program({"simulate", rollout, "--option", "as-it-is", "--output", file + "/out"});
  CHECK(run.status == 1);
  CHECK(run.out.empty());
}

TEST_CASE("One and two threads give the same bytes of a course") {
  const std::vector<std::string> compare = {"compare", rollout, "--format", "json", "--threads"};
  const auto with = [&](const std::string& threads) {
    std::vector<std::string> arguments = compare;
    arguments.push_back(threads);
    return run_program(arguments).out;
  };
  CHECK(with("1") == with("2"));
}

// All scenarios that have a timeline.
std::vector<std::string> scenarios_over_time() {
  std::vector<std::string> paths = {rollout};
  for (const auto& entry : fs::directory_iterator(in_source("scenarios")))
    if (entry.path().extension() == ".yaml" &&
        io::read_scenario(entry.path(), io::InputFile::Hashing::off).scenario.horizon)
      paths.push_back(entry.path());
  return paths;
}

TEST_CASE("Reports of courses fit the terminal and contain no control sequences") {
  for (const std::string& path : scenarios_over_time()) {
    const io::ScenarioReading reading = io::read_scenario(path, io::InputFile::Hashing::off);
    std::vector<io::OptionCourse> courses;
    for (const RolloutOption& option : reading.scenario.horizon->options)
      courses.push_back(cli::course_of(reading, option, {}, io::Progress::unwatched()));
    io::label_courses(courses);
    for (const std::size_t columns : {std::size_t{80}, std::size_t{160}}) {
      CAPTURE(path);
      CAPTURE(columns);
      std::vector<std::string> reports = {cli::course_comparison_report(courses, {columns, false})};
      for (const io::OptionCourse& course : courses)
        reports.push_back(cli::course_report(course, {columns, false}));
      for (const std::string& report : reports) {
        CHECK(test::widest_line(report) <= columns);
        CHECK(std::count(report.begin(), report.end(), '\n') < 100 + 40 * static_cast<long>(courses.size()));
        CHECK(test::steering_characters(report) == 0);
      }
    }
  }
}

TEST_CASE("A long course is shown by its first and last periods and some in between") {
  CHECK(cli::shown_periods(0).empty());
  CHECK(cli::shown_periods(1) == std::vector<std::size_t>{0});
  CHECK(cli::shown_periods(24).size() == 24);
  for (const std::size_t periods : {std::size_t{25}, std::size_t{60}, std::size_t{10000}}) {
    const std::vector<std::size_t> shown = cli::shown_periods(periods);
    CHECK(shown.size() == 20);
    CHECK(shown.front() == 0);
    CHECK(shown.back() == periods - 1);
    CHECK(std::is_sorted(shown.begin(), shown.end()));
    CHECK(std::set<std::size_t>(shown.begin(), shown.end()).size() == 20);
  }
}

// Four homes behind one cabinet that fails; the served homes and the spending of each year.
TEST_CASE("What fails again during its repair is repaired anew, and a repair time holds for one repair") {
  const TemporaryDirectory folder;
  const auto years = [&](const std::string& changes) {
    const std::string path = folder.write(
        "s.yaml",
        "lastmile: 1\nname: n\nsites: [{id: pop, kind: source}, {id: cab, kind: cabinet}]\nlinks: [{id: f, "
        "from: pop, to: cab, tier: feeder}]\npremises: [{id: h, homes: 4, drop: {from: cab}}]\ntimeline: "
        "{start: 2027, periods: 6}\nrollout: {budget_per_period: 1000}\nchanges:\n" +
            changes);
    const ProgramRun run = run_program({"simulate", path, "--format", "json", "--quiet"});
    REQUIRE(run.status == 0);
    std::string told;
    const Json course = Json::parse(run.out);
    for (const Json& period : course.at("periods"))
      told += fmt::format("{}:{} ", period.at("ladder").back().at("homes").get<int>(),
                          period.at("spent").at("total").get<double>());
    return told;
  };
  const std::string first =
      "  - {at: 2028, select: {id: cab}, set: {state: failed, repair_periods: 2, completion_cost: 50}}\n";
  CHECK(years(first) == "4:0 0:50 0:0 4:0 4:0 4:0 ");
  // Paid twice; the second repair takes from 2029 to the start of 2032.
  CHECK(years(first + "  - {at: 2029, select: {id: cab}, set: {state: failed, repair_periods: 3, "
                      "completion_cost: 60}}\n") == "4:0 0:50 0:60 0:0 0:0 4:0 ");
  // Without a time the second repair takes the build periods, here none.
  CHECK(years(first + "  - {at: 2031, select: {id: cab}, set: {state: failed, completion_cost: 7}}\n") ==
        "4:0 0:50 0:0 4:0 4:7 4:0 ");
}

TEST_CASE("Long names and control characters are truncated and removed in reports of courses") {
  const TemporaryDirectory folder;
  const std::string flood(300, 'x');
  const std::string path = folder.write(
      "s.yaml",
      "lastmile: 1\nname: n\nsites: [{id: pop, kind: source}]\npremises: [{id: h, homes: 300, drop: {from: "
      "pop, "
      "cost: 5, state: planned}}]\ntimeline: {start: 2027-01-01, periods: 200}\nvocabulary: {home: " +
          flood + ", homes: " + flood + ", served: " + flood + ", final_links: " + flood + "}\noptions: {" +
          flood + ": {description: " + flood +
          "}, b: {rollout: {budget_per_period: 1, drops: all, crews: {drop: 1}}}}\n");
  for (const int columns : {80, 160})
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"compare", path},
                                                      {"simulate", path, "--option", flood},
                                                      {"simulate", path, "--option", "b"}}) {
      const ProgramRun run = run_program(arguments, {}, columns);
      CAPTURE(run.err);
      CHECK(run.status == 0);
      CHECK(test::widest_line(run.out) <= static_cast<std::size_t>(columns));
    }
}

}  // namespace
}  // namespace lastmile::simulate_test
