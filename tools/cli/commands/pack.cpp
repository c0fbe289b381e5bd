#include "tools/cli/commands/commands.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/io/read_scenario.h"
#include "tools/io/snapshot/snapshot.h"

namespace lastmile::cli {

void pack(const PackOptions& options) {
  ProgressLine progress(progress_for(options.talk));
  const io::ScenarioReading reading =
      io::read_scenario(options.scenario, io::InputFile::Hashing::on, progress);
  progress.begin("packing", 0, "");
  io::write_snapshot(options.output, reading);
  progress.finish();
  print_notes(reading.notes, options.talk);
}

}  // namespace lastmile::cli
