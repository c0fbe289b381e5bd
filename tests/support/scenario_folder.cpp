#include "tests/support/scenario_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

namespace lastmile::test {
namespace {

std::string lines_of(const std::vector<io::Problem>& problems, io::Severity severity) {
  std::string lines;
  for (const io::Problem& p : problems)
    if (p.severity == severity)
      lines += fmt::format("{}:{}:{} {}{}{}\n", p.file, p.mark.line, p.mark.column, p.path,
                           p.path.empty() ? "" : " ", p.rule);
  if (!lines.empty()) lines.pop_back();
  return lines;
}

Said said(bool refused, const io::ProblemList& problems, const std::string& folder) {
  Said result{refused, problems.shown(), problems.error_count()};
  for (io::Problem& problem : result.problems)
    if (problem.file.starts_with(folder + "/")) problem.file.erase(0, folder.size() + 1);
  return result;
}

}  // namespace

std::string Said::errors() const {
  return lines_of(problems, io::Severity::error);
}

std::string Said::notes() const {
  return lines_of(problems, io::Severity::note);
}

io::Problem Said::only_error() const {
  REQUIRE(error_count == 1);
  return *std::find_if(problems.begin(), problems.end(),
                       [](const io::Problem& p) { return p.severity == io::Severity::error; });
}

io::Problem Said::first(const std::string& rule) const {
  const auto found =
      std::find_if(problems.begin(), problems.end(), [&](const io::Problem& p) { return p.rule == rule; });
  INFO("there is no problem of rule ", rule, " among\n", errors(), "\n", notes());
  REQUIRE(found != problems.end());
  return *found;
}

Said said_about(const std::string& scenario_path, const std::string& folder) {
  try {
    return said(false, io::read_scenario(scenario_path, io::InputFile::Hashing::off).notes, folder);
  } catch (const io::InputRefused& refusal) {
    return said(true, refusal.problems(), folder);
  }
}

Said said_about(const ScenarioFolder& folder) {
  return said_about(folder.path(), folder.string());
}

}  // namespace lastmile::test
