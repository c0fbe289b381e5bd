// Commands as seen by users: exit status, output streams, options, problems.
#include <doctest/doctest.h>
#include <stdlib.h>

#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/text_lines.h"

namespace lastmile::command_line_test {
namespace {

using test::in_source;
using test::lines_of;
using test::ProgramRun;
using test::run_prepared;
using test::run_program;
using test::TemporaryDirectory;
using Json = nlohmann::json;
using Arguments = std::vector<std::string>;

std::string scenario(const std::string& name) {
  return in_source("scenarios/" + name + ".yaml");
}

std::string joined(const Arguments& arguments) {
  std::string text;
  for (const std::string& argument : arguments) text += " " + argument;
  return text;
}

const std::string bad_scenario = "lastmile: 1\nname: t\nsites: [{id: a, cost: -1}, {id: a, knd: x}]\n";
const std::string good_scenario =
    "lastmile: 1\nname: t\nsites: [{id: pop, kind: source}]\npremises: [{id: h1, drop: {from: pop}}, {id: "
    "h2}]\n";

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("Successful commands exit with status 0 and print no errors") {
  const std::string cable = scenario("cable");
  for (const Arguments& arguments :
       std::vector<Arguments>{{"run", cable},
                              {"run", cable, "--format", "json"},
                              {"run", "--format", "text", cable},
                              {"check", cable},
                              {"check", "--format", "json", cable},
                              {"explain", cable, "hill_top"},
                              {"explain", cable, "hill_top", "--format", "json"},
                              {"compare", cable, scenario("cable_followed_through")},
                              {"compare", cable, cable, cable, "--format", "json"},
                              {"schema"},
                              {"--version"},
                              {"--help"},
                              {},
                              {"run", "--help"}}) {
    CAPTURE(joined(arguments));
    const ProgramRun run = run_program(arguments);
    CHECK(run.status == 0);
    CHECK_FALSE(run.out.empty());
    CHECK_FALSE(contains(run.err, "error"));
  }
}

TEST_CASE("A wrong command line exits with status 2, a message on standard error and no result") {
  const std::string cable = scenario("cable");
  struct Wrong {
    Arguments arguments;
    std::string says;
  };
  const std::vector<Wrong> lines = {
      {{"frobnicate"}, ""},
      {{"run"}, "SCENARIO"},
      {{"explain", cable}, "PREMISES"},
      {{"compare"}, "SCENARIO"},
      {{"compare", cable}, "no-timeline"},
      {{"simulate"}, "SCENARIO"},
      {{"simulate", cable, cable}, cable},
      {{"run", cable, "--frobnicate"}, "--frobnicate"},
      {{"check", cable, "--output", "x"}, "--output"},
      {{"run", cable, cable}, cable},
      {{"run", cable, "--format", "xml"}, "xml"},
      {{"run", cable, "--format"}, "--format"},
      {{"run", cable, "--threads", "0"}, "--threads"},
      {{"run", cable, "--threads", "-1"}, "--threads"},
      {{"run", cable, "--threads", "1.5"}, "--threads"},
      {{"run", cable, "--threads", "many"}, "--threads"},
      {{"run", cable, "--threads", "1000000"}, "--threads"},
      {{"run", cable, "--output"}, "--output"},
      {{"schema", cable}, cable},
      {{"--quiet", "run", cable}, "--quiet in front of the command"},
      {{"--format", "json"}, "--version"},
  };
  for (const Wrong& wrong : lines) {
    CAPTURE(joined(wrong.arguments));
    const ProgramRun run = run_program(wrong.arguments);
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CHECK_FALSE(run.err.empty());
    CHECK(contains(run.err, wrong.says));
    CHECK(test::steering_characters(run.err) == 0);
  }
}

TEST_CASE("An escape sequence in an argument is shown escaped") {
  for (const Arguments& arguments : std::vector<Arguments>{{"\x1b[31mrun"},
                                                           {"run", "s.yaml", "--\x1b[31m"},
                                                           {"help", "\x1b[31m"},
                                                           {"schema", "\x1b[31m"},
                                                           {"run", "\x1b[31m.yaml"},
                                                           {"--\x1b[31m"}}) {
    const ProgramRun run = run_program(arguments);
    CHECK(run.status == 2);
    CHECK(contains(run.err, "[31m"));
    CHECK(test::steering_characters(run.err) == 0);
  }
}

TEST_CASE("The message about an unknown command names it") {
  CHECK(contains(run_program({"frobnicate"}).err, "frobnicate"));
}

TEST_CASE("The only formats are text and json") {
  for (const char* format : {"xml", "JSON", "Text", "0", "1", ""}) {
    CAPTURE(format);
    const ProgramRun run = run_program({"run", scenario("cable"), "--format", format});
    CHECK(run.status == 2);
    CHECK(contains(run.err, "text"));
    CHECK(contains(run.err, "json"));
  }
}

TEST_CASE(
    "On wrong input every command exits with status 2, prints the problems on standard error and no result") {
  const TemporaryDirectory folder;
  const std::string bad = folder.write("bad.yaml", bad_scenario);
  const std::string expected = bad +
                               ":3:23: error: sites[0].cost: must be >= 0, but is -1 [negative-number]\n" +
                               bad + ":3:33: error: duplicate site \"a\" [duplicate-id]\n" + bad +
                               ":3:36: error: sites[1].knd: unknown key \"knd\"; did you mean \"kind\"? "
                               "[unknown-key]\n";
  for (const Arguments& arguments : std::vector<Arguments>{{"run", bad},
                                                           {"run", bad, "--format", "json"},
                                                           {"run", bad, "--quiet"},
                                                           {"run", bad, "--output", folder / "out"},
                                                           {"explain", bad, "a"},
                                                           {"compare", bad, scenario("cable"), "--quiet"},
                                                           {"compare", scenario("cable"), bad, "--quiet"}}) {
    CAPTURE(joined(arguments));
    const ProgramRun run = run_program(arguments);
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    // A duplicate id may be reported with or without its path.
    CHECK(lines_of(run.err).size() == 3);
    CHECK(run.err.starts_with(expected.substr(0, expected.find('\n') + 1)));
    CHECK(run.err.ends_with("[unknown-key]\n"));
  }
  CHECK_FALSE(std::filesystem::exists(folder / "out"));
  CHECK(run_program({"run", folder / "none.yaml"}).err ==
        folder / "none.yaml" + ":1:1: error: file not found: " + folder / "none.yaml" + " [missing-file]\n");
  CHECK(run_program({"run", folder.string()}).status == 2);
}

TEST_CASE("check prints the problems as its result") {
  const TemporaryDirectory folder;
  const std::string bad = folder.write("bad.yaml", bad_scenario);
  const ProgramRun wrong = run_program({"check", bad});
  CHECK(wrong.status == 2);
  CHECK(wrong.err.empty());
  const std::vector<std::string> lines = lines_of(wrong.out);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] == bad + ":3:23: error: sites[0].cost: must be >= 0, but is -1 [negative-number]");
  CHECK(lines[3] == bad + ": 3 errors");

  const std::string good = folder.write("good.yaml", good_scenario);
  const ProgramRun right = run_program({"check", good});
  CHECK(right.status == 0);
  CHECK(right.err.empty());
  CHECK(right.out.starts_with(good + ":1:1: note: 1 premises record has no final link"));
  CHECK(right.out.ends_with(good + ": no errors\n"));
}

TEST_CASE("check --format json is an array of problems with eight fields each") {
  const TemporaryDirectory folder;
  const std::string bad = folder.write("bad.yaml", bad_scenario);
  const ProgramRun wrong = run_program({"check", bad, "--format", "json"});
  CHECK(wrong.status == 2);
  CHECK(wrong.err.empty());
  const Json problems = Json::parse(wrong.out);
  REQUIRE(problems.is_array());
  REQUIRE(problems.size() == 3);
  const std::set<std::string> fields = {"file", "line",    "column", "severity",
                                        "path", "message", "rule",   "hint"};
  for (const Json& problem : problems) {
    std::set<std::string> found;
    for (const auto& [key, value] : problem.items()) {
      found.insert(key);
      CHECK((key == "line" || key == "column" ? value.is_number_unsigned() : value.is_string()));
    }
    CHECK(found == fields);
  }
  CHECK(problems[2] == Json{{"file", bad},
                            {"line", 3},
                            {"column", 36},
                            {"severity", "error"},
                            {"path", "sites[1].knd"},
                            {"message", "unknown key \"knd\""},
                            {"rule", "unknown-key"},
                            {"hint", "did you mean \"kind\"?"}});
  const std::string good = folder.write("good.yaml", good_scenario);
  const Json notes = Json::parse(run_program({"check", good, "--format", "json"}).out);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0]["severity"] == "note");
  CHECK(notes[0]["rule"] == "no-final-link");
  CHECK(run_program({"check", scenario("telephone"), "--format", "json"}).status == 0);
}

TEST_CASE("Problems beyond the first hundred are counted in one more line") {
  const TemporaryDirectory folder;
  std::string yaml = "lastmile: 1\nname: t\nsites:\n";
  for (int i = 0; i < 130; ++i) yaml += "  - {id: s" + std::to_string(i) + ", cost: -1}\n";
  const std::string bad = folder.write("bad.yaml", yaml);
  const std::vector<std::string> lines = lines_of(run_program({"run", bad}).err);
  REQUIRE(lines.size() == 101);
  CHECK(lines[99].starts_with(bad + ":103:"));
  CHECK(lines[100] == "... and 30 more errors");
  CHECK(run_program({"check", bad}).out.ends_with("... and 30 more errors\n" + bad + ": 130 errors\n"));
  CHECK(Json::parse(run_program({"check", bad, "--format", "json"}).out).size() == 100);
}

TEST_CASE("A problem is printed completely, regardless of the length of its line") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("s.yaml", "lastmile: 1\nname: t\ntables: {sites: [t.csv]}\n");
  std::string header = "id";
  for (int i = 0; i < 100; ++i) header += ",measured_quantity_" + std::to_string(i);
  folder.write("t.csv", header + "\n");
  const std::vector<std::string> lines = lines_of(run_program({"check", path}).out);
  REQUIRE(lines.size() == 2);
  CHECK(contains(lines[0], "\"measured_quantity_99\""));
  CHECK(lines[0].ends_with(" [unknown-column]"));
}

TEST_CASE("An unknown premises gets the nearest id as a suggestion") {
  const ProgramRun run = run_program({"explain", scenario("cable"), "hill_topp", "--quiet"});
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  CHECK(contains(run.err, "unknown premises \"hill_topp\"; did you mean \"hill_top\"? [unknown-premises]\n"));
}

TEST_CASE("Results go to standard output, notes to standard error, and --quiet silences them") {
  const TemporaryDirectory folder;
  const std::string good = folder.write("good.yaml", good_scenario);
  for (Arguments arguments : std::vector<Arguments>{{"run", good},
                                                    {"run", good, "--format", "json"},
                                                    {"explain", good, "h1"},
                                                    {"explain", good, "h1", "--format", "json"},
                                                    {"compare", good, good},
                                                    {"compare", good, good, "--format", "json"}}) {
    CAPTURE(joined(arguments));
    const ProgramRun loud = run_program(arguments);
    CHECK(contains(loud.err, good + ":1:1: note: "));
    CHECK(contains(loud.err, "[no-final-link]\n"));
    CHECK_FALSE(contains(loud.out, "note:"));
    arguments.push_back("--quiet");
    const ProgramRun quiet = run_program(arguments);
    CHECK(quiet.status == 0);
    CHECK(quiet.err.empty());
    CHECK(quiet.out == loud.out);
    if (arguments.back() == "json" || contains(joined(arguments), "json"))
      CHECK(Json::parse(quiet.out).is_object());
  }
}

TEST_CASE("One and two threads give the same bytes") {
  for (const auto& entry : std::filesystem::directory_iterator(in_source("scenarios"))) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string path = entry.path().string();
    CAPTURE(path);
    const ProgramRun one = run_program({"run", path, "--format", "json", "--threads", "1"});
    CHECK(one.status == 0);
    CHECK(run_program({"run", path, "--format", "json", "--threads", "2"}).out == one.out);
    CHECK(run_program({"run", path, "--format", "json"}).out == one.out);
  }
}

TEST_CASE("Tables are found relative to the scenario, from any working directory") {
  const TemporaryDirectory folder;
  folder.write("sub/s.yaml", good_scenario + "tables: {premises: [more.csv]}\n");
  folder.write("sub/more.csv", "id,drop_from,homes\nh3,pop,-1\n");
  CHECK(contains(run_program({"check", "sub/s.yaml"}, folder.string()).out,
                 "sub/more.csv:2:8: error: homes: "));
  CHECK(contains("\n" + run_program({"check", "s.yaml"}, folder / "sub").out,
                 "\nmore.csv:2:8: error: homes: "));
}

void check_failure(const ProgramRun& run, const std::string& says) {
  CHECK(run.status == 1);
  CHECK(run.out.empty());
  REQUIRE(lines_of(run.err).size() == 1);
  CHECK(run.err.starts_with("lastmile: "));
  CHECK(contains(run.err, says));
}

TEST_CASE(
    "A full disk and a closed stream end a command with one clear line and status 1, a closed pipe ends it "
    "silently") {
  const std::string cable = scenario("cable");
  for (const Arguments& arguments : std::vector<Arguments>{{"run", cable, "--quiet"},
                                                           {"run", cable, "--quiet", "--format", "json"},
                                                           {"explain", cable, "hill_top", "--quiet"},
                                                           {"compare", cable, cable, "--quiet"},
                                                           {"check", cable},
                                                           {"check", cable, "--format", "json"},
                                                           {"schema"}}) {
    CAPTURE(joined(arguments));
    const ProgramRun unread = run_prepared(arguments, test::write_to_closed_pipe);
    CHECK(unread.status == 128 + SIGPIPE);
    CHECK(unread.err.empty());
    check_failure(run_prepared(arguments, [] { test::write_to("/dev/full"); }), "No space left");
    check_failure(run_prepared(arguments, test::write_to_nothing), "standard output");
  }
}

TEST_CASE("If help or version cannot be printed, the exit status is 1") {
  for (const Arguments& arguments : std::vector<Arguments>{{"--help"}, {"--version"}, {"run", "--help"}}) {
    CAPTURE(joined(arguments));
    CHECK(run_prepared(arguments, [] { test::write_to("/dev/full"); }).status == 1);
  }
}

}  // namespace
}  // namespace lastmile::command_line_test
