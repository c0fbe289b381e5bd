#include "tools/io/generate.h"

#include "tools/cli/commands.h"

namespace lastmile::cli {

void generate(const GenerateOptions& options) {
  io::write_country(CountryPlan(options.premises, options.seed), options.output);
}

}  // namespace lastmile::cli
