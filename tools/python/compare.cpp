#include <algorithm>

#include "sim/rollout/simulate.h"
#include "tools/io/package/course_package.h"
#include "tools/io/package/totals_table.h"
#include "tools/io/package/work_tables.h"
#include "tools/io/problems/problem.h"
#include "tools/io/results/compare_json.h"
#include "tools/io/results/course_json.h"
#include "tools/python/session.h"

namespace lastmile::python {
namespace {

void compare_options_over_time(Comparison& comparison, io::Progress& progress) {
  std::vector<io::OptionCourse> courses;
  for (const Reading& reading : comparison.readings) {
    const Scenario& scenario = reading->scenario;
    for (const RolloutOption& option : scenario.horizon->options) {
      progress.begin("simulating " + option.name, 0, "");
      const Recording recording = {.works = true, .premises = true, .watch = [&](const auto&, const auto&) {
                                     progress.advance(0);  // each period may be the last
                                   }};
      courses.push_back(
          {reading.get(), &option, simulate(scenario.plant, *scenario.horizon, option, recording), {}, {}});
    }
  }
  io::label_courses(courses);
  comparison.json = io::to_text(io::compare_courses_json(courses));
  std::vector<io::TotalsRow> totals;
  totals.reserve(courses.size());
  for (const io::OptionCourse& one : courses) totals.push_back(io::totals_of(one));
  io::write_totals(comparison.tables, totals, progress);
  io::write_courses(comparison.tables, courses, progress);
  io::write_works(comparison.tables, courses, progress);
  io::write_premises_course(comparison.tables, courses, progress);
}

void compare_as_they_stand(Comparison& comparison, io::Progress& progress) {
  std::vector<io::Json> results;
  std::vector<io::TotalsRow> totals;
  for (const Reading& reading : comparison.readings) {
    const Network network = build_network(reading->scenario.plant);
    const Coverage coverage = evaluate(reading->scenario.plant, network);
    const io::Findings found =
        io::find_islands_and_areas(reading->scenario, network, coverage, io::ByArea::no);
    results.push_back(io::result_json(*reading, coverage, found));
    totals.push_back(io::totals_of(reading->scenario, coverage));
    progress.advance(0);
  }
  comparison.json = io::to_text(io::compare_json(std::move(results)));
  io::write_totals(comparison.tables, totals, progress);
}

}  // namespace

std::shared_ptr<const Comparison> compare(const std::vector<Reading>& readings, io::Progress& progress) {
  const bool over_time = std::all_of(readings.begin(), readings.end(), [](const Reading& reading) {
    return reading->scenario.horizon.has_value();
  });
  if (readings.size() == 1 && !over_time) {
    io::ProblemList problems;
    io::Reporter(readings.front()->path, problems)
        .error(io::FixedPlace({0, 0}),
               {"no-timeline", "the scenario has no timeline",
                "add timeline: {start: 2027-Q1, periods: 16, unit: quarter}, or name a "
                "second scenario to compare with"});
    throw io::InputRefused(std::move(problems));
  }
  auto comparison = std::make_shared<Comparison>();
  comparison->readings = readings;
  if (over_time)
    compare_options_over_time(*comparison, progress);
  else
    compare_as_they_stand(*comparison, progress);
  return comparison;
}

}  // namespace lastmile::python
