#include "sim/coverage/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/rollout/simulate.h"
#include "tools/cli/commands/commands.h"
#include "tools/cli/commands/gis_flag.h"
#include "tools/cli/commands/rollout_options.h"
#include "tools/cli/reports/reports.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/flags.h"
#include "tools/io/base/suggest.h"
#include "tools/io/problems/cells.h"
#include "tools/io/read_scenario.h"
#include "tools/io/results/nearest_sites.h"
#include "tools/io/results/result_json.h"

namespace lastmile::cli {
namespace {

constexpr Flag at = {"--at",
                     0,
                     {ValueKind::text, "PERIOD"},
                     "Explain at the end of this period of the option, such as 2028-Q3"};

struct ExplainOptions {
  std::string scenario;
  std::vector<std::string> settings;
  std::string premises;       // its id
  std::string option;         // its name; empty for the only one
  std::string at;             // a period; empty for the last one
  std::string gis;            // file for a map; empty for none
  bool is_over_time = false;  // within an option, otherwise the scenario as it stands
  Format format = Format::text;
  Talk talk = Talk::notes;
};

PremisesId find_premises(const Scenario& scenario, const ExplainOptions& options) {
  const NameTable& names = scenario.names.premises;
  if (const auto index = names.find(options.premises)) return PremisesId{*index};
  const auto near = io::nearest(options.premises, names.size(), [&](std::size_t i) { return names[i]; });
  io::ProblemList problems;
  io::Reporter(options.scenario, problems)
      .error(io::FixedPlace({}),
             {"unknown-premises", fmt::format("unknown premises {}", io::quoted(options.premises)),
              near ? fmt::format("did you mean {}?", io::quoted(*near)) : ""});
  throw io::InputRefused(std::move(problems));
}

// The plant as an option leaves it at the end of a period.
Plant plant_within(const io::ScenarioReading& reading, const ExplainOptions& options) {
  require_timeline(reading);
  return plant_after(reading.scenario.plant, *reading.scenario.horizon, option_named(reading, options.option),
                     period_named(reading, options.at));
}

// The elements of the route, in its order, and the premises; and which of them are works of the remedy.
exchange::LayerContent route_content(const Explanation& told) {
  const auto place_of = [&told](Element element) {
    const auto step = std::find_if(told.route.begin(), told.route.end(),
                                   [&](const RouteStep& one) { return one.element == element; });
    return static_cast<std::size_t>(step - told.route.begin());
  };
  return {.premises = {},
          .all = {.columns = {{"route", "integer", "", "place on the route, from the source"},
                              {"remedy", "boolean", "", "whether it is one of the works of the remedy"}},
                  .write =
                      [&told, place_of](io::RowWriter& row, Element element) {
                        row.count(place_of(element) + 1);
                        const bool is_work =
                            std::find(told.remedy.begin(), told.remedy.end(), element) != told.remedy.end();
                        row.text(is_work ? "true" : "false");
                      }},
          .includes = [&told, place_of](Element element) {
            return element == Element(told.premises) || place_of(element) < told.route.size();
          }};
}

void explain(const ExplainOptions& options) {
  const auto map = gis_file_named(options.gis, "explain");
  ProgressLine progress(progress_for(options.talk));
  io::ScenarioReading reading =
      io::read_scenario(options.scenario, io::InputFile::Hashing::off, progress,
                        keep_for(options.gis, {.site_points = true, .names = true}), options.settings);
  print_notes(reading.notes, options.talk);
  Scenario& scenario = reading.scenario;
  const PremisesId premises = find_premises(scenario, options);
  progress.begin("evaluating", 0, "");
  if (options.is_over_time) scenario.plant = plant_within(reading, options);
  const Network network = build_network(scenario.plant);
  const Coverage coverage = evaluate(scenario.plant, network);
  const Explanation told = lastmile::explain(scenario.plant, network, coverage, premises);
  const auto nearest =
      io::nearest_joined_sites(scenario.plant, network, scenario.geometry.site_points, told.islands);
  io::ProblemList map_notes;
  if (map)
    map_notes =
        map->write(reading, {scenario, scenario.plant, network, coverage}, route_content(told), progress);
  progress.finish();
  print_notes(map_notes, options.talk);
  print(options.format == Format::json ? io::to_text(io::explain_json(scenario, told, nearest))
                                       : explain_report(scenario, told, nearest, standard_output()));
}

}  // namespace

Command explain_command() {
  return {
      .name = "explain",
      .group = Group::results,
      .summary = "Show why one premises is not served and what it would take",
      .about =
          "Prints the best path from a source to the premises, everything on it that blocks the service, and "
          "the works that would remove these obstacles. For a premises that is connected it prints the path "
          "that connects it. With --option or --at it explains the premises within a rollout option, at the "
          "end of a period or of the timeline. --gis writes a map of the path.",
      .operands = {operands::scenario, {{ValueKind::text, "PREMISES"}, "Id of the premises"}},
      .flags = {flags::option, at, flags::gis, flags::set, flags::format, flags::threads, flags::quiet,
                help_flag},
      .examples = {{{"lastmile explain town.yaml mill_court", "Show what blocks the premises mill_court."},
                    {"lastmile explain town.yaml -- -7",
                     "Show what blocks the premises -7; after -- nothing is read as an option."}}},
      .carry_out =
          [](const Arguments& given) {
            explain({given.operand(0), given.all(flags::set), given.operand(1), given.text(flags::option),
                     given.text(at), given.text(flags::gis), given.has(flags::option) || given.has(at),
                     format_of(given), talk_of(given)});
            return done;
          },
  };
}

}  // namespace lastmile::cli
