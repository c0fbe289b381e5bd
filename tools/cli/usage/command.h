// Descriptions of commands. They are the only source of the parser, the help,
// the man page, the completion scripts and the error messages about the command line.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace lastmile::cli {

class Arguments;

enum class ValueKind {
  none,          // a switch
  text,          // any text, not empty
  whole_number,  // from `least` to `most`
  number,        // a finite number from `least` to `most`
  choice,        // one of `choices`
  command,       // name of a command
  scenario,      // path of a scenario or snapshot
  file,          // path of a file to write
  folder         // path of a folder to write to
};

// The value of a flag or an operand.
struct Value {
  ValueKind kind = ValueKind::none;
  std::string_view word = {};                      // placeholder in help: DIR
  std::span<const std::string_view> choices = {};  // static storage
  std::uint64_t least = 0;
  std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
};

struct Flag {
  std::string_view name;  // with its dashes: --output
  char letter = 0;        // o for -o
  Value value = {};
  std::string_view help = {};  // begins with a capital letter, no full stop
  bool required = false;
  bool instead_of_operands = false;  // if given, the command takes no operands
  bool repeatable = false;           // can be given several times, each time with another value
};

struct Operand {
  Value value;
  std::string_view help = {};
  std::size_t least = 1;  // 0 or 1
  std::size_t most = 1;
};

struct Example {
  std::string_view line;  // with the program's name
  std::string_view does;
};

// Accepted by every command.
inline constexpr Flag help_flag = {"--help", 'h', {}, "Print this help"};

enum class Group { results, scenarios, reference, program };

struct Command {
  std::string_view name;  // empty for the program itself
  Group group = Group::results;
  std::string_view summary;  // one line, begins with a verb, no full stop
  std::string_view about;    // sentences: what the command does and writes
  std::vector<Operand> operands;
  std::vector<Flag> flags;
  std::array<Example, 2> examples;
  int (*carry_out)(const Arguments& given) = nullptr;  // returns the exit status
  bool on_ranks = false;                               // whether it works in several processes under mpirun
};

// The flag as a user writes it, "--output" or "-o"; none if the command does not accept it.
const Flag* find_flag(const Command& command, std::string_view written);
const Command* find_command(std::span<const Command> commands, std::string_view name);

}  // namespace lastmile::cli
