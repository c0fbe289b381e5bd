#include <fmt/format.h>

#include "tools/cli/usage/completion.h"

namespace lastmile::cli {
namespace {

std::string quoted(std::string_view text) {
  std::string safe = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') safe += '\\';
    safe += c;
  }
  return safe + "'";
}

// Lists scenarios, snapshots and folders that may contain them.
constexpr std::string_view fish_functions =
    R"(# fish completion of lastmile, printed by "lastmile completion fish"

function __lastmile_scenarios
    complete -C "__fish_command_without_completions "(commandline -ct) | string match -r '^.*(?:/|\.ya?ml|\.lmz)$'
end

complete -c lastmile -f
)";

// The options of `complete` for the values of a flag or an operand.
std::string offer(const Value& value, std::string_view names) {
  switch (value.kind) {
    case ValueKind::choice: return fmt::format(" -x -a '{}'", fmt::join(value.choices, " "));
    case ValueKind::command: return fmt::format(" -x -a '{}'", names);
    case ValueKind::scenario: return " -x -a '(__lastmile_scenarios)'";
    case ValueKind::folder: return " -x -a '(__fish_complete_directories)'";
    case ValueKind::file: return " -r -F";
    case ValueKind::none: return "";
    case ValueKind::text:
    case ValueKind::number:
    case ValueKind::whole_number: break;
  }
  return " -x";
}

std::string lines_of(const Command& command, std::string_view names) {
  const std::string begin =
      command.name.empty()
          ? "complete -c lastmile -n __fish_use_subcommand"
          : fmt::format("complete -c lastmile -n '__fish_seen_subcommand_from {}'", command.name);
  std::string text;
  for (const Flag& flag : command.flags) {
    const std::string letter = flag.letter == 0 ? "" : fmt::format(" -s {}", flag.letter);
    text += fmt::format("{}{} -l {}{} -d {}\n", begin, letter, flag.name.substr(2), offer(flag.value, names),
                        quoted(flag.help));
  }
  if (!command.operands.empty()) text += begin + offer(command.operands.front().value, names) + "\n";
  return text;
}

}  // namespace

std::string fish_completion(const Command& program, std::span<const Command> commands) {
  std::string text{fish_functions};
  std::string names;
  for (const Command& command : commands) {
    names += (names.empty() ? "" : " ") + std::string{command.name};
    text += fmt::format("complete -c lastmile -n __fish_use_subcommand -a {} -d {}\n", command.name,
                        quoted(command.summary));
  }
  text += lines_of(program, names);
  for (const Command& command : commands) text += lines_of(command, names);
  return text;
}

}  // namespace lastmile::cli
