#include "tools/cli/usage/help.h"

#include "tools/cli/commands/commands.h"
#include "tools/cli/terminal/output.h"
#include "tools/cli/usage/arguments.h"
#include "tools/cli/usage/exit_status.h"

namespace lastmile::cli {
namespace {

void print_help(const std::string& name) {
  if (name.empty())
    print(program_help(program(), all_commands(), standard_output()));
  else
    print(command_help(named_command(name), standard_output()));
}

}  // namespace

Command help_command() {
  return {
      .name = "help",
      .group = Group::program,
      .summary = "Print help about the program or one command",
      .about = "The same as --help.",
      .operands = {{{ValueKind::command, "COMMAND"}, "Name of a command", 0}},
      .flags = {help_flag},
      .examples = {{{"lastmile help", "List all commands."},
                    {"lastmile help run", "Print the arguments and options of one command."}}},
      .carry_out =
          [](const Arguments& given) {
            print_help(given.operand(0));
            return done;
          },
  };
}

}  // namespace lastmile::cli
