#include "tools/io/generate.h"

#include "tools/cli/commands.h"
#include "tools/cli/progress_line.h"

namespace lastmile::cli {

void generate(const GenerateOptions& options) {
  ProgressLine progress(ProgressLine::Shown::if_terminal);
  io::write_country(CountryPlan(options.premises, options.seed), options.output, progress);
}

}  // namespace lastmile::cli
