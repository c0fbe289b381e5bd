#include "tools/exchange/graphml/read_graphml.h"

#include <doctest/doctest.h>

#include "tests/tools/exchange/import_files.h"

namespace lastmile::exchange::graphml_test {
namespace {

const std::string graph = test::read_text(test::in_source("tests/tools/exchange/files/hills.graphml"));

io::ProblemList problems_of(const std::string& text) {
  io::ProblemList problems;
  parse_graphml(text, "net.graphml", problems);
  return problems;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST_CASE("A GraphML graph becomes sites and links; keys match in any case, parallel edges stay") {
  const test::TemporaryDirectory folder;
  const test::ImportRun run = test::import_into(folder, {folder.write("net.graphml", graph)});
  REQUIRE(run.run.status == 0);
  CHECK(test::read_text(folder / "out/sites.csv") ==
        "id,name,kind,state,lon,lat\n"
        "0,Alder,,operational,7.1,50.7\n"
        "1,Birch & Co,source,operational,,\n"
        "2,,,operational,,\n");
  CHECK(test::read_text(folder / "out/links.csv") ==
        "id,name,from,to,tier,state,length_m,route\n"
        "edge0,,0,1,backbone,operational,1200,\n"
        "second,,0,1,backbone,planned,,\n"
        "edge2,,1,2,backbone,planned,,\n");
  CHECK(run.report["name"] == "Three hills");
  CHECK(run.report["features"]["left_out"]["count"] == 1);
  CHECK(run.report["left_out"][0]["reason"] == "it joins a site to itself");
  CHECK(run.report["assumptions"].dump().find("best connected site") != std::string::npos);
}

TEST_CASE("Each mistake in a GraphML file has its rule and its line") {
  struct Mistake {
    std::string from, to, rule;
    std::uint64_t line;
  };
  const std::vector<Mistake> mistakes = {
      {"<node id=\"2\"/>", "<node id=\"2\">", "xml-syntax", 0},
      {"<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">", "<graphml/><!--", "xml-syntax", 0},
      {"target=\"2\"/>", "target=\"7\"/>", "unknown-reference", 18},
      {"<node id=\"2\"/>", "<node id=\"0\"/>", "duplicate-id", 14},
      {"<node id=\"2\"/>", "<node/>", "missing-key", 14},
      {"50.7", "95.7", "out-of-range", 12},
      {"50.7", "north", "not-a-number", 12},
  };
  CHECK(problems_of(graph).error_count() == 0);
  for (const Mistake& mistake : mistakes) {
    CAPTURE(mistake.rule);
    const io::ProblemList problems = problems_of(replaced(graph, mistake.from, mistake.to));
    REQUIRE(problems.error_count() >= 1);
    CHECK(problems.shown()[0].rule == mistake.rule);
    if (mistake.line > 0) CHECK(problems.shown()[0].mark.line == mistake.line);
  }
  CHECK(problems_of("<gml/>").shown()[0].rule == "not-graphml");
  CHECK(problems_of("<graphml/>").shown()[0].rule == "missing-value");
}

TEST_CASE("Hyperedges are not read, and a note says so") {
  const test::TemporaryDirectory folder;
  const std::string file =
      folder.write("net.graphml", replaced(graph, "<node id=\"2\"/>", "<node id=\"2\"/><hyperedge/>"));
  const test::ImportRun run = test::import_into(folder, {file});
  CHECK(run.run.status == 0);
  CHECK(run.run.err.find("1 hyperedges are not read [assumed-by-reader]") != std::string::npos);
}

TEST_CASE("A deeply nested file is read without recursion") {
  std::string deep = "<graphml>";
  for (int i = 0; i < 20'000; ++i) deep += "<graph><node id=\"" + std::to_string(i) + "\">";
  for (int i = 0; i < 20'000; ++i) deep += "</node></graph>";
  io::ProblemList problems;
  CHECK(parse_graphml(deep + "</graphml>", "deep.graphml", problems).nodes.features.size() == 20'000);
}

}  // namespace
}  // namespace lastmile::exchange::graphml_test
