#include "tools/cli/commands/commands.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/flags.h"
#include "tools/io/read_scenario.h"
#include "tools/io/snapshot/snapshot.h"

namespace lastmile::cli {
namespace {

constexpr Flag snapshot_file =
    flags::required(flags::output("File to write, usually *.lmz", {ValueKind::file, "FILE"}));

struct PackOptions {
  std::string scenario;
  std::vector<std::string> settings;
  std::string output;
  Talk talk = Talk::notes;
};

void pack(const PackOptions& options) {
  ProgressLine progress(progress_for(options.talk));
  const io::ScenarioReading reading =
      io::read_scenario(options.scenario, io::InputFile::Hashing::on, progress,
                        {.areas = true,
                         .site_points = true,
                         .geometry = true,
                         .names = true,
                         .costs = true,
                         .reliability = true},
                        options.settings);
  progress.begin("packing", 0, "");
  io::write_snapshot(options.output, reading);
  progress.finish();
  print_notes(reading.notes, options.talk);
}

}  // namespace

Command pack_command() {
  return {
      .name = "pack",
      .group = Group::scenarios,
      .summary = "Write a checked scenario to one file that loads fast",
      .about =
          "All commands read the packed file like a scenario, without parsing and checking text again. A "
          "scenario with a timeline cannot be packed.",
      .operands = {operands::scenario},
      .flags = {snapshot_file, flags::set, flags::threads, flags::quiet, help_flag},
      .examples = {{{"lastmile pack country.yaml --output country.lmz", "Pack a scenario and its tables."},
                    {"lastmile run country.lmz", "Evaluate the packed scenario."}}},
      .carry_out =
          [](const Arguments& given) {
            pack({given.operand(0), given.all(flags::set), given.text(snapshot_file), talk_of(given)});
            return done;
          },
  };
}

}  // namespace lastmile::cli
