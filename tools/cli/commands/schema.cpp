#include "tools/io/schema/schema.h"

#include "tools/cli/commands/commands.h"

namespace lastmile::cli {

void print_schema() {
  print(io::to_text(io::scenario_schema()));
}

}  // namespace lastmile::cli
