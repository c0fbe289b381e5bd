// Names beside ids: in text, JSON and tables of every command.
#include <doctest/doctest.h>

#include "tests/support/file_text.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/text_lines.h"
#include "tools/io/base/json.h"

namespace lastmile::names_test {
namespace {

using io::Json;
using test::lines_of;
using test::run_program;
using test::TemporaryDirectory;

// cab1 works; cab2 is missing with its feeder; cab3 is an island. The home h1 lacks its drop alone.
const std::string town =
    "lastmile: 1\nname: t\nsites:\n"
    "  - {id: pop, name: Head Office, kind: source, cost: 100, lon: 7.0, lat: 50.0}\n"
    "  - {id: cab1, name: Church Street, kind: cabinet, cost: 20, lon: 7.0, lat: 50.01}\n"
    "  - {id: cab2, name: Hill, kind: cabinet, state: planned, cost: 20, lon: 7.0, lat: 50.02}\n"
    "  - {id: cab3, name: Beyond the River, kind: cabinet, cost: 20, lon: 7.0, lat: 50.03}\n"
    "links:\n"
    "  - {id: f1, name: Main Duct, from: pop, to: cab1, tier: feeder, cost: 9}\n"
    "  - {id: f2, from: pop, to: cab2, tier: feeder, state: planned, cost: 9}\n"
    "premises:\n"
    "  - {id: h1, name: Old Mill, drop: {from: cab1, state: planned, cost: 3}}\n"
    "  - {id: h2, name: School, drop: {from: cab2, state: planned, cost: 3}}\n"
    "  - {id: h3, drop: {from: cab3, cost: 3}}\n";
const std::string over_time =
    "timeline: {start: 2027, periods: 2, unit: year}\n"
    "options: {all: {rollout: {}}, none: {rollout: {budget_per_period: 1, carry_over: false}}}\n";

std::string out_of(const std::vector<std::string>& arguments) {
  const test::ProgramRun run = run_program(arguments);
  INFO(run.err);
  CHECK(run.status == 0);
  return run.out;
}

Json json_of(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--format", "json", "--quiet"});
  return Json::parse(out_of(arguments));
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The row of a table that begins with these cells.
std::string row_of(const std::string& path, const std::string& begin) {
  for (const std::string& line : lines_of(test::read_text(path)))
    if (line.starts_with(begin)) return line;
  return {};
}

}  // namespace

TEST_CASE("Text reports write the name behind the id") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("t.yaml", town);
  const std::string run = out_of({"run", path, "--quiet"});
  CHECK(contains(run, "1.  h1/drop Old Mill "));
  CHECK(contains(run, "f2 "));
  CHECK(contains(run, "site cab3 Beyond the River,"));
  CHECK(contains(run, "is cab2 Hill, "));
  const std::string h2 = out_of({"explain", path, "h2", "--quiet"});
  CHECK(lines_of(h2).front() == "h2 School: not served");
  CHECK(contains(h2, "pop Head Office "));
  CHECK(contains(h2, "cab2 Hill "));
  CHECK(contains(h2, "h2/drop School "));
  CHECK(contains(out_of({"explain", path, "h3", "--quiet"}), "site cab3 Beyond the River"));
  CHECK(lines_of(out_of({"explain", path, "h3", "--quiet"})).front() == "h3: not served");
  CHECK(contains(out_of({"plan", path, "--budget", "50", "--quiet"}), "h1/drop Old Mill "));
  const std::string timed = folder.write("o.yaml", town + over_time);
  CHECK(contains(out_of({"simulate", timed, "--option", "none", "--quiet"}), "h1 Old Mill "));
}

TEST_CASE("JSON has a name beside each id that has one") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("t.yaml", town);
  const Json run = json_of({"run", path});
  CHECK(run["next_final_links"][0]["name"] == "Old Mill");
  CHECK_FALSE(run["next_upstream"][0].contains("name"));  // f2 has none
  CHECK(run["islands"]["largest"][0]["example_site_name"] == "Beyond the River");
  CHECK(run["islands"]["largest"][0]["nearest_joined_site_name"] == "Hill");
  const Json h2 = json_of({"explain", path, "h2"});
  CHECK(h2["name"] == "School");
  CHECK(h2["route"][0]["name"] == "Head Office");
  CHECK_FALSE(h2["route"][1].contains("name"));
  CHECK(h2["route"][2]["name"] == "Hill");
  bool has_mill = false;
  const Json plan = json_of({"plan", path, "--budget", "50"});
  for (const Json& work : plan["elements"])
    has_mill = has_mill || (work["element"] == "h1/drop" && work["name"] == "Old Mill");
  CHECK(has_mill);
  const std::string timed = folder.write("o.yaml", town + over_time);
  const Json blocked = json_of({"simulate", timed, "--option", "none"})["blocked"]["works"];
  REQUIRE_FALSE(blocked.empty());
  CHECK(blocked[0]["premises"] == "h1");
  CHECK(blocked[0]["name"] == "Old Mill");
}

TEST_CASE("Tables have a last column with the name") {
  const TemporaryDirectory folder;
  const std::string timed = folder.write("o.yaml", town + over_time);
  out_of({"run", timed, "--quiet", "--output", folder / "run"});
  CHECK(lines_of(test::read_text(folder / "run/premises.csv")).front().ends_with(",remedy_cost,name"));
  CHECK(row_of(folder / "run/premises.csv", "h1,").ends_with(",Old Mill"));
  CHECK(row_of(folder / "run/premises.csv", "h3,").ends_with(","));
  CHECK(row_of(folder / "run/elements.csv", "cab1,").ends_with(",Church Street"));
  CHECK(row_of(folder / "run/elements.csv", "f1,").ends_with(",Main Duct"));
  CHECK(row_of(folder / "run/elements.csv", "f2,").ends_with(","));
  CHECK(row_of(folder / "run/final_links.csv", "h2/drop,").ends_with(",School"));
  out_of({"compare", timed, "--quiet", "--output", folder / "compare"});
  CHECK(lines_of(test::read_text(folder / "compare/works.csv")).front().ends_with(",paid_operator,name"));
  CHECK(contains(test::read_text(folder / "compare/works.csv"), ",Hill\n"));
  CHECK(contains(test::read_text(folder / "compare/works.csv"), ",Old Mill\n"));
  CHECK(row_of(folder / "compare/premises_course.csv", "all,h2,").ends_with(",School"));
}

TEST_CASE("Where there is no room, names are shortened and ids are not") {
  const TemporaryDirectory folder;
  std::string text = town;
  const std::string name(100, 'n');
  const std::string id = "cabinet-with-a-rather-long-id";
  text.replace(text.find("Hill,"), 4, name);
  for (std::size_t at = 0; (at = text.find("cab2", at)) != std::string::npos;) text.replace(at, 4, id);
  const std::string path = folder.write("t.yaml", text);
  const std::string h2 = out_of({"explain", path, "h2", "--quiet"});
  CHECK(test::widest_line(h2) <= 80);
  CHECK(contains(h2, " " + id + "\n"));
  CHECK_FALSE(contains(h2, name));
  CHECK(contains(run_program({"explain", path, "h2", "--quiet"}, {}, 160).out, id + " nnnn"));
}

}  // namespace lastmile::names_test
