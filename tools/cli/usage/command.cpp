#include "tools/cli/usage/command.h"

#include <algorithm>

namespace lastmile::cli {

const Flag* find_flag(const Command& command, std::string_view written) {
  const auto found = std::find_if(command.flags.begin(), command.flags.end(), [&](const Flag& flag) {
    return flag.name == written || (written.size() == 2 && written[0] == '-' && flag.letter == written[1]);
  });
  return found == command.flags.end() ? nullptr : &*found;
}

const Command* find_command(std::span<const Command> commands, std::string_view name) {
  const auto found =
      std::find_if(commands.begin(), commands.end(), [&](const Command& c) { return c.name == name; });
  return found == commands.end() ? nullptr : &*found;
}

}  // namespace lastmile::cli
