#include "sim/coverage/coverage.h"
#include "tools/cli/commands/commands.h"
#include "tools/cli/commands/gis_flag.h"
#include "tools/cli/commands/grouping.h"
#include "tools/cli/commands/package_flags.h"
#include "tools/cli/reports/reports.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/flags.h"
#include "tools/io/package/data_package.h"
#include "tools/io/read_scenario.h"
#include "tools/io/results/findings.h"
#include "tools/io/results/result_json.h"

namespace lastmile::cli {
namespace {

struct RunOptions {
  std::string scenario;
  std::vector<std::string> settings;
  Format format = Format::text;
  std::string output;  // folder for the full results; empty for none
  std::string gis;     // file for a map; empty for none
  io::ByArea by_area = io::ByArea::no;
  io::CellText cell_text = io::CellText::as_is;
  Talk talk = Talk::notes;
};

void run(const RunOptions& options) {
  const auto map = gis_file_named(options.gis, "run");
  ProgressLine progress(progress_for(options.talk));
  const io::ScenarioReading reading = io::read_scenario(
      options.scenario, table_hashing(options.output), progress,
      keep_for(options.gis,
               {.areas = options.by_area == io::ByArea::yes, .site_points = true, .names = true}),
      options.settings);
  print_notes(reading.notes, options.talk);
  progress.begin("evaluating", 0, "");
  const Network network = build_network(reading.scenario.plant);
  const Coverage coverage = evaluate(reading.scenario.plant, network);
  const io::Findings found = io::find_islands_and_areas(reading.scenario, network, coverage, options.by_area);
  if (!options.output.empty())
    io::write_data_package(options.output, reading, network, coverage, found, progress, options.cell_text);
  const Scenario& scenario = reading.scenario;
  io::ProblemList map_notes;
  if (map) map_notes = map->write(reading, {scenario, scenario.plant, network, coverage}, {}, progress);
  progress.finish();
  print_notes(map_notes, options.talk);
  print(options.format == Format::json ? io::to_text(io::result_json(reading, coverage, found))
                                       : run_report(reading, coverage, found, standard_output()));
}

}  // namespace

Command run_command() {
  return {
      .name = "run",
      .group = Group::results,
      .summary = "Show who is served, what blocks the others and what to build next",
      .about =
          "Prints how many homes reach each rung from located to served, what blocks the others, what the "
          "money spent on the backbone achieves, and the final links to build next. With --output it also "
          "writes a table row for each premises, element and final link, and with --gis a map of them.",
      .operands = {operands::scenario},
      .flags = {flags::full_results, flags::gis, flags::by, flags::set, flags::csv_safe,
                flags::csv_for_spreadsheets, flags::format, flags::threads, flags::quiet, help_flag},
      .examples = {{{"lastmile run town.yaml", "Print the report."},
                    {"lastmile run town.yaml --output results --format json",
                     "Print the result as JSON and write all tables to the folder results."}}},
      .carry_out =
          [](const Arguments& given) {
            run({given.operand(0), given.all(flags::set), format_of(given), given.text(flags::full_results),
                 given.text(flags::gis), by_area_of(given), cell_text_of(given, flags::full_results, "run"),
                 talk_of(given)});
            return done;
          },
  };
}

}  // namespace lastmile::cli
