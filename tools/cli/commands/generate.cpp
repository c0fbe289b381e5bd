#include "tools/generate/generate.h"

#include "tools/cli/commands/commands.h"
#include "tools/cli/terminal/progress_line.h"

namespace lastmile::cli {

void generate(const GenerateOptions& options) {
  ProgressLine progress(ProgressLine::Shown::if_terminal);
  io::write_country(CountrySpec(options.premises, options.seed), options.output, progress);
}

}  // namespace lastmile::cli
