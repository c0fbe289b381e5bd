// What a user wrote behind the name of a command, checked against the command's description.
//
// Flags and operands may stand in any order. A value follows its flag or an equals sign (--format json,
// --format=json, -o DIR, -oDIR) and may look like a flag. "--" ends the flags. CLI11 reads the line, so a
// switch may be written --quiet=true, and "-5" or "---" is an operand.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "tools/cli/usage/command.h"

namespace lastmile::cli {

// The command line is wrong. The message names the command and has no control characters.
class WrongLine : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Arguments {
 public:
  bool has(const Flag& flag) const { return values_.contains(flag.name); }
  // The value of a flag; empty where it was not written.
  std::string text(const Flag& flag) const;
  // The value of a flag that takes a whole number.
  std::uint64_t number(const Flag& flag, std::uint64_t otherwise) const;
  // The value of a flag that takes any number; none if it was not given.
  std::optional<double> real(const Flag& flag) const;
  // All values of a flag that can be repeated, in the order of the command line.
  std::vector<std::string> all(const Flag& flag) const;
  // Operands in the order of the command line; empty where there is none.
  std::string operand(std::size_t index) const;
  const std::vector<std::string>& operands() const { return operands_; }
  // Everything that was written, in an order of its own: the same for lines of the same meaning.
  std::string all_words() const;

 private:
  friend Arguments parse(const Command& command, std::span<const std::string> words,
                         std::span<const Command> all);
  std::map<std::string_view, std::vector<std::string>> values_;  // name of the flag -> values
  std::vector<std::string> operands_;
};

// Throws WrongLine with one problem: a word that the command does not take before a wrong value, and that
// before what is missing. Where --help is among the flags, nothing else needs to be there. `all` are the
// commands that the message about an unknown flag may name.
Arguments parse(const Command& command, std::span<const std::string> words, std::span<const Command> all);

// "lastmile run", or "lastmile" for the program itself.
std::string called(const Command& command);

}  // namespace lastmile::cli
