// The manual page lastmile(1), generated from the descriptions of the commands.
#pragma once

#include <string>

#include "tools/cli/usage/command.h"

namespace lastmile::cli {

// Source of the page in the man(7) macros, for groff and mandoc.
std::string man_page(const Command& program, std::span<const Command> commands, std::string_view version);

}  // namespace lastmile::cli
