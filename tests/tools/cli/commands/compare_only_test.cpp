// compare --only: which options are compared, in which order, and what is said about unknown names.
#include <doctest/doctest.h>

#include "tests/support/file_text.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tools/io/base/json.h"

namespace lastmile::compare_only_test {
namespace {

using io::Json;
using test::ProgramRun;
using test::run_program;
using test::TemporaryDirectory;
using Labels = std::vector<std::string>;

// Three options that spend 0, 10 and 20; the fourth has a comma in its name.
std::string town(const std::string& name) {
  return "lastmile: 1\nname: " + name +
         "\ntimeline: {start: 2027, periods: 2, unit: year}\n"
         "sites: [{id: pop, kind: source}]\npremises:\n"
         "  - {id: h1, drop: {from: pop, state: planned, cost: 10}}\n"
         "  - {id: h2, drop: {from: pop, state: planned, cost: 10}}\n"
         "options:\n  none: {}\n"
         "  half: {rollout: {budget_per_period: 5}}\n  all: {rollout: {}}\n  \"all, at once\": {rollout: "
         "{}}\n";
}

Json compared(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "compare");
  arguments.insert(arguments.end(), {"--format", "json", "--quiet"});
  const ProgramRun run = run_program(arguments);
  INFO(run.err);
  REQUIRE(run.status == 0);
  return Json::parse(run.out);
}

Labels labels_of(const Json& json) {
  Labels labels;
  for (const Json& option : json["options"]) labels.push_back(option["label"]);
  return labels;
}

std::string refused(const std::vector<std::string>& arguments) {
  const ProgramRun run = run_program(arguments);
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  return run.err;
}

}  // namespace

TEST_CASE("--only compares the named options in the order of the names, each once") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("t.yaml", town("T"));
  CHECK((labels_of(compared({path})) == Labels{"none", "half", "all", "all, at once"}));
  const Json two = compared({path, "--only", "all,none"});
  CHECK((labels_of(two) == Labels{"all", "none"}));
  // Differences are from the first named one: 0 - 20.
  for (const Json& figure : two["figures"])
    if (figure["id"] == "spending") {
      CHECK(figure["values"] == Json({20, 0}));
      CHECK(figure["differences"] == Json({0, -20}));
    }
  CHECK(
      (labels_of(compared({path, "--only", "half,half", "--only", "none,half"})) == Labels{"half", "none"}));
  CHECK((labels_of(compared({path, "--only", "all, at once"})) == Labels{"all, at once"}));
}

TEST_CASE("--only selects what the output folder holds") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("t.yaml", town("T"));
  REQUIRE(
      run_program({"compare", path, "--quiet", "--only", "half,all", "--output", folder / "out"}).status ==
      0);
  const std::string totals = test::read_text(folder / "out/totals.csv");
  CHECK(totals.find("T,half,") != std::string::npos);
  CHECK(totals.find("T,all,") != std::string::npos);
  CHECK(totals.find("T,none,") == std::string::npos);
  CHECK((labels_of(Json::parse(test::read_text(folder / "out/compare.json"))) == Labels{"half", "all"}));
  CHECK(test::read_text(folder / "out/works.csv").find("\nnone,") == std::string::npos);
}

TEST_CASE("A name that several scenarios use stands for the option of each; a label for one of them") {
  const TemporaryDirectory folder;
  const std::string a = folder.write("a.yaml", town("A"));
  const std::string b = folder.write("b.yaml", town("B"));
  CHECK((labels_of(compared({a, b, "--only", "all"})) == Labels{"all (A)", "all (B)"}));
  CHECK((labels_of(compared({a, b, "--only", "all (B),half (A)"})) == Labels{"all", "half"}));
}

TEST_CASE("Unknown names are refused, all at once, with the nearest and the list") {
  const TemporaryDirectory folder;
  const std::string path = folder.write("t.yaml", town("T"));
  const std::string said = refused({"compare", path, "--only", "hallf,any"});
  CHECK(
      said.find(
          "unknown option \"hallf\"; did you mean \"half\"? The options are none, half, all, all, at once") !=
      std::string::npos);
  CHECK(said.find("unknown option \"any\"") != std::string::npos);
  CHECK(said.find("[unknown-option]") != std::string::npos);
  CHECK(refused({"compare", path, "--only", "all,"}).find("unknown option \"\"") != std::string::npos);
  const std::string still = folder.write("s.yaml", "lastmile: 1\nname: s\nsites: [{id: p, kind: source}]\n");
  CHECK(refused({"compare", still, still, "--only", "all"}).find("no-timeline") != std::string::npos);
}

}  // namespace lastmile::compare_only_test
