#include "tools/cli/usage/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"

namespace lastmile::cli {
namespace {

std::string listed(std::span<const std::string_view> words, std::string_view last_joint) {
  if (words.size() < 2) return fmt::format("{}", fmt::join(words, ""));
  return fmt::format("{} {} {}", fmt::join(words.first(words.size() - 1), ", "), last_joint, words.back());
}

std::uint64_t whole_number(std::string_view text, const Value& value) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc{} && end == text.data() + text.size();
  if (is_number && number >= value.least && number <= value.most) return number;
  throw std::invalid_argument(
      fmt::format("must be a whole number from {} to {}, is {}", value.least, value.most, io::quoted(text)));
}

double any_number(std::string_view text, const Value& value) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc{} && end == text.data() + text.size();
  if (is_number && number >= static_cast<double>(value.least) && number <= static_cast<double>(value.most))
    return number;
  throw std::invalid_argument(
      fmt::format("must be a number from {} to {}, is {}", value.least, value.most, io::quoted(text)));
}

// Throws std::invalid_argument that says what would be right.
void check_value(std::string_view text, const Value& value) {
  switch (value.kind) {
    case ValueKind::none: return;
    case ValueKind::whole_number: whole_number(text, value); return;
    case ValueKind::number: any_number(text, value); return;
    case ValueKind::choice:
      if (std::find(value.choices.begin(), value.choices.end(), text) == value.choices.end())
        throw std::invalid_argument(
            fmt::format("must be {}, is {}", listed(value.choices, "or"), io::quoted(text)));
      return;
    case ValueKind::text:
    case ValueKind::command:
    case ValueKind::scenario:
    case ValueKind::file:
    case ValueKind::folder:
      if (text.empty()) throw std::invalid_argument("must not be empty");
  }
}

}  // namespace

class LineParser {
 public:
  LineParser(const Command& command, std::span<const Command> all) : command_(command), all_(all) {}

  Arguments parse(std::span<const std::string> words) {
    words_ = words;
    bool flags_ended = false;
    while (!words_.empty()) {
      const std::string_view word = next_word();
      const bool is_operand = flags_ended || word.size() < 2 || word[0] != '-';
      if (is_operand)
        take_operand(word);
      else if (word == "--")
        flags_ended = true;
      else if (word[1] == '-')
        take_long(word);
      else
        take_letters(word);
    }
    if (!given_.has(help_flag)) require_all();
    return std::move(given_);
  }

 private:
  [[noreturn]] void refuse(std::string_view why) const {
    throw WrongLine(fmt::format("{}: {}\nSee \"{} --help\".", called(command_), why, called(command_)));
  }

  std::string_view next_word() {
    const std::string_view word = words_.front();
    words_ = words_.subspan(1);
    return word;
  }

  void take_operand(std::string_view word) {
    const Operand* operand = next_operand();
    if (operand == nullptr) refuse(fmt::format("unexpected argument {}", io::quoted(word)));
    require_right(operand->value.word, word, operand->value);
    given_.operands_.emplace_back(word);
  }

  // What the next operand is; none where no more are expected.
  const Operand* next_operand() const {
    std::size_t before = given_.operands_.size();
    for (const Operand& operand : command_.operands) {
      if (before < operand.most) return &operand;
      before -= operand.most;
    }
    return nullptr;
  }

  void require_right(std::string_view name, std::string_view text, const Value& value) const {
    try {
      check_value(text, value);
    } catch (const std::invalid_argument& wrong) {
      refuse(fmt::format("{} {}", name, wrong.what()));
    }
  }

  // --name, --name value or --name=value
  void take_long(std::string_view word) {
    const std::size_t equals = std::min(word.find('='), word.size());
    const std::string_view name = word.substr(0, equals);
    const Flag* flag = find_flag(command_, name);
    if (flag == nullptr) refuse_unknown(name);
    const bool has_value = equals < word.size();
    if (flag->value.kind == ValueKind::none) {
      if (has_value) refuse(fmt::format("option {} takes no value", flag->name));
      take(*flag, {});
    } else {
      take(*flag, has_value ? word.substr(equals + 1) : following_value(*flag));
    }
  }

  // -q, -o value, -ovalue or several switches at once
  void take_letters(std::string_view word) {
    for (std::size_t i = 1; i < word.size(); ++i) {
      const std::string written = {'-', word[i]};
      const Flag* flag = find_flag(command_, written);
      if (flag == nullptr) refuse_unknown(written);
      if (flag->value.kind == ValueKind::none) {
        take(*flag, {});
        continue;
      }
      const std::string_view rest = word.substr(i + 1);
      take(*flag, rest.empty() ? following_value(*flag) : rest);
      return;
    }
  }

  std::string_view following_value(const Flag& flag) {
    if (words_.empty()) refuse(fmt::format("option {} needs a value, {}", flag.name, flag.value.word));
    return next_word();
  }

  void take(const Flag& flag, std::string_view value) {
    require_right(flag.name, value, flag.value);
    std::vector<std::string>& values = given_.values_[flag.name];
    if (!values.empty() && flag.value.kind != ValueKind::none && !flag.repeatable)
      refuse(fmt::format("option {} can be given only once", flag.name));
    values.emplace_back(value);
  }

  [[noreturn]] void refuse_unknown(std::string_view name) const {
    std::vector<std::string_view> accepted_by;
    for (const Command& command : all_)
      if (find_flag(command, name) != nullptr) accepted_by.push_back(command.name);
    if (!accepted_by.empty())
      refuse(fmt::format("unknown option {}{}: accepted by {}", name,
                         command_.name.empty() ? " in front of the command" : "",
                         listed(accepted_by, "and")));
    std::vector<std::string_view> names;
    for (const Flag& flag : command_.flags) names.push_back(flag.name);
    const auto near = io::nearest(name, names.size(), [&](std::size_t i) { return names[i]; });
    refuse(fmt::format("unknown option {}{}", io::quoted(name),
                       near ? fmt::format("; did you mean {}?", *near) : ""));
  }

  void require_all() const {
    std::size_t have = given_.operands_.size();
    for (const Flag& flag : command_.flags) {
      if (!flag.instead_of_operands || !given_.has(flag)) continue;
      if (have > 0)
        refuse(fmt::format("option {} goes without {}", flag.name, command_.operands.front().value.word));
      return;
    }
    for (const Operand& operand : command_.operands) {
      if (have < operand.least) refuse(fmt::format("missing argument {}", operand.value.word));
      have -= std::min(have, operand.most);
    }
    for (const Flag& flag : command_.flags)
      if (flag.required && !given_.has(flag))
        refuse(fmt::format("missing option {} {}", flag.name, flag.value.word));
  }

  const Command& command_;
  std::span<const Command> all_;
  std::span<const std::string> words_;
  Arguments given_;
};

std::string Arguments::text(const Flag& flag) const {
  const auto found = values_.find(flag.name);
  return found == values_.end() ? std::string{} : found->second.front();
}

std::vector<std::string> Arguments::all(const Flag& flag) const {
  const auto found = values_.find(flag.name);
  return found == values_.end() ? std::vector<std::string>{} : found->second;
}

std::optional<double> Arguments::real(const Flag& flag) const {
  return has(flag) ? std::optional(any_number(text(flag), flag.value)) : std::nullopt;
}

std::uint64_t Arguments::number(const Flag& flag, std::uint64_t otherwise) const {
  return has(flag) ? whole_number(text(flag), flag.value) : otherwise;
}

std::string Arguments::operand(std::size_t index) const {
  return index < operands_.size() ? operands_[index] : std::string{};
}

std::string called(const Command& command) {
  return command.name.empty() ? "lastmile" : fmt::format("lastmile {}", command.name);
}

Arguments parse(const Command& command, std::span<const std::string> words, std::span<const Command> all) {
  return LineParser(command, all).parse(words);
}

}  // namespace lastmile::cli
