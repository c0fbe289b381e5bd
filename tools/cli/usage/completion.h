// Completion scripts for shells, generated from the descriptions of the commands. Each script completes the
// names of commands and flags, words from a list, and paths of the kind that a flag or argument takes.
#pragma once

#include <string>

#include "tools/cli/usage/command.h"

namespace lastmile::cli {

std::string bash_completion(const Command& program, std::span<const Command> commands);
std::string zsh_completion(const Command& program, std::span<const Command> commands);
std::string fish_completion(const Command& program, std::span<const Command> commands);

}  // namespace lastmile::cli
