#include <fmt/format.h>

#include "tools/cli/usage/completion.h"

namespace lastmile::cli {
namespace {

// Escapes text inside single quotes, where _arguments and _describe interpret colons and brackets.
std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '\'') {
      safe += "'\\''";
      continue;
    }
    if (c == ':' || c == '[' || c == ']' || c == '\\') safe += '\\';
    safe += c;
  }
  return safe;
}

std::string action(const Value& value) {
  switch (value.kind) {
    case ValueKind::choice: return fmt::format("({})", fmt::join(value.choices, " "));
    case ValueKind::command: return "{_describe command commands}";
    case ValueKind::scenario: return R"x(_path_files -g "*.(yaml|yml|lmz) *(-/)")x";
    case ValueKind::file: return "_files";
    case ValueKind::folder: return "_path_files -/";
    case ValueKind::none:
    case ValueKind::text:
    case ValueKind::number:
    case ValueKind::whole_number: break;
  }
  return " ";
}

std::string flag_spec(const Flag& flag) {
  const bool takes_value = flag.value.kind != ValueKind::none;
  const std::string rest =
      fmt::format("'[{}]{}'", escaped(flag.help),
                  takes_value ? fmt::format(":{}:{}", flag.value.word, action(flag.value)) : "");
  const std::string name = std::string{flag.name} + (takes_value ? "=" : "");
  if (flag.letter == 0) return name + rest;
  return fmt::format("'(-{0} {1})'{{-{0}{2},{3}}}{4}", flag.letter, flag.name, takes_value ? "+" : "", name,
                     rest);
}

std::string specs(const Command& command, std::string_view margin) {
  std::string text;
  for (const Flag& flag : command.flags) text += fmt::format(" \\\n{}{}", margin, flag_spec(flag));
  std::size_t place = 1;
  for (const Operand& operand : command.operands) {
    const std::string where = operand.most > 1 ? "*" : fmt::format("{}", place++);
    text += fmt::format(" \\\n{}'{}:{}:{}'", margin, where, operand.value.word, action(operand.value));
  }
  return text;
}

}  // namespace

std::string zsh_completion(const Command& program, std::span<const Command> commands) {
  std::string text =
      "#compdef lastmile\n# zsh completion of lastmile, printed by \"lastmile completion zsh\"\n\n";
  text += "_lastmile() {\n  local context state state_descr line\n  typeset -A opt_args\n";
  text += "  local -a commands=(\n";
  for (const Command& command : commands)
    text += fmt::format("    '{}:{}'\n", command.name, escaped(command.summary));
  text += "  )\n  _arguments -C" + specs(program, "    ") +
          " \\\n    '1:command:->command' \\\n    '*::argument:->argument' && return\n";
  text +=
      "  case $state in\n    command) _describe command commands ;;\n    argument)\n      case $words[1] "
      "in\n";
  for (const Command& command : commands)
    text +=
        fmt::format("        {})\n          _arguments{} ;;\n", command.name, specs(command, "            "));
  text += "      esac ;;\n  esac\n}\n\n";
  // An autoloaded file is the function; a file that is sourced registers it.
  return text +
         "if [[ $funcstack[1] == _lastmile ]]; then\n  _lastmile \"$@\"\nelse\n  compdef _lastmile "
         "lastmile\nfi\n";
}

}  // namespace lastmile::cli
