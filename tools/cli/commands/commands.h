// The commands, one file each: the description of a command and its function. They print results to standard
// output and everything else to standard error, and throw InputRefused or IoFailed on failure; main turns
// exceptions into exit statuses.
#pragma once

#include "tools/cli/usage/command.h"

namespace lastmile::cli {

// In the order of the help.
std::span<const Command> all_commands();
// Throws WrongLine if there is no command of that name.
const Command& named_command(std::string_view name);
// The program itself: the options before a command.
const Command& program();

Command run_command();
Command explain_command();
Command simulate_command();
Command compare_command();
Command plan_command();
Command reliability_command();
Command sweep_command();
Command report_command();
Command init_command();
Command check_command();
Command pack_command();
Command generate_command();
Command import_command();
Command profiles_command();
Command equipment_command();
Command schema_command();
Command completion_command();
Command man_command();
Command help_command();

}  // namespace lastmile::cli
