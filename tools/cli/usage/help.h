// The help texts, generated from the descriptions of the commands.
#pragma once

#include <string>

#include "tools/cli/terminal/terminal.h"
#include "tools/cli/usage/command.h"

namespace lastmile::cli {

// Help of one command: usage, what it does, arguments, options, two examples.
std::string command_help(const Command& command, const Terminal& terminal);
// Help of the program: all commands by group, its own options, two examples.
std::string program_help(const Command& program, std::span<const Command> commands, const Terminal& terminal);

// "lastmile generate --premises N --seed S [OPTIONS]"
std::string usage_line(const Command& command);
std::string_view title_of(Group group);

}  // namespace lastmile::cli
