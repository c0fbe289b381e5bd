// compare with more scenarios or options than fit side by side.
#include "tools/cli/reports/ranking.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/text_lines.h"

namespace lastmile::ranking_test {
namespace {

using test::lines_of;
using test::run_program;
using test::TemporaryDirectory;

// Scenario i serves i of 30 homes.
std::string scenario(int served) {
  std::string text =
      fmt::format("lastmile: 1\nname: S{}\nsites: [{{id: pop, kind: source}}]\npremises:\n", served);
  for (int i = 0; i < 30; ++i)
    text += fmt::format("  - {{id: h{}, drop: {{from: pop, cost: 7, state: {}}}}}\n", i,
                        i < served ? "operational" : "planned");
  return text;
}

TEST_CASE("Up to twelve scenarios are shown side by side, more are ranked by homes served") {
  const TemporaryDirectory folder;
  std::vector<std::string> arguments = {"compare", "--quiet"};
  for (int i = 0; i < 12; ++i) arguments.push_back(folder.write(fmt::format("s{}.yaml", i), scenario(i)));
  CHECK(run_program(arguments).out.find("ranked") == std::string::npos);
  for (int i = 12; i < 30; ++i) arguments.push_back(folder.write(fmt::format("s{}.yaml", i), scenario(i)));
  const test::ProgramRun run = run_program(arguments);
  REQUIRE(run.status == 0);
  const std::vector<std::string> lines = lines_of(run.out);
  CHECK(lines[0] == "30 scenarios, ranked by homes served");
  CHECK(lines[3].find("1  S29") != std::string::npos);
  CHECK(lines[14].find("12  S18") != std::string::npos);
  CHECK(lines[15].find("-  S0") != std::string::npos);
  CHECK(run.out.find("17 more scenarios are not shown.") != std::string::npos);
  CHECK(run.out.find("compare.json") != std::string::npos);
  for (const std::string& line : lines) CHECK(cli::display_width(line) <= 80);
}

TEST_CASE("Too many options for columns are ranked, and the text does not grow with their number") {
  const TemporaryDirectory folder;
  const auto out = [&](int options) {
    std::string text = scenario(3) + "timeline: {start: 2027, periods: 3, unit: year}\noptions:\n";
    for (int i = 0; i < options; ++i)
      text += fmt::format("  b{}: {{rollout: {{budget_per_period: {}}}}}\n", i, i);
    return run_program({"compare", folder.write("s.yaml", text), "--quiet"}).out;
  };
  CHECK(out(12).find("ranked") == std::string::npos);
  const std::string some = out(40);
  const std::string many = out(400);
  CHECK(lines_of(some)[0] == "40 options, ranked by homes served");
  CHECK(lines_of(many).size() == lines_of(some).size());
}

TEST_CASE("Equal figures keep the order of the command line, and other currencies are reported") {
  cli::Ranking ranking{"options", "option", {"homes", "home-years", "stranded", "spent"}, {}};
  for (int i = 0; i < 20; ++i)
    ranking.rows.push_back({fmt::format("o{}", i), i == 3 ? "USD" : "EUR", "", {1, 2, 3, 4}});
  const std::string text = cli::ranking_report(ranking, {});
  const std::vector<std::string> lines = lines_of(text);
  CHECK(lines[3].find(" 1  o0") != std::string::npos);
  CHECK(lines[14].find("12  o11") != std::string::npos);
  CHECK(text.find("cannot be compared") != std::string::npos);
  CHECK(text.find("8 more options are not shown") != std::string::npos);
}

TEST_CASE("Options with different timelines stand in the order given, and the text says why") {
  cli::Ranking ranking{"options", "option", {"homes", "home-years", "stranded", "spent"}, {}};
  for (int i = 0; i < 13; ++i) {
    const auto homes = static_cast<double>(i);
    ranking.rows.push_back(
        {fmt::format("o{}", i), "EUR", i == 5 ? "2027 to 2030" : "2027 to 2029", {homes, 2, 3, 4}});
  }
  const std::string text = cli::ranking_report(ranking, {});
  const std::vector<std::string> lines = lines_of(text);
  CHECK(lines[0] == "13 options, not ranked");
  CHECK(lines[3].find("  o0 ") != std::string::npos);
  CHECK(lines[14].find("  o11 ") != std::string::npos);
  CHECK(text.find("different timelines") != std::string::npos);
  CHECK(text.find("1 more option is not shown") != std::string::npos);
  ranking.rows[5].timeline = "2027 to 2029";
  CHECK(lines_of(cli::ranking_report(ranking, {}))[3].find(" 1  o12") != std::string::npos);
}

}  // namespace
}  // namespace lastmile::ranking_test
