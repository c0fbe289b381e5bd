#include "tools/cli/commands/commands.h"

#include <fmt/format.h>

#include "tools/cli/usage/arguments.h"
#include "tools/cli/usage/flags.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"

namespace lastmile::cli {

std::span<const Command> all_commands() {
  static const std::array commands = {
      run_command(),        explain_command(),     simulate_command(),  compare_command(),
      plan_command(),       reliability_command(), sweep_command(),     report_command(),
      init_command(),       import_command(),      check_command(),     pack_command(),
      generate_command(),   profiles_command(),    equipment_command(), schema_command(),
      completion_command(), man_command(),         help_command()};
  return commands;
}

const Command& named_command(std::string_view name) {
  if (const Command* found = find_command(all_commands(), name)) return *found;
  std::vector<std::string_view> names;
  for (const Command& command : all_commands()) names.push_back(command.name);
  throw WrongLine(fmt::format("lastmile: unknown command {}; {}\nSee \"lastmile --help\".", io::quoted(name),
                              io::hint_for(name, names)));
}

const Command& program() {
  static const Command program = {
      .name = "",
      .group = Group::program,
      .summary = "network last-mile coverage simulator",
      .about =
          "lastmile reads a network from its sources to the homes and finds out which homes are really "
          "served, what blocks the others, how much of the money spent upstream is stranded, and what to "
          "build "
          "next.",
      .operands = {},
      .flags = {flags::version, flags::format, help_flag},
      .examples = {{{"lastmile run town.yaml",
                     "Show who is served in a scenario, and why the others are not."},
                    {"lastmile help run", "Print the arguments and options of one command."}}},
  };
  return program;
}

}  // namespace lastmile::cli
