// What reports say about profiles and ports.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/text_lines.h"

namespace lastmile::service_report_test {
namespace {

using test::in_source;
using test::lines_of;
using test::ProgramRun;
using test::run_program;

// The first line that begins with these words, after blanks.
std::string line_about(const ProgramRun& run, std::string_view words) {
  for (const std::string& line : lines_of(run.out)) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin != std::string::npos && std::string_view{line}.substr(begin).starts_with(words)) return line;
  }
  return {};
}

TEST_CASE("The report shows how many homes qualify for each of several profiles") {
  const ProgramRun run = run_program({"run", in_source("tests/cases/two_profiles/scenario.yaml")});
  REQUIRE(run.status == 0);
  CHECK(line_about(run, "bead").find("12.5 %") != std::string::npos);
  CHECK(line_about(run, "gigabit").find("4.2 %") != std::string::npos);
  CHECK(line_about(run, "50/100 Mbit/s").find("12.5 %") != std::string::npos);
  CHECK_FALSE(line_about(run, "margin, weak, dB").empty());
  CHECK_FALSE(line_about(run, "margin, strong, dB").empty());
  const ProgramRun one = run_program({"run", in_source("scenarios/full_terminal.yaml")});
  CHECK(line_about(one, "bead").empty());
}

TEST_CASE("An explanation names the site where homes or splitters find no port") {
  const std::string path = in_source("tests/cases/splitter_tree/scenario.yaml");
  CHECK(line_about(run_program({"explain", path, "b"}), "No port") ==
        "  No port: s2 has 2 ports, 0 free; 1 home needs one.");
  CHECK(line_about(run_program({"explain", path, "h"}), "No port") ==
        "  No port: olt has 1 port, 0 free; 1 splitter below it needs one.");
  CHECK(line_about(run_program({"explain", path, "a"}), "No port").empty());
}

}  // namespace
}  // namespace lastmile::service_report_test
