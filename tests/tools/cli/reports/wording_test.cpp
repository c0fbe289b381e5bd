// What reports say and do not say: noise, precision, timelines, long paths, long ids, empty scenarios.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/text_lines.h"
#include "tools/cli/terminal/terminal.h"
#include "tools/io/base/json.h"

namespace lastmile::wording_test {
namespace {

using test::lines_of;
using test::run_program;
using test::TemporaryDirectory;
using test::widest_line;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string out_of(const std::vector<std::string>& arguments) {
  const test::ProgramRun run = run_program(arguments);
  INFO(run.err);
  CHECK(run.status == 0);
  return run.out;
}

// The line of a report that begins with these words; empty if there is none.
std::string line_with(const std::string& text, const std::string& words) {
  for (const std::string& line : lines_of(text)) {
    const std::size_t at = line.find(words);
    if (at != std::string::npos && line.find_first_not_of(' ') == at) return line;
  }
  return {};
}

}  // namespace

TEST_CASE("A change that its column does not show is \"=\"") {
  CHECK(cli::change_of("<0.01", 0.004) == "=");
  CHECK(cli::change_of("-<1", -0.2) == "=");
  CHECK(cli::change_of("0.00", 0) == "=");
  CHECK(cli::change_of("0", -1e-13) == "=");
  CHECK(cli::change_of("0.01", 0.01) == "+0.01");
  CHECK(cli::change_of("-1,200", -1200) == "-1,200");
  CHECK(cli::difference_cell("<0.01", 1e-9, true).style == cli::Style::dim);
  CHECK(cli::difference_cell("1", 1, true).style == cli::Style::green);
}

TEST_CASE("A row breaks after a cell that is too wide, which is not cut") {
  cli::TextTable table;
  table.add_row({{"1."}, {"short", cli::Style::plain, true, 8}, {"5"}});
  table.add_row({{"2."}, {"longer-than-that", cli::Style::plain, true, 8}, {"60"}});
  CHECK(table.to_text({}, 2) ==
        "  1.  short   5\n"
        "  2.  longer-than-that\n"
        "             60\n");
  CHECK(table.width() == 13);
}

TEST_CASE("A word that is wider than a line goes on in the next, and nothing is left out") {
  using Lines = std::vector<std::string>;
  CHECK(cli::wrapped("see abcdefghij now", 4) == Lines{"see", "abcd", "efgh", "ij", "now"});
  CHECK(cli::wrapped("see abcdefghij k", 4) == Lines{"see", "abcd", "efgh", "ij k"});
  CHECK(cli::wrapped("äöüß", 3) == Lines{"äöü", "ß"});
  CHECK(cli::wrapped("a b", 3) == Lines{"a b"});
}

TEST_CASE("Ids are never cut in reports, however long") {
  const TemporaryDirectory folder;
  const std::string cabinet = "cabinet-" + std::string(50, 'c');
  const std::string home = "home-" + std::string(60, 'h');
  const std::string path = folder.write(
      "s.yaml",
      fmt::format("lastmile: 1\nname: s\nsites:\n  - {{id: pop, kind: source, cost: 90}}\n"
                  "  - {{id: {0}, kind: cabinet, state: planned, cost: 5}}\n"
                  "links: [{{id: f-{0}, from: pop, to: {0}, tier: feeder, state: planned, cost: 7}}]\n"
                  "premises:\n  - {{id: {1}, drop: {{from: {0}, state: planned, cost: 3}}}}\n"
                  "  - {{id: x{1}, drop: {{from: pop, state: planned, cost: 3}}}}\n"
                  "timeline: {{start: 2027, periods: 2, unit: year}}\n"
                  "rollout: {{budget_per_period: 1, carry_over: false}}\n",
                  cabinet, home));
  const std::string run = out_of({"run", path});
  CHECK(contains(run, "x" + home + "/drop"));
  CHECK(contains(run, cabinet));
  CHECK(widest_line(run) <= 80);
  const std::string explained = out_of({"explain", path, home});
  CHECK(lines_of(explained).front() == home + ": not served");
  CHECK(contains(explained, "f-" + cabinet));
  CHECK(contains(explained, home + "/drop"));
  CHECK(widest_line(explained) <= 80);
  const std::string course = out_of({"simulate", path, "--quiet"});
  CHECK(contains(course, "x" + home));
  CHECK(contains(out_of({"plan", path, "--budget", "50"}), home + "/drop"));
}

namespace {

// A source, a chain of `sites` cabinets with a feeder each, and a home at its end. The cabinet `broken`, if
// it is greater than 0, has failed.
std::string chain(int sites, int broken, const std::string& more = "") {
  std::string text = "lastmile: 1\nname: chain\n" + more +
                     "sites:\n  - {id: pop, kind: source, technology: gpon-b+, value: 10}\n";
  for (int i = 1; i <= sites; ++i)
    text += fmt::format("  - {{id: c{}, kind: cabinet, value: 1{}}}\n", i,
                        i == broken ? ", state: failed, completion_cost: 4" : "");
  text += "links:\n";
  for (int i = 1; i <= sites; ++i)
    text += fmt::format(
        "  - {{id: f{0}, from: {1}, to: c{0}, tier: feeder, value: 2, length_m: 150, splices: 1}}\n", i,
        i == 1 ? "pop" : fmt::format("c{}", i - 1));
  return text + fmt::format("premises: [{{id: h, drop: {{from: c{}, length_m: 50, splices: 1}}}}]\n", sites);
}

}  // namespace

TEST_CASE("A long path shows what works as one line, and what does not work step by step") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("s.yaml", chain(100, 41));
  const std::string text = out_of({"explain", path, "h"});
  CHECK(lines_of(text).size() < 40);
  // From f1 to c40, between the source and the neighbour of the failed cabinet.
  CHECK(contains(text, "80 operational elements"));
  // From c42 to f100, between its other neighbour and the last site.
  CHECK(contains(text, "116 operational elements"));
  for (const std::string id : {"pop", "f41", "c41", "f42", "c100", "h/drop"}) {
    CAPTURE(id);
    CHECK(contains(text, " " + id + " "));
  }
  CHECK(contains(text, "Complete 1 element on the path above for EUR 4"));
  // All steps are in JSON, and a short path is shown step by step.
  CHECK(io::Json::parse(out_of({"explain", path, "h", "--format", "json"}))["route"].size() == 202);
  CHECK_FALSE(
      contains(out_of({"explain", folder.write("t.yaml", chain(5, 2)), "h"}), "operational elements"));
}

TEST_CASE("With a service, a stretch has its length, and a long budget sums the items of many elements") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("s.yaml", chain(100, 0, "service: bead\n"));
  const std::string text = out_of({"explain", path, "h"});
  CHECK(lines_of(text).size() < 50);
  // All of f1 to f100 with the cabinets between them, but the last site: 100 links of 150 m.
  CHECK(contains(text, "199 operational elements, 15 km"));
  CHECK(contains(line_with(text, "fibre "), "101 elements"));
  CHECK(contains(line_with(text, "splices"), "101 elements"));
  // The total is that of JSON: the margin does not depend on how the items are summed.
  const io::Json json = io::Json::parse(out_of({"explain", path, "h", "--format", "json"}));
  REQUIRE(json.contains("service"));
  CHECK_FALSE(line_with(text, "maximum loss").empty());
}

TEST_CASE("A scenario without premises gets a sentence instead of zeros") {
  const TemporaryDirectory folder;
  const std::string empty = folder.write("e.yaml", "lastmile: 1\nname: nothing\n");
  const std::string text = out_of({"run", empty});
  CHECK(contains(text, "The scenario has no premises, so there is nobody to serve."));
  CHECK(lines_of(text).size() == 4);
  const std::string sites =
      folder.write("s.yaml", "lastmile: 1\nname: sites\nsites: [{id: pop, kind: source, cost: 70}]\n");
  const std::string with_value = out_of({"run", sites});
  CHECK(contains(with_value, "nobody to serve"));
  CHECK(contains(line_with(with_value, "no demand"), "70"));
  CHECK_FALSE(contains(with_value, "Coverage ladder"));
  CHECK(contains(out_of({"compare", empty, empty}), "there is nothing to compare"));
  const std::string over_time = folder.write(
      "t.yaml", "lastmile: 1\nname: nothing\ntimeline: {start: 2027, periods: 3, unit: year}\nrollout: {}\n");
  for (const std::string command : {"simulate", "compare"}) {
    const std::string course = out_of({command, over_time});
    CHECK(contains(course, "nobody to serve"));
    CHECK(lines_of(course).size() < 10);
  }
  // A network without any value has no table of value.
  const std::string free = folder.write(
      "f.yaml",
      "lastmile: 1\nname: f\nsites: [{id: pop, kind: source}]\npremises:\n"
      "  - {id: a, drop: {from: pop}}\n  - {id: b, drop: {from: pop, state: planned, cost: 2}}\n");
  const std::string without_value = out_of({"run", free});
  CHECK(contains(without_value, "No backbone value is given."));
  CHECK_FALSE(contains(without_value, "value stands"));
  CHECK(contains(without_value, "What blocks the other home\n"));
}

TEST_CASE("Options with different timelines get no star, and the text says why") {
  const TemporaryDirectory folder;
  const auto scenario = [&](const std::string& name, int periods) {
    return folder.write(
        name + ".yaml",
        fmt::format("lastmile: 1\nname: {}\nsites: [{{id: pop, kind: source}}]\npremises:\n"
                    "  - {{id: h1, drop: {{from: pop, state: planned, cost: 10}}}}\n"
                    "  - {{id: h2, drop: {{from: pop, state: planned, cost: 10}}}}\n"
                    "timeline: {{start: 2027, periods: {}, unit: year}}\n"
                    "options: {{slow: {{rollout: {{budget_per_period: 6}}}}, fast: {{rollout: {{}}}}}}\n",
                    name, periods));
  };
  const std::string two = scenario("two", 2);
  const std::string three = scenario("three", 3);
  CHECK(contains(out_of({"compare", two}), " *"));
  const std::string both = out_of({"compare", two, three});
  CHECK_FALSE(contains(both, " *"));
  CHECK(contains(both, "different timelines"));
  CHECK(contains(both, "--only"));
  const std::string chosen = out_of({"compare", two, three, "--only", "slow"});
  CHECK_FALSE(contains(chosen, " *"));
  CHECK(contains(chosen, "different timelines"));
  const io::Json comparison = io::Json::parse(out_of({"compare", two, three, "--format", "json"}));
  CHECK_FALSE(comparison["figures"].empty());
  for (const io::Json& figure : comparison["figures"]) CHECK(figure["best"].empty());
}

TEST_CASE("Nothing is paid back before anything is spent") {
  const TemporaryDirectory folder;
  // One home earns money from the start; the other is built once 3 periods of budget pay for it, in 2029.
  const std::string path = folder.write(
      "s.yaml",
      "lastmile: 1\nname: s\nsites: [{id: pop, kind: source}]\npremises:\n  - {id: a, drop: {from: pop}}\n"
      "  - {id: b, drop: {from: pop, state: planned, cost: 30}}\n"
      "timeline: {start: 2027, periods: 4, unit: year}\neconomics: {revenue_per_home_month: 10}\n"
      "rollout: {budget_per_period: 10}\n");
  const std::string text = out_of({"simulate", path});
  CHECK(contains(text, "is paid back in 2029."));
  CHECK(io::Json::parse(out_of({"simulate", path, "--format", "json"}))["totals"]["payback"] == "2029");
}

TEST_CASE("Users have one precision in a column") {
  const TemporaryDirectory folder;
  const std::string path =
      folder.write("s.yaml",
                   "lastmile: 1\nname: s\nsites: [{id: pop, kind: source, cost: 9}]\npremises:\n"
                   "  - {id: a, users: 2.5, drop: {from: pop}}\n"
                   "  - {id: b, users: 3.5, drop: {from: pop, state: planned, cost: 2}}\n"
                   "  - {id: c, users: 4, drop: {from: pop, state: planned, cost: 2}}\n");
  const std::string text = out_of({"run", path});
  CHECK(contains(line_with(text, "located"), "10.0"));
  CHECK(contains(line_with(text, "served"), "2.5"));
  CHECK(contains(line_with(text, "1.  c/drop"), "  4.0  "));
  CHECK(contains(line_with(text, "2.  b/drop"), "  3.5  "));
}

}  // namespace lastmile::wording_test
