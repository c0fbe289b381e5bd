#include "tools/exchange/ofds/read_ofds.h"

#include <doctest/doctest.h>

#include "tests/tools/exchange/import_files.h"

namespace lastmile::exchange::ofds_test {
namespace {

const std::string package = test::read_text(test::in_source("tests/tools/exchange/files/valley.json"));

io::ProblemList problems_of(const std::string& text) {
  io::ProblemList problems;
  parse_ofds(text, "net.json", problems);
  return problems;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST_CASE("An OFDS package becomes sites and links by its references, with lengths along the routes") {
  const test::TemporaryDirectory folder;
  const test::ImportRun run = test::import_into(folder, {folder.write("net.json", package)});
  REQUIRE(run.run.status == 0);
  CHECK(test::read_text(folder / "out/sites.csv") ==
        "id,name,kind,state,lon,lat\n"
        "a,Alder,pop,operational,7.1,50.7\n"
        "b,,source,under_construction,7.2,50.7\n"
        "c,,,operational,,\n");
  const std::string links = test::read_text(folder / "out/links.csv");
  CHECK(
      links.starts_with("id,name,from,to,tier,state,length_m,medium,route\n"
                        "1,Long way,a,b,backbone,planned,23341.2014"));
  CHECK(links.find("\n2,,b,c,backbone,operational,,,\n") != std::string::npos);
  CHECK(run.report["network"]["sites"] == 3);
  const test::ProgramRun check = test::run_program({"check", folder / "out/scenario.yaml"});
  CHECK(check.status == 0);
}

TEST_CASE("The first mistake does not hide the others: a broken package is refused with all reasons") {
  const std::string broken = R"({"networks": [{"id": "1", "nodes": [], "spans": [
    {"status": "open", "route": {"type": "LineString", "properties": ""}}]}]})";
  const io::ProblemList problems = problems_of(broken);
  std::vector<std::string> found;
  for (const io::Problem& problem : problems.shown())
    found.push_back(problem.path + " [" + problem.rule + "]");
  CHECK(found ==
        std::vector<std::string>{"networks[0].nodes [missing-value]", "networks[0].spans[0] [missing-key]",
                                 "networks[0].spans[0].route [missing-key]",
                                 "networks[0].spans[0].status [unknown-state]",
                                 "networks[0].spans[0] [missing-key]", "networks[0].spans[0] [missing-key]"});
  CHECK(problems.shown()[1].mark == io::Mark{.line = 2, .column = 5, .file = 0});
}

TEST_CASE("Each mistake in an OFDS package has its rule") {
  struct Mistake {
    std::string from, to, rule;
  };
  const std::vector<Mistake> mistakes = {
      {"\"networks\": [", "\"networks\": [}", "json-syntax"},
      {"\"coordinates\": [7.1, 50.7]", "\"coordinates\": [7.1, 1e999]", "json-syntax"},
      {"\"id\": \"b\"", "\"id\": \"a\"", "duplicate-id"},
      {"\"end\": \"c\"", "\"end\": \"d\"", "unknown-reference"},
      {"\"coordinates\": [7.1, 50.7]", "\"coordinates\": [7.1]", "not-a-position"},
      {"\"coordinates\": [7.1, 50.7]", "\"coordinates\": [50.7, 97.1]", "out-of-range"},
      {"\"Point\"", "\"LineString\"", "wrong-geometry"},
      {"\"id\": \"c\"", "\"id\": [\"c\"]", "wrong-type"},
      {"\"id\": \"c\"", "\"id\": \"\"", "missing-value"},
      {"\"spans\"", "\"span\"", "missing-key"},
  };
  CHECK(problems_of(package).error_count() == 0);
  for (const Mistake& mistake : mistakes) {
    CAPTURE(mistake.rule);
    const io::ProblemList problems = problems_of(replaced(package, mistake.from, mistake.to));
    REQUIRE(problems.error_count() >= 1);
    CHECK(problems.shown()[0].rule == mistake.rule);
  }
}

TEST_CASE("A number that no double holds is refused where it stands") {
  const io::ProblemList problems = problems_of("{\"networks\":\n [{\"id\": 1e999}]}");
  REQUIRE(problems.error_count() == 1);
  CHECK(problems.shown()[0].mark == io::Mark{.line = 2, .column = 10, .file = 0});
  CHECK(problems.shown()[0].message.find("1e999") != std::string::npos);
}

TEST_CASE("Two networks in one package keep their ids apart") {
  const std::string one =
      R"({"id": "X", "nodes": [{"id": "1"}, {"id": "2"}], "spans": [{"id": "s", "start": "1", "end": "2"}]})";
  io::ProblemList problems;
  const OfdsPackage both = parse_ofds("{\"networks\": [" + one + "," + replaced(one, "\"X\"", "\"Y\"") + "]}",
                                      "net.json", problems);
  CHECK(problems.error_count() == 0);
  REQUIRE(both.nodes.features.size() == 4);
  CHECK(both.nodes.cell(0, 0) == "X/1");
  CHECK(both.nodes.cell(3, 0) == "Y/2");
  CHECK(both.spans.cell(1, 3) == "Y/1");
}

}  // namespace
}  // namespace lastmile::exchange::ofds_test
