#include "tools/cli/commands/commands.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/flags.h"
#include "tools/cli/usage/man_page.h"
#include "tools/io/base/version.h"

namespace lastmile::cli {

Command man_command() {
  return {
      .name = "man",
      .group = Group::program,
      .summary = "Print the manual page",
      .about =
          "The page is printed in the source format of man pages. Installed packages bring it along as "
          "lastmile(1).",
      .operands = {},
      .flags = {help_flag},
      .examples = {{{"lastmile man | man -l -", "Read the page."},
                    {"lastmile man > lastmile.1", "Save the page."}}},
      .carry_out =
          [](const Arguments&) {
            print(man_page(program(), all_commands(), io::lastmile_version));
            return done;
          },
  };
}

}  // namespace lastmile::cli
