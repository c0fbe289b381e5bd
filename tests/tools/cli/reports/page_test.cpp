// Text reports on a terminal: widths, colours, and names with control sequences.
#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "sim/coverage/explain.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/text_lines.h"
#include "tools/cli/reports/reports.h"
#include "tools/io/read_scenario.h"

namespace lastmile::page_test {
namespace {

using test::in_source;
using test::lines_of;
using test::ProgramRun;
using test::run_on_terminal;
using test::run_program;
using test::steering_characters;
using test::TemporaryDirectory;
using test::widest_line;
using Arguments = std::vector<std::string>;

std::vector<std::string> all_scenarios() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(in_source("scenarios")))
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
  return paths;
}

TEST_CASE("No line of a report is wider than the terminal") {
  REQUIRE(all_scenarios().size() >= 12);
  for (const std::string& path : all_scenarios())
    for (const int columns : {80, 160}) {
      CAPTURE(path);
      CAPTURE(columns);
      const ProgramRun run = run_program({"run", path, "--quiet"}, {}, columns);
      CHECK(run.status == 0);
      CHECK(lines_of(run.out).size() > 10);
      CHECK(widest_line(run.out) <= static_cast<std::size_t>(columns));
    }
}

TEST_CASE("No line of an explanation is wider than the terminal, for any premises") {
  for (const std::string& path : all_scenarios()) {
    const Scenario scenario = io::read_scenario(path, io::InputFile::Hashing::off).scenario;
    const Network network = build_network(scenario.plant);
    const Coverage coverage = evaluate(scenario.plant, network);
    for (const PremisesId p : ids<PremisesId>(scenario.plant.premises.size()))
      for (const std::size_t columns : {std::size_t{80}, std::size_t{160}}) {
        CAPTURE(path);
        CAPTURE(scenario.names.premises[p.value]);
        CAPTURE(columns);
        const Explanation told = explain(scenario.plant, network, coverage, p);
        const std::string report = cli::explain_report(
            scenario, told, std::vector<std::optional<io::NearestSite>>(told.islands.size()),
            cli::Terminal{columns, false});
        CHECK(lines_of(report).size() >= 3);
        CHECK(widest_line(report) <= columns);
      }
  }
}

// Of the lines that do not hold `id`, which is never cut.
std::size_t widest_without(const std::string& text, const std::string& id) {
  std::string rest;
  for (const std::string& line : lines_of(text))
    if (line.find(id) == std::string::npos) rest += line + "\n";
  return widest_line(rest);
}

TEST_CASE("Long names and the numbers of a whole country do not widen a report") {
  const TemporaryDirectory folder;
  const std::string name(200, 'n');
  const std::string path = folder.write("s.yaml", "lastmile: 1\nname: " + name + "\nsites: [{id: " + name +
                                                      ", kind: source, cost: 2e11}]\npremises:\n"
                                                      "  - {id: h, homes: 90000000, drop: {from: " +
                                                      name + ", state: planned, cost: 1e11}}\n  - {id: p" +
                                                      name + ", homes: 9000000}\n");
  for (const int columns : {80, 160}) {
    CAPTURE(columns);
    const auto width = static_cast<std::size_t>(columns);
    CHECK(widest_line(run_program({"run", path}, {}, columns).out) <= width);
    const std::string explained = run_program({"explain", path, "h"}, {}, columns).out;
    CHECK(explained.find(name) != std::string::npos);
    CHECK(widest_without(explained, name) <= width);
    CHECK(widest_without(run_program({"explain", path, "p" + name}, {}, columns).out, name) <= width);
  }
}

const std::string cable = in_source("scenarios/cable.yaml");

TEST_CASE("Terminals get colours unless NO_COLOR is set or TERM is dumb") {
  const auto nothing = [] {};
  const std::string coloured = run_on_terminal({"run", cable, "--quiet"}, 80, nothing);
  CHECK(coloured.find("\x1b[") != std::string::npos);
  for (const auto& plain : std::vector<std::function<void()>>{[] { ::setenv("NO_COLOR", "1", 1); },
                                                              [] { ::setenv("TERM", "dumb", 1); }}) {
    const std::string text = run_on_terminal({"run", cable, "--quiet"}, 80, plain);
    CHECK(text == run_program({"run", cable, "--quiet"}).out);
    CHECK(text.find('\x1b') == std::string::npos);
  }
  const std::string wide =
      run_on_terminal({"run", cable, "--quiet"}, 120, [] { ::setenv("NO_COLOR", "1", 1); });
  CHECK(widest_line(wide) > 80);
  CHECK(widest_line(wide) <= 120);
}

TEST_CASE("Pipes and files get no colours") {
  for (const Arguments& arguments : std::vector<Arguments>{{"run", cable},
                                                           {"check", cable},
                                                           {"explain", cable, "hill_top"},
                                                           {"compare", cable, cable},
                                                           {"run", "none.yaml"},
                                                           {"--help"}}) {
    const ProgramRun run = run_program(arguments);
    CHECK(run.out.find('\x1b') == std::string::npos);
    CHECK(run.err.find('\x1b') == std::string::npos);
  }
}

// Red, a C1 control sequence, DEL, right-to-left override, bell, and a line that looks like the program's.
const std::string steering = R"(\e[31m\x9b31m\x7f\u202e\a\nlastmile: all is well)";
const std::string steering_bytes =
    "\x1b[31m\xC2\x9B"
    "31m\x7f\xE2\x80\xAE\a\nlastmile: all is well";

void check_harmless(const Arguments& arguments, int status) {
  const ProgramRun run = run_program(arguments);
  INFO(arguments.front(), " printed\n", run.out, "and on standard error\n", run.err);
  CHECK(run.status == status);
  CHECK(steering_characters(run.out) == 0);
  CHECK(steering_characters(run.err) == 0);
  CHECK(("\n" + run.out).find("\nlastmile: all") == std::string::npos);
  CHECK(("\n" + run.err).find("\nlastmile: all") == std::string::npos);
}

TEST_CASE("Names with control sequences are refused without sending them to the terminal") {
  const TemporaryDirectory folder;
  std::string yaml =
      "lastmile: 1\nname: \"NAME\"\ndescription: \"NAME\"\nvocabulary: {home: \"NAME\", homes: \"NAME\", "
      "user: \"NAME\", users: \"NAME\", final_link: \"NAME\", final_links: \"NAME\", "
      "backbone: \"NAME\", served: \"NAME\"}\nsites:\n"
      "  - {id: \"NAME\", kind: source, cost: 9}\n  - {id: \"c\", kind: \"NAME\", cost: 5, state: failed}\n"
      "links: [{id: \"NAME\", from: \"NAME\", to: c, tier: feeder, cost: 5}]\n"
      "premises:\n  - {id: \"NAME.\", drop: {from: c, state: planned, cost: 5}}\n"
      "  - {id: none}\n  - {id: ok, drop: {from: \"NAME\"}}\n"
      "  - {id: \"NAME!\", drop: {from: \"NAME\", state: planned, cost: 5}}\n";
  for (std::size_t at = 0; (at = yaml.find("NAME", at)) != std::string::npos;) yaml.replace(at, 4, steering);
  const std::string path = folder.write("s.yaml", yaml);
  check_harmless({"run", path}, 2);
  check_harmless({"check", path}, 2);
  check_harmless({"explain", path, steering_bytes + "."}, 2);
  check_harmless({"explain", path, "none"}, 2);
  check_harmless({"explain", path, "ok"}, 2);
  check_harmless({"compare", path, path}, 2);
}

TEST_CASE("JSON escapes control characters in paths") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("a\x1b[31m\a\nb.yaml", "lastmile: 1\nname: t\n");
  const ProgramRun run = run_program({"run", path, "--format", "json", "--quiet"});
  CHECK(steering_characters(run.out) == 0);
  CHECK(nlohmann::json::parse(run.out)["scenario"]["path"] == path);
}

TEST_CASE("Input quoted in a problem cannot send control sequences to the terminal") {
  const TemporaryDirectory folder;
  const auto check_of = [&](const std::string& yaml) {
    check_harmless({"check", folder.write("s.yaml", "lastmile: 1\nname: t\n" + yaml)}, 2);
  };
  SUBCASE("by a key") {
    check_of("\"" + steering + "\": 1\nsites: [{id: a, \"" + steering + "\": 1}]\n");
  }
  SUBCASE("by an id or a word") {
    check_of("sites: [{id: \"" + steering + "\"}, {id: \"" + steering + "\"}, {id: a, state: \"" + steering +
             "\"}]\npremises: [{id: h, drop: {from: \"" + steering + "\"}}]\n");
  }
  SUBCASE("by a number") {
    check_of("sites: [{id: a, cost: !!int \"" + steering + "\"}]\n");
  }
  SUBCASE("by the name of a table") {
    check_of("tables: {sites: [\"" + steering + "\"]}\n");
  }
  SUBCASE("by a column or a cell") {
    folder.write("t.csv", "id,\"" + steering_bytes + "\",\"" + steering_bytes + "\"\n");
    check_of("tables: {sites: [t.csv]}\n");
    folder.write("t.csv", "id,homes,drop_from\na,\"" + steering_bytes + "\",\"" + steering_bytes + "\"\n");
    check_of("tables: {premises: [t.csv]}\n");
  }
  SUBCASE("by the name of a table that is wrong") {
    folder.write(steering_bytes.substr(0, steering_bytes.find('\a')), "idd\n");
    check_of("tables: {sites: [\"" + steering.substr(0, steering.find("\\a")) + "\"]}\n");
  }
}

TEST_CASE("File names cannot send control sequences to the terminal") {
  const TemporaryDirectory folder;
  check_harmless({"run", folder / steering_bytes}, 2);
  check_harmless({"explain", cable, steering_bytes}, 2);
  check_harmless({"run", folder.write(steering_bytes, "lastmile: 1\nname: t\n")}, 0);
  check_harmless({"run", cable, "--output", folder.write("file", "") + "/" + steering_bytes}, 1);
}

}  // namespace
}  // namespace lastmile::page_test
