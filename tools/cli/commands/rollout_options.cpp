#include "tools/cli/commands/rollout_options.h"

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
  if (reading.scenario.horizon) return;
  refuse(reading,
         {"no-timeline", "the scenario has no timeline",
          fmt::format("add timeline: {{start: 2027-Q1, periods: 16, unit: quarter}}{}", else_write)});
}

const RolloutOption& option_named(const io::ScenarioReading& reading, std::string_view name) {
  const std::vector<RolloutOption>& options = reading.scenario.horizon->options;
  if (name.empty() && options.size() == 1) return options.front();
  std::vector<std::string_view> names;
  names.reserve(options.size());
  for (const RolloutOption& option : options) names.push_back(option.name);
  if (name.empty())
    refuse(reading, {"which-option", fmt::format("the scenario has {} options", names.size()),
                     fmt::format("choose one with --option: {}", fmt::join(names, ", "))});
  const auto found = std::find_if(options.begin(), options.end(),
                                  [&](const RolloutOption& option) { return option.name == name; });
  if (found != options.end()) return *found;
  if (names.size() == 1 && names.front().empty())
    refuse(reading,
           {"unknown-option", fmt::format("unknown option {}: the scenario has no options", io::quoted(name)),
            "omit --option"});
  refuse(reading,
         {"unknown-option", fmt::format("unknown option {}", io::quoted(name)), io::hint_for(name, names)});
}

std::uint32_t period_named(const io::ScenarioReading& reading, std::string_view name) {
  const Timeline& timeline = reading.scenario.horizon->timeline;
  if (name.empty()) return timeline.periods - 1;
  const auto range =
      fmt::format("from {} to {}", timeline.name_of(0), timeline.name_of(timeline.periods - 1));
  const auto day = first_day_of(name);
  if (!day)
    refuse(reading, {"not-a-period", fmt::format("--at {} is not a period of the calendar", io::quoted(name)),
                     "write a period " + range});
  const std::int64_t period = period_of(*day, timeline.unit) - timeline.start;
  if (period < 0 || period >= timeline.periods)
    refuse(reading, {"outside-timeline", fmt::format("--at {} lies outside the timeline", io::quoted(name)),
                     "write a period " + range});
  return static_cast<std::uint32_t>(period);
}

io::OptionCourse course_of(const io::ScenarioReading& reading, const RolloutOption& option,
                           const Recording& recording, io::Progress& progress) {
  const Scenario& scenario = reading.scenario;
  progress.begin(fmt::format("simulating {}", option.name), 0, "");
  return {&reading, &option, simulate(scenario.plant, *scenario.horizon, option, recording), {}};
}

Recording recording_for(const std::string& output, io::ByArea by_area) {
  return {.works = !output.empty(), .premises = !output.empty(), .by_area = by_area == io::ByArea::yes};
}

}  // namespace lastmile::cli
