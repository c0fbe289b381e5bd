#include "tools/cli/commands/rollout_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

#include "sim/rollout/simulate.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/problems/cells.h"
#include "tools/io/results/reliability_json.h"
#include "tools/io/scenario/named_parts.h"

namespace lastmile::cli {
namespace {

[[noreturn]] void refuse(const io::ScenarioReading& reading, io::Finding finding) {
  io::ProblemList problems;
  io::Reporter(reading.path, problems).error(io::FixedPlace({}), std::move(finding));
  throw io::InputRefused(std::move(problems));
}

// The nearest name, and all names.
std::string hint_with_list(std::string_view name, const std::vector<std::string_view>& known) {
  const auto near = io::nearest(name, known.size(), [&](std::size_t i) { return known[i]; });
  constexpr std::size_t most_listed = 20;
  const std::size_t listed = std::min(most_listed, known.size());
  std::string list;
  for (std::size_t i = 0; i < listed; ++i) list += (i == 0 ? "" : ", ") + io::shortened(known[i]);
  if (listed < known.size()) list += fmt::format(" and {} more", known.size() - listed);
  return near ? fmt::format("did you mean {}? The options are {}", io::quoted(*near), list)
              : "the options are " + list;
}

// What options are called, each once.
std::vector<std::string_view> names_of(std::span<const io::OptionCourse> all) {
  std::vector<std::string_view> names;
  std::set<std::string_view> known;
  for (const io::OptionCourse& one : all)
    for (const std::string_view name : {std::string_view{one.option->name}, std::string_view{one.label}})
      if (!name.empty() && known.insert(name).second) names.push_back(name);
  return names;
}

// The names in a list with commas; the whole of it if that is one name.
std::vector<std::string_view> names_in(std::string_view list, std::span<const io::OptionCourse> all) {
  const bool is_name = std::any_of(all.begin(), all.end(), [&](const io::OptionCourse& one) {
    return one.option->name == list || one.label == list;
  });
  std::vector<std::string_view> names;
  while (!is_name) {
    const std::size_t comma = list.find(',');
    names.push_back(list.substr(0, comma));
    if (comma == std::string_view::npos) return names;
    list.remove_prefix(comma + 1);
  }
  return {list};
}

}  // namespace

void require_timeline(const io::ScenarioReading& reading, std::string_view else_write) {
  if (reading.scenario.horizon) return;
  refuse(reading,
         {"no-timeline", "the scenario has no timeline",
          fmt::format("add timeline: {{start: 2027-Q1, periods: 16, unit: quarter}}{}", else_write)});
}

const RolloutOption& option_named(const io::ScenarioReading& reading, std::string_view name) {
  return io::option_named(reading, name, "--option");
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

std::vector<ChosenOption> options_only(const std::vector<const io::ScenarioReading*>& readings,
                                       const std::vector<std::string>& written) {
  std::vector<io::OptionCourse> all;  // without their courses
  for (const io::ScenarioReading* reading : readings)
    for (const RolloutOption& option : reading->scenario.horizon->options)
      all.push_back({reading, &option, {}, {}});
  io::label_courses(all);
  std::vector<ChosenOption> chosen;
  const auto choose = [&](const io::OptionCourse& one) {
    if (std::none_of(chosen.begin(), chosen.end(),
                     [&](const ChosenOption& known) { return known.option == one.option; }))
      chosen.push_back({one.reading, one.option});
  };
  if (written.empty()) std::for_each(all.begin(), all.end(), choose);
  io::ProblemList problems;
  for (const std::string& list : written)
    for (const std::string_view name : names_in(list, all)) {
      bool is_known = false;
      for (const io::OptionCourse& one : all) {
        if (name.empty() || (one.option->name != name && one.label != name)) continue;
        is_known = true;
        choose(one);
      }
      if (!is_known)
        io::Reporter(readings.front()->path, problems)
            .error(io::FixedPlace({}), {"unknown-option", fmt::format("unknown option {}", io::quoted(name)),
                                        hint_with_list(name, names_of(all))});
    }
  if (problems.error_count() > 0) throw io::InputRefused(std::move(problems));
  return chosen;
}

io::OptionCourse course_of(const io::ScenarioReading& reading, const RolloutOption& option,
                           const Recording& recording, io::Progress& progress,
                           const std::optional<WorldsRequest>& worlds, const DrawWorlds& draw) {
  const Scenario& scenario = reading.scenario;
  progress.begin(fmt::format("simulating {}", option.name), 0, "");
  std::vector<ExpectedService> service;
  Recording watched = recording;
  const DrawKeys keys = worlds ? io::draw_keys(scenario) : DrawKeys{};
  if (worlds)
    watched.watch = [&](const Plant& plant, const CustomerShare& customers) {
      if (!service.empty()) service.back().homes = {};  // only the last ones are compared
      service.push_back(expect_service(plant, scenario.reliability ? &*scenario.reliability : nullptr, keys,
                                       *worlds, customers, draw));
    };
  Course course = simulate(scenario.plant, *scenario.horizon, option, watched);
  return {&reading, &option, std::move(course), {}, std::move(service)};
}

Recording recording_for(const std::string& output, io::ByArea by_area) {
  return {.works = !output.empty(), .premises = !output.empty(), .by_area = by_area == io::ByArea::yes};
}

}  // namespace lastmile::cli
