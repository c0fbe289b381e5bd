#include "tools/cli/commands/options.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/rollout/simulate.h"
#include "tools/io/base/suggest.h"
#include "tools/io/problems/cells.h"

namespace lastmile::cli {
namespace {

[[noreturn]] void refuse(const io::ScenarioReading& reading, io::Finding finding) {
  io::ProblemList problems;
  io::Reporter(reading.path, problems).error(io::FixedPlace({}), std::move(finding));
  throw io::InputRefused(std::move(problems));
}

}  // namespace

void require_timeline(const io::ScenarioReading& reading, std::string_view else_write) {
  if (reading.scenario.planning) return;
  refuse(reading,
         {"no-timeline", "it has no timeline, so that nothing can be followed through time",
          fmt::format("write timeline: {{start: 2027-Q1, periods: 16, unit: quarter}}{}", else_write)});
}

const Option& option_named(const io::ScenarioReading& reading, std::string_view name) {
  const std::vector<Option>& options = reading.scenario.planning->options;
  if (name.empty() && options.size() == 1) return options.front();
  std::vector<std::string_view> names;
  names.reserve(options.size());
  for (const Option& option : options) names.push_back(option.name);
  if (name.empty())
    refuse(reading,
           {"which-option", fmt::format("it has {} options, of which --option names one", names.size()),
            fmt::format("one of {}", fmt::join(names, ", "))});
  const auto found =
      std::find_if(options.begin(), options.end(), [&](const Option& option) { return option.name == name; });
  if (found != options.end()) return *found;
  if (names.size() == 1 && names.front().empty())
    refuse(reading, {"unknown-option", fmt::format("there is no option {}, as it has none", io::quoted(name)),
                     "leave --option out"});
  refuse(reading, {"unknown-option", fmt::format("there is no option {}", io::quoted(name)),
                   io::hint_for(name, names)});
}

io::OptionCourse course_of(const io::ScenarioReading& reading, const Option& option, io::Progress& progress) {
  const Scenario& scenario = reading.scenario;
  progress.begin(fmt::format("simulating {}", option.name), 0, "");
  return {&reading, &option, simulate(scenario.plant, *scenario.planning, option), {}};
}

}  // namespace lastmile::cli
