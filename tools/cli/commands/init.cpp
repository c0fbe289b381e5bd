#include <fmt/format.h>

#include <filesystem>

#include "tools/cli/commands/commands.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/flags.h"
#include "tools/generate/start.h"

namespace lastmile::cli {
namespace {

void init(const std::string& folder) {
  io::write_start(folder);
  std::string text;
  for (const io::StartFile& file : io::start_files())
    text += (std::filesystem::path(folder) / file.name).string() + "\n";
  print(text);
}

}  // namespace

Command init_command() {
  return {
      .name = "init",
      .group = Group::scenarios,
      .summary = "Write a small commented scenario to begin from",
      .about =
          "Writes scenario.yaml and its tables of sites, links and premises to a folder that is new or "
          "empty, "
          "and prints the names of the files. The comments say what to change.",
      .operands = {{{ValueKind::folder, "DIR"}, "Folder to write to; it must be new or empty"}},
      .flags = {help_flag},
      .examples = {{{"lastmile init town", "Write the scenario to the folder town."},
                    {"lastmile run town/scenario.yaml", "Evaluate it."}}},
      .carry_out =
          [](const Arguments& given) {
            init(given.operand(0));
            return done;
          },
  };
}

}  // namespace lastmile::cli
