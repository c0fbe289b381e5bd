// Benchmark files: what is read, and one wrong file for each rule.
#include "tools/exchange/stp/read_stp.h"

#include <doctest/doctest.h>

namespace lastmile::test::read_stp_test {
namespace {

constexpr std::string_view rooted =
    "33D32945 STP File, STP Format Version 1.0\n"
    "SECTION Comment\nName \"three\"\nProblem \"Prize-Collecting Steiner Problem in Graphs\"\nEND\n\n"
    "SECTION Graph\nNodes 3\nEdges 2\nE\t1\t2\t5.250000\r\nE 2 3 1e1 \nEND\n"
    "SECTION Terminals\nTerminals 2\nRootP 1          \nTP 3\t\t4.5\nEND\n\nEOF\n";

// The first problem of a file as line:column and rule; empty if there is none.
std::string first_problem(std::string_view text) {
  io::ProblemList problems;
  stp::parse_benchmark(text, "f.stp", problems);
  if (problems.error_count() == 0) return "";
  const io::Problem& first = problems.shown().front();
  return std::to_string(first.mark.line) + ":" + std::to_string(first.mark.column) + " " + first.rule;
}

TEST_CASE("a rooted benchmark file is a graph with prizes") {
  io::ProblemList problems;
  const stp::BenchmarkProblem problem = stp::parse_benchmark(rooted, "f.stp", problems);
  CHECK(problems.error_count() == 0);
  CHECK(problem.name == "three");
  CHECK(problem.kind == stp::BenchmarkProblem::Kind::prize_collecting);
  CHECK(problem.graph.root == 0);
  REQUIRE(problem.graph.edges.size() == 2);
  CHECK(problem.graph.edges[0].cost == 5.25);
  CHECK(problem.graph.edges[1].b == 2);
  CHECK(problem.graph.prize == std::vector<double>{0, 0, 4.5});
}

TEST_CASE("of terminals that must be joined the first is the root") {
  io::ProblemList problems;
  const stp::BenchmarkProblem problem = stp::parse_benchmark(
      "SECTION Graph\nNodes 3\nEdges 1\nE 2 3 7\nEND\nSECTION Terminals\nTerminals 2\nT 3\nT 2\nEND\nEOF\n",
      "f.gr", problems);
  CHECK(problems.error_count() == 0);
  CHECK(problem.kind == stp::BenchmarkProblem::Kind::steiner);
  CHECK(problem.graph.root == 2);
  CHECK(problem.graph.must == std::vector<char>{0, 1, 1});
}

TEST_CASE("a wrong benchmark file is refused where it is wrong") {
  CHECK(first_problem("") == "1:1 cut-short");
  CHECK(first_problem(rooted.substr(0, rooted.size() - 20)) == "13:1 cut-short");
  CHECK(first_problem(
            "SECTION Graph\nNodes 2\nEdges 2\nE 1 2 1\nEND\nSECTION Terminals\nTerminals 1\nT 1\nEND\nEOF") ==
        "3:7 wrong-count");
  CHECK(first_problem("SECTION Graph\nNodes 2\nEdges 1\nE 1 3 1\nEND\nEOF") == "4:5 out-of-range");
  CHECK(first_problem("SECTION Graph\nNodes 2\nEdges 1\nE 0 2 1\nEND\nEOF") == "4:3 out-of-range");
  CHECK(first_problem("SECTION Graph\nNodes 2\nEdges 1\nE 1 2 -1\nEND\nEOF") == "4:7 negative-number");
  CHECK(first_problem("SECTION Graph\nNodes 2\nEdges 1\nE 1 2 inf\nEND\nEOF") == "4:7 not-a-number");
  CHECK(first_problem("SECTION Graph\nNodes 2\nEdges 1\nE 1 2\nEND\nEOF") == "4:6 missing-value");
  CHECK(first_problem("SECTION Graph\nE 1 2 1\nEND\nEOF") == "2:3 missing-count");
  CHECK(first_problem("SECTION Graph\nNodes 2\nEND\nSECTION Terminals\nTP 1 3\nEND\nEOF") ==
        "5:1 missing-root");
  CHECK(first_problem("SECTION Graph\nNodes 2\nEND\nEOF") == "4:1 missing-root");
  CHECK(first_problem("SECTION Graph\nNodes 2\nA 1 2 3\nEND\nEOF") == "3:1 unsupported");
  CHECK(first_problem("SECTION Graph\nSECTION Terminals\nEND\nEOF") == "2:1 open-section");
  CHECK(first_problem("SECTION Graph\nNodes 2\nEND\nSECTION Graph\nEND\nEOF") == "4:1 duplicate-section");
  CHECK(first_problem("SECTION Graph\nNodes 2\nNodes 2\nEND\nEOF") == "3:1 duplicate-count");
  CHECK(first_problem("SECTION Graph\nNodes 2\nEND\nSECTION Terminals\nRootP 1\nRootP 1\nEND\nEOF") ==
        "6:1 duplicate-root");
  CHECK(first_problem("SECTION Graph\nNodes 2\nE 1 2 1 7\nEND\nEOF") == "3:9 extra-value");
  CHECK(first_problem("SECTION Comment\nEND\nEOF") == "3:1 missing-section");
  CHECK(first_problem("hello\n") == "1:1 unknown-line");
}

TEST_CASE("benchmark files are known by their ending") {
  CHECK(stp::is_benchmark_file("a/b.stp"));
  CHECK(stp::is_benchmark_file("B.GR.GZ"));
  CHECK_FALSE(stp::is_benchmark_file("riverton.yaml"));
  CHECK_FALSE(stp::is_benchmark_file("gr"));
}

}  // namespace
}  // namespace lastmile::test::read_stp_test
