#include "tools/io/scenario/scenario_file.h"

#include "tools/cli/commands/commands.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/flags.h"

namespace lastmile::cli {

Command schema_command() {
  return {
      .name = "schema",
      .group = Group::reference,
      .summary = "Print the JSON Schema of scenario files",
      .about = "Editors use it to complete and check keys while a scenario is written.",
      .operands = {},
      .flags = {help_flag},
      .examples = {{{"lastmile schema > lastmile.schema.json", "Save the schema where your editor finds it."},
                    {"lastmile schema | jq '.properties | keys'", "List the keys of a scenario."}}},
      .carry_out =
          [](const Arguments&) {
            print(io::to_text(io::scenario_schema()));
            return done;
          },
  };
}

}  // namespace lastmile::cli
