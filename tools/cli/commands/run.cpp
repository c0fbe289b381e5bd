#include "sim/coverage/coverage.h"
#include "tools/cli/commands/commands.h"
#include "tools/cli/reports/reports.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/io/package/data_package.h"
#include "tools/io/read_scenario.h"
#include "tools/io/results/result_json.h"

namespace lastmile::cli {

void run(const RunOptions& options) {
  using Hashing = io::InputFile::Hashing;
  ProgressLine progress(progress_for(options.talk));
  const io::ScenarioReading reading =
      io::read_scenario(options.scenario, options.output.empty() ? Hashing::off : Hashing::on, progress);
  print_notes(reading.notes, options.talk);
  progress.begin("evaluating", 0, "");
  const Network network = build_network(reading.scenario.plant);
  const Coverage coverage = evaluate(reading.scenario.plant, network);
  if (!options.output.empty()) io::write_data_package(options.output, reading, network, coverage, progress);
  progress.finish();
  print(options.format == Format::json ? io::to_text(io::result_json(reading, coverage))
                                       : run_report(reading, coverage, standard_output()));
}

}  // namespace lastmile::cli
