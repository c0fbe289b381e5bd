#include "tools/cli/commands/commands.h"
#include "tools/cli/commands/gis_flag.h"
#include "tools/cli/commands/grouping.h"
#include "tools/cli/commands/on_ranks.h"
#include "tools/cli/commands/package_flags.h"
#include "tools/cli/commands/rollout_options.h"
#include "tools/cli/commands/world_flags.h"
#include "tools/cli/reports/reports.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/cli/usage/flags.h"
#include "tools/io/package/course_package.h"
#include "tools/io/plots/plots.h"
#include "tools/io/read_scenario.h"
#include "tools/io/results/course_json.h"
#include "tools/io/results/reliability_json.h"

namespace lastmile::cli {
namespace {

constexpr Flag course_folder =
    flags::output("Also write the whole course to DIR, as a data package, or to FILE.sqlite");

struct SimulateOptions {
  std::string scenario;
  std::vector<std::string> settings;
  std::string option;  // its name; empty for the only one
  Format format = Format::text;
  std::string output;  // folder for the full course; empty for none
  std::string gis;     // file for a map; empty for none
  std::string plot;    // folder for charts; empty for none
  io::ByArea by_area = io::ByArea::no;
  io::CellText cell_text = io::CellText::as_is;
  std::optional<WorldsRequest> worlds;
  Talk talk = Talk::notes;
};

void simulate(const Arguments& given, const SimulateOptions& options, ranks::Ranks& ranks) {
  const auto map = gis_file_named(options.gis, "simulate");
  ProgressLine progress(progress_for(options.talk));
  const io::ScenarioReading reading = io::read_scenario(
      options.scenario, table_hashing(options.output, ranks), progress,
      keep_for(options.gis, {.names = true, .reliability = options.worlds.has_value()}), options.settings);
  print_notes(reading.notes, options.talk);
  if (options.worlds) print_notes(io::nothing_fails_note(reading), options.talk);
  require_timeline(reading);
  agree(ranks, given, std::array{&reading});
  std::vector<io::OptionCourse> courses;
  Recording recording = recording_for(options.output, options.by_area);
  recording.premises = recording.premises || map;
  courses.push_back(course_of(reading, option_named(reading, options.option), recording, progress,
                              options.worlds, drawn_on(ranks)));
  if (!ranks.is_first()) return;
  io::label_courses(courses);
  const io::OptionCourse& course = courses.front();
  if (!options.output.empty())
    io::write_course_package(options.output, "course", io::course_json(course), {&reading}, courses, progress,
                             options.cell_text);
  if (!options.plot.empty()) io::write_plots(options.plot, courses);
  io::ProblemList map_notes;
  if (map) map_notes = write_course_map(*map, course, progress);
  progress.finish();
  print_notes(map_notes, options.talk);
  print(options.format == Format::json ? io::to_text(io::course_json(course))
                                       : course_report(course, standard_output()));
}

}  // namespace

Command simulate_command() {
  return {
      .name = "simulate",
      .group = Group::results,
      .summary = "Follow one rollout option through time",
      .about =
          "Prints period by period what is built, who is served, what it costs and what it earns. The "
          "scenario needs a timeline. --gis writes a map as it is at the end of the timeline.",
      .operands = {operands::scenario},
      .flags = {flags::option, course_folder, flags::gis, flags::by, flags::set, flags::csv_safe,
                flags::csv_for_spreadsheets, flags::plot, flags::worlds, flags::seed, flags::format,
                flags::threads, flags::quiet, help_flag},
      .examples = {{{"lastmile simulate rollout.yaml --option north",
                     "Print the course of the option north."},
                    {"lastmile simulate rollout.yaml --option north --output course --plot charts",
                     "Also write its tables to the folder course and its charts to charts."}}},
      .carry_out =
          [](const Arguments& given) {
            return worlds_on_ranks(given, "simulate", [&](ranks::Ranks& ranks) {
              simulate(given,
                       {given.operand(0), given.all(flags::set), given.text(flags::option), format_of(given),
                        given.text(course_folder), given.text(flags::gis), given.text(flags::plot),
                        by_area_of(given), cell_text_of(given, course_folder, "simulate"),
                        worlds_of(given, "simulate"), talk_of(given, ranks)},
                       ranks);
            });
          },
      .on_ranks = true,
  };
}

}  // namespace lastmile::cli
