#include <algorithm>
#include <deque>

#include "sim/coverage/coverage.h"
#include "tools/cli/commands/commands.h"
#include "tools/cli/commands/rollout_options.h"
#include "tools/cli/reports/reports.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/io/package/course_package.h"
#include "tools/io/plots/plots.h"
#include "tools/io/read_scenario.h"
#include "tools/io/results/compare_json.h"
#include "tools/io/results/course_json.h"

namespace lastmile::cli {
namespace {

using Readings = std::deque<io::ScenarioReading>;

// Reads every file before anything is computed, so that all problems are reported at once.
Readings read_all(const CompareOptions& options, io::Progress& progress) {
  using Hashing = io::InputFile::Hashing;
  Readings readings;
  io::ProblemList problems;
  for (const std::string& path : options.scenarios) {
    try {
      readings.push_back(
          io::read_scenario(path, options.output.empty() ? Hashing::off : Hashing::on, progress));
    } catch (const io::InputRefused& refused) {
      problems.append(io::ProblemList(refused.problems()));
    }
  }
  if (problems.error_count() > 0) throw io::InputRefused(std::move(problems));
  return readings;
}

void write_package(const CompareOptions& options, const Readings& readings, const io::Json& json,
                   std::span<const io::OptionCourse> courses, io::Progress& progress) {
  if (options.output.empty()) return;
  std::vector<const io::ScenarioReading*> all;
  for (const io::ScenarioReading& reading : readings) all.push_back(&reading);
  io::write_course_package(options.output, "compare", json, all, courses, progress);
}

// The coverage of each scenario as written.
void compare_scenarios(const CompareOptions& options, const Readings& readings, ProgressLine& progress) {
  std::deque<Coverage> coverages;
  std::vector<Compared> compared;
  std::vector<io::Json> results;
  progress.begin("evaluating", 0, "");
  for (const io::ScenarioReading& reading : readings) {
    const Plant& plant = reading.scenario.plant;
    compared.push_back({&reading, &coverages.emplace_back(evaluate(plant, build_network(plant)))});
    results.push_back(io::result_json(reading, coverages.back()));
  }
  const io::Json json = io::compare_json(std::move(results));
  write_package(options, readings, json, {}, progress);
  progress.finish();
  print(options.format == Format::json ? io::to_text(json) : compare_report(compared, standard_output()));
}

// The courses of all options of all scenarios.
void compare_courses(const CompareOptions& options, const Readings& readings, ProgressLine& progress) {
  std::vector<io::OptionCourse> courses;
  for (const io::ScenarioReading& reading : readings)
    for (const RolloutOption& option : reading.scenario.horizon->options)
      courses.push_back(course_of(reading, option, progress));
  io::label_courses(courses);
  const io::Json json = io::compare_courses_json(courses);
  write_package(options, readings, json, courses, progress);
  if (!options.plot.empty()) io::write_plots(options.plot, courses);
  progress.finish();
  print(options.format == Format::json ? io::to_text(json)
                                       : course_comparison_report(courses, standard_output()));
}

}  // namespace

void compare(const CompareOptions& options) {
  ProgressLine progress(progress_for(options.talk));
  const Readings readings = read_all(options, progress);
  for (const io::ScenarioReading& reading : readings) print_notes(reading.notes, options.talk);
  if (readings.size() == 1) require_timeline(readings.front(), ", or name a second scenario to compare with");
  if (!options.plot.empty())
    for (const io::ScenarioReading& reading : readings) require_timeline(reading);
  const bool over_time =
      std::all_of(readings.begin(), readings.end(),
                  [](const io::ScenarioReading& reading) { return reading.scenario.horizon.has_value(); });
  if (over_time)
    compare_courses(options, readings, progress);
  else
    compare_scenarios(options, readings, progress);
}

}  // namespace lastmile::cli
