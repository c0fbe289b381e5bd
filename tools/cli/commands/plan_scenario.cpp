#include <fmt/format.h>

#include <algorithm>

#include "tools/cli/commands/gis_flag.h"
#include "tools/cli/commands/grouping.h"
#include "tools/cli/commands/named_element.h"
#include "tools/cli/commands/package_flags.h"
#include "tools/cli/commands/plan_outputs.h"
#include "tools/cli/commands/plan_parts.h"
#include "tools/cli/commands/rollout_options.h"
#include "tools/cli/reports/plan_report.h"
#include "tools/io/base/text.h"
#include "tools/io/package/plan_package.h"
#include "tools/io/planning/make_plan.h"
#include "tools/io/plots/frontier_chart.h"
#include "tools/io/problems/cells.h"
#include "tools/io/read_scenario.h"

namespace lastmile::cli::plan {
namespace {

using planning::PlanRequest;
using planning::Weight;

planning::NetworkQuestion network_question(const Arguments& given, const std::string& path,
                                           const Scenario& scenario) {
  planning::NetworkQuestion question;
  const bool counts_homes =
      given.text(weight) == "homes" || given.has(target_homes) || given.has(value_per_home);
  question.weight = counts_homes ? Weight::homes : Weight::users;
  for (const std::string& id : given.all(require))
    question.required.push_back(element_named(path, scenario, require, id));
  for (const std::string& id : given.all(exclude)) {
    const Element element = element_named(path, scenario, exclude, id);
    if (std::find(question.required.begin(), question.required.end(), element) != question.required.end())
      refuse_line(fmt::format("{} is both required and excluded", io::quoted(id)));
    question.excluded.push_back(element);
  }
  return question;
}

io::PlanQuestion question_of(const Arguments& given, const io::ScenarioReading& reading,
                             const std::optional<PlanRequest>& asked) {
  io::PlanQuestion question;
  question.request = asked;
  if (!asked) {
    require_timeline(reading);
    question.over_time = &option_named(reading, given.text(flags::option));
  }
  question.network = network_question(given, reading.path, reading.scenario);
  question.only_qualified = given.has(qualified_only);
  question.frontier = given.number(frontier, 0);
  question.by_area = given.has(flags::by) || given.has(output);
  return question;
}

void refuse_contradictions(const Arguments& given, bool has_question) {
  if (!has_question)
    refuse_line(
        "no question; pass one of --budget, --target-users, --target-homes, --value-per-home and "
        "--over-time");
  if (given.has(flags::plot) && !given.has(frontier)) refuse_line("option --plot needs --frontier");
}

io::ScenarioReading read(const Arguments& given, ProgressLine& progress) {
  const bool needs_areas = given.has(flags::by) || given.has(output);
  return io::read_scenario(given.operand(0), table_hashing(given.text(output)), progress,
                           keep_for(given.text(flags::gis), {.areas = needs_areas, .names = true}),
                           given.all(flags::set));
}

}  // namespace

void plan_scenario(const Arguments& given, const std::optional<PlanRequest>& asked) {
  refuse_contradictions(given, asked || given.has(over_time));
  const auto map = gis_file_named(given.text(flags::gis), "plan");
  const io::CellText cell_text = cell_text_of(given, output, "plan");
  ProgressLine progress(progress_for(talk_of(given)));
  const io::ScenarioReading reading = read(given, progress);
  print_notes(reading.notes, talk_of(given));
  if (given.has(plan_file)) require_extensible(given, reading);
  const InterruptSetsFlag interrupt;
  Watch watch(progress);
  io::PlannedNetwork after = io::make_plan(reading, question_of(given, reading, asked),
                                           control_of(given, interrupt), std::ref(watch));
  io::NetworkPlan& plan = after.plan;
  if (given.has(plan_file)) write_plan_file(given.text(plan_file), reading, plan);
  const bool by_area = given.has(flags::by);
  if (given.has(output))
    io::write_plan_package(given.text(output), reading, {after.plant, after.network, after.coverage}, plan,
                           by_area, progress, cell_text);
  if (!by_area) plan.by_area.reset();
  if (given.has(flags::plot)) io::write_frontier_plot(given.text(flags::plot), reading, plan.frontier);
  io::ProblemList map_notes;
  if (map)
    map_notes = write_plan_map(*map, reading, {reading.scenario, after.plant, after.network, after.coverage},
                               plan, progress);
  progress.finish();
  print_notes(map_notes, talk_of(given));
  print_notes(io::plan_notes(reading, plan), talk_of(given));
  if (interrupt.flag()) print_notes(io::interrupted_note(reading.path), talk_of(given));
  print(format_of(given) == Format::json ? io::to_text(io::plan_json(reading, plan))
                                         : plan_report(reading, plan, standard_output()));
}

}  // namespace lastmile::cli::plan
