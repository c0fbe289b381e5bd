// Published optima of fibre planning graphs, and budgets computed by dynamic programming over all subsets.
// Where the data is not beside the project, the tests say so and pass. Without LASTMILE_LONG_TESTS a sample
// is solved.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "sim/planning/solve_plan.h"
#include "tests/support/paths.h"
#include "tests/support/sanitized.h"
#include "tools/exchange/stp/read_stp.h"

namespace lastmile::test::steiner_test {
namespace {

namespace fs = std::filesystem;
using namespace planning;

fs::path steiner_folder() {
  const char* given = std::getenv("LASTMILE_REAL_DATA");
  return fs::path(given != nullptr && *given != '\0' ? given : default_real_data_folder()) / "steiner";
}

bool all_of_them() {
  return std::getenv("LASTMILE_LONG_TESTS") != nullptr;
}

// Rows of a table as cells, without its header; empty where the table is not there.
std::vector<std::vector<std::string>> rows_of(const char* name) {
  std::ifstream file(steiner_folder() / name);
  if (!file) MESSAGE("no folder ", steiner_folder().string(), ": nothing is compared");
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string>& row = rows.emplace_back();
    std::stringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
  }
  return rows;
}

TEST_CASE("published optima of Cologne are found and proven") {
  for (const auto& row : rows_of("optima.csv")) {
    if (!row[1].starts_with("cologne")) continue;
    CAPTURE(row[0]);
    const stp::BenchmarkProblem problem = stp::read_benchmark((steiner_folder() / row[2]).string());
    const GraphPlan plan = solve_plan(problem.graph, {Question::prize_collecting, 0}, {});
    CHECK(plan.objective == doctest::Approx(std::stod(row[6])).epsilon(1e-9));
    CHECK(plan.proven_optimal());
  }
}

TEST_CASE("the bound never passes a published optimum of Vienna, and no tree is cheaper" *
          doctest::skip(is_sanitized)) {
  for (const auto& row : rows_of("optima.csv")) {
    if (!row[1].starts_with("vienna") || (!all_of_them() && std::stoul(row[3]) > 6000)) continue;
    CAPTURE(row[0]);
    const stp::BenchmarkProblem problem = stp::read_benchmark((steiner_folder() / row[2]).string());
    const double optimum = std::stod(row[6]);
    SearchControl few;
    few.most_nodes = all_of_them() ? 100 : 8;
    few.improves = all_of_them() ? 100 : 10;
    few.probes = 2;
    const GraphPlan plan = solve_plan(problem.graph, {Question::steiner, 0}, few);
    CHECK(plan.bound <= optimum);
    CHECK(plan.objective >= optimum);
    CHECK(plan.gap() < (row[0][0] == 'I' ? 0.005 : 0.02));
  }
}

TEST_CASE("the most that a budget serves on Cologne is what all subsets of customers give" *
          doctest::skip(is_sanitized)) {
  std::map<std::string, stp::BenchmarkProblem> problems;
  int number = 0;
  for (const auto& row : rows_of("budgets.csv")) {
    if (!all_of_them() && number++ % 20 != 0) continue;
    CAPTURE(row[0]);
    CAPTURE(row[1]);
    if (!problems.contains(row[0]))
      problems[row[0]] = stp::read_benchmark((steiner_folder() / (row[0] + ".stp.gz")).string());
    const GraphPlan plan = solve_plan(problems[row[0]].graph, {Question::budget, std::stod(row[2])}, {});
    CHECK(plan.prize == doctest::Approx(std::stod(row[3])).epsilon(1e-9));
    CHECK(plan.cost == doctest::Approx(std::stod(row[4])).epsilon(1e-9));
    CHECK(plan.proven_optimal());
  }
}

}  // namespace
}  // namespace lastmile::test::steiner_test
