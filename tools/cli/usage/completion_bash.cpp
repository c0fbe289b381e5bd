#include <fmt/format.h>

#include "tools/cli/usage/completion.h"

namespace lastmile::cli {
namespace {

constexpr std::string_view bash_functions =
    R"(# bash completion of lastmile, printed by "lastmile completion bash"

_lastmile_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word")
}
_lastmile_folders() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -d -- "$word")
}
_lastmile_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$word")
}
_lastmile_scenarios() {
  compopt -o filenames 2>/dev/null
  local ending
  mapfile -t COMPREPLY < <(
    compgen -d -- "$word"
    for ending in yaml yml lmz; do compgen -f -X "!*.$ending" -- "$word"; done
  )
}

_lastmile() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
  COMPREPLY=()
  # Bash makes a word of its own of the sign in --flag=value.
  if [[ $word == "=" ]]; then
    word=
  elif [[ $before == "=" ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
)";

// Shell code that completes the value; a colon if there is nothing to complete.
std::string completer(const Value& value) {
  switch (value.kind) {
    case ValueKind::choice: return fmt::format("_lastmile_words '{}'", fmt::join(value.choices, " "));
    case ValueKind::command: return "_lastmile_words \"$commands\"";
    case ValueKind::scenario: return "_lastmile_scenarios";
    case ValueKind::file: return "_lastmile_files";
    case ValueKind::folder: return "_lastmile_folders";
    case ValueKind::none:
    case ValueKind::text:
    case ValueKind::number:
    case ValueKind::whole_number: break;
  }
  return ":";
}

std::string flag_names(const Command& command) {
  std::string names;
  for (const Flag& flag : command.flags) names += (names.empty() ? "" : " ") + std::string{flag.name};
  return names;
}

// The shell pattern of a command; options of the program itself come in place of a command.
std::string pattern(const Command& command) {
  return command.name.empty() ? "-*" : std::string{command.name};
}

std::string value_cases(const Command& command) {
  std::string cases;
  for (const Flag& flag : command.flags) {
    if (flag.value.kind == ValueKind::none) continue;
    cases += fmt::format("    {},{}", pattern(command), flag.name);
    if (flag.letter != 0) cases += fmt::format(" | {},-{}", pattern(command), flag.letter);
    cases += fmt::format(") {}; return ;;\n", completer(flag.value));
  }
  return cases;
}

std::string word_cases(const Command& command) {
  std::string cases =
      fmt::format("    {},-*) _lastmile_words '{}' ;;\n", pattern(command), flag_names(command));
  if (!command.operands.empty())
    cases += fmt::format("    {},*) {} ;;\n", pattern(command), completer(command.operands.front().value));
  return cases;
}

}  // namespace

std::string bash_completion(const Command& program, std::span<const Command> commands) {
  std::string names;
  std::string values = value_cases(program);
  std::string words = word_cases(program);
  for (const Command& command : commands) {
    names += (names.empty() ? "" : " ") + std::string{command.name};
    values += value_cases(command);
    words += word_cases(command);
  }
  std::string text{bash_functions};
  text += fmt::format("  local commands='{}'\n", names);
  text +=
      fmt::format("  if ((COMP_CWORD == 1)); then\n    _lastmile_words \"$commands {}\"\n    return\n  fi\n",
                  flag_names(program));
  text += "  case $command,$before in\n" + values + "  esac\n";
  text += "  case $command,$word in\n" + words + "  esac\n}\n\n";
  return text + "complete -F _lastmile lastmile\n";
}

}  // namespace lastmile::cli
