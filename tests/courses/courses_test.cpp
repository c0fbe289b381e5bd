// Courses worked out by hand. Every folder of courses/ is a test that this file finds by itself:
//   scenario.yaml    the network, its options and what they cost
//   README.md        its drawing and the calculation of every figure
//   expected.csv     option, period, figure, value: rows of the course.csv that `compare --output` writes
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include "tests/support/file_text.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"

namespace lastmile::test::courses_test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
  return cells;
}

// The last cell of every row by those before it, the column `left_out` apart.
std::map<std::vector<std::string>, double> figures_of(const std::string& table, std::size_t left_out) {
  std::map<std::vector<std::string>, double> figures;
  std::istringstream in(table);
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::vector<std::string> cells = cells_of(line);
    const double value = std::stod(cells.back());
    cells.pop_back();
    if (left_out < cells.size()) cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(left_out));
    figures[cells] = value;
  }
  return figures;
}

}  // namespace

TEST_CASE("Every course gives the figures calculated by hand") {
  std::size_t checked = 0;
  for (const fs::directory_entry& folder : fs::directory_iterator(fs::path(in_source("tests/courses")))) {
    if (!folder.is_directory()) continue;
    INFO(folder.path().string());
    CHECK(fs::is_regular_file(folder.path() / "README.md"));
    const TemporaryDirectory output;
    const ProgramRun run =
        run_program({"compare", "scenario.yaml", "--output", output.string()}, folder.path().string());
    INFO(run.err);
    REQUIRE(run.status == 0);
    constexpr std::size_t unit = 3;
    const auto got = figures_of(read_text(output / "course.csv"), unit);
    for (const auto& figure : figures_of(read_text(folder.path() / "expected.csv"), unit)) {
      const std::string name = figure.first[0] + ", " + figure.first[1] + ", " + figure.first[2];
      CAPTURE(name);
      REQUIRE(got.contains(figure.first));
      CHECK(got.at(figure.first) == doctest::Approx(figure.second).epsilon(1e-9));
      ++checked;
    }
  }
  CHECK(checked > 100);
}

}  // namespace lastmile::test::courses_test
