// The commands, one file each: what a command is called and takes, and what it does. They print results on
// standard output, everything else on standard error, and throw InputRefused or IoFailed if they cannot do
// their work; main turns those into exit statuses.
#pragma once

#include "tools/cli/usage/command.h"

namespace lastmile::cli {

// In the order of the help.
std::span<const Command> all_commands();
// Throws WrongLine where there is none of that name.
const Command& named_command(std::string_view name);
// What the program takes in front of the commands.
const Command& program();

Command run_command();
Command explain_command();
Command simulate_command();
Command compare_command();
Command plan_command();
Command check_command();
Command pack_command();
Command generate_command();
Command profiles_command();
Command equipment_command();
Command schema_command();
Command completion_command();
Command man_command();
Command help_command();

}  // namespace lastmile::cli
