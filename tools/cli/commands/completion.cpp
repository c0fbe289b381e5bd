#include "tools/cli/usage/completion.h"

#include "tools/cli/commands/commands.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/flags.h"

namespace lastmile::cli {
namespace {

constexpr std::array<std::string_view, 3> shells = {"bash", "zsh", "fish"};

std::string script_for(std::string_view shell) {
  if (shell == "bash") return bash_completion(program(), all_commands());
  if (shell == "zsh") return zsh_completion(program(), all_commands());
  return fish_completion(program(), all_commands());
}

}  // namespace

Command completion_command() {
  return {
      .name = "completion",
      .group = Group::program,
      .summary = "Print the completion script for a shell",
      .about =
          "Installed packages bring the scripts along. Without one, load the script from the startup file of "
          "your shell.",
      .operands = {{{ValueKind::choice, "SHELL", shells}, "bash, zsh or fish"}},
      .flags = {help_flag},
      .examples = {{{"source <(lastmile completion bash)", "Turn completion on in this bash."},
                    {"lastmile completion fish > ~/.config/fish/completions/lastmile.fish",
                     "Turn completion on in every new fish."}}},
      .carry_out =
          [](const Arguments& given) {
            print(script_for(given.operand(0)));
            return done;
          },
  };
}

}  // namespace lastmile::cli
