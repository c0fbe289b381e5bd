// Text reports: one screen each, in the vocabulary of the scenario, as wide as the terminal.
#pragma once

#include <span>
#include <string>

#include "sim/coverage/explain.h"
#include "tools/cli/terminal/terminal.h"
#include "tools/io/results/courses.h"
#include "tools/io/results/findings.h"
#include "tools/io/results/service_comparison.h"

namespace lastmile::cli {

std::string run_report(const io::ScenarioReading& reading, const Coverage& coverage,
                       const io::Findings& found, const Terminal& terminal);
// `nearest` of each of the explanation's islands.
std::string explain_report(const Scenario& scenario, const Explanation& told,
                           const std::vector<std::optional<io::NearestSite>>& nearest,
                           const Terminal& terminal);

struct Compared {
  const io::ScenarioReading* reading;
  const Coverage* coverage;
  const io::Findings* found;
};
// Side by side, each figure with its difference from the first scenario. At least two scenarios. `service` is
// that of each, or empty.
std::string compare_report(std::span<const Compared> scenarios, const Terminal& terminal,
                           std::span<const io::ServiceColumn> service = {});

std::string course_report(const io::OptionCourse& course, const Terminal& terminal);
// Side by side, with the best value of each figure and the dominated options. At least one option.
std::string course_comparison_report(std::span<const io::OptionCourse> courses, const Terminal& terminal);

}  // namespace lastmile::cli
