#include "tools/cli/usage/arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <optional>

#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"

namespace lastmile::cli {
namespace {

std::string listed(std::span<const std::string_view> words, std::string_view last_joint) {
  if (words.size() < 2) return fmt::format("{}", fmt::join(words, ""));
  return fmt::format("{} {} {}", fmt::join(words.first(words.size() - 1), ", "), last_joint, words.back());
}

std::optional<std::uint64_t> whole_number(std::string_view text, const Value& value) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc{} && end == text.data() + text.size();
  return is_number && number >= value.least && number <= value.most ? std::optional{number} : std::nullopt;
}

std::optional<double> any_number(std::string_view text, const Value& value) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc{} && end == text.data() + text.size();
  const bool is_in_range =
      number >= static_cast<double>(value.least) && number <= static_cast<double>(value.most);
  return is_number && is_in_range ? std::optional{number} : std::nullopt;
}

// What would be right; empty where the text is right.
std::string value_problem(std::string_view text, const Value& value) {
  if (value.kind == ValueKind::whole_number) {
    if (whole_number(text, value)) return {};
    return fmt::format("must be a whole number from {} to {}, is {}", value.least, value.most,
                       io::quoted(text));
  }
  if (value.kind == ValueKind::number) {
    if (any_number(text, value)) return {};
    return fmt::format("must be a number from {} to {}, is {}", value.least, value.most, io::quoted(text));
  }
  if (value.kind == ValueKind::choice) {
    if (std::find(value.choices.begin(), value.choices.end(), text) != value.choices.end()) return {};
    return fmt::format("must be {}, is {}", listed(value.choices, "or"), io::quoted(text));
  }
  return text.empty() ? "must not be empty" : "";
}

// The options of `app`, named as the flags and operands of the command. `app` keeps references to it.
void add_options(CLI::App& app, const Command& command) {
  const auto right = [](const Value& value) {
    return [&value](const std::string& text) { return value_problem(text, value); };
  };
  app.set_help_flag();
  std::vector<CLI::Option*> operands;
  for (const Operand& operand : command.operands) {
    // CLI11 gives a positional up to expected() words. It would split "[a,b]" if that were unlimited.
    constexpr std::size_t unlimited = CLI::detail::expected_max_vector_size;
    operands.push_back(app.add_option(std::string{operand.value.word})
                           ->expected(static_cast<int>(std::min(operand.most, unlimited - 1)))
                           ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
                           ->required(operand.least > 0)
                           ->check(right(operand.value)));
  }
  for (const Flag& flag : command.flags) {
    const std::string names =
        flag.letter == 0 ? std::string{flag.name} : fmt::format("-{},{}", flag.letter, flag.name);
    if (flag.value.kind != ValueKind::none) {
      CLI::Option* option = app.add_option(names)->required(flag.required)->check(right(flag.value));
      if (flag.repeatable) option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    } else if (flag.name == help_flag.name) {
      app.set_help_flag(names)->disable_flag_override();
    } else {
      const auto replaced = flag.instead_of_operands ? operands : std::vector<CLI::Option*>{};
      CLI::Option* option = app.add_flag_callback(names, [replaced] {
        for (CLI::Option* operand : replaced) operand->required(false);
      });
      option->disable_flag_override();
      for (CLI::Option* operand : replaced) option->excludes(operand);
    }
  }
}

// The words in the order that CLI11 takes them: last one first. "--name=" becomes two words, because CLI11
// takes an empty value behind the equals sign for a missing one and would go on to the next word.
std::vector<std::string> reversed(std::span<const std::string> words) {
  std::vector<std::string> result;
  bool flags_ended = false;
  for (const std::string& word : words) {
    flags_ended = flags_ended || word == "--";
    const bool is_emptied =
        !flags_ended && word.size() > 3 && word.starts_with("--") && word.find('=') == word.size() - 1;
    result.push_back(is_emptied ? word.substr(0, word.size() - 1) : word);
    if (is_emptied) result.emplace_back();
  }
  std::reverse(result.begin(), result.end());
  return result;
}

std::string unknown_option(std::string_view name, const Command& command, std::span<const Command> all) {
  std::vector<std::string_view> accepted_by;
  for (const Command& other : all)
    if (find_flag(other, name) != nullptr) accepted_by.push_back(other.name);
  if (!accepted_by.empty())
    return fmt::format("unknown option {}{}: accepted by {}", name,
                       command.name.empty() ? " in front of the command" : "", listed(accepted_by, "and"));
  const auto near =
      io::nearest(name, command.flags.size(), [&](std::size_t i) { return command.flags[i].name; });
  return fmt::format("unknown option {}{}", io::quoted(name),
                     near ? fmt::format("; did you mean {}?", *near) : "");
}

// The first of the words that CLI11 had no option for; empty where there is none.
std::string unexpected_word(const CLI::App& app, const Command& command, std::span<const Command> all) {
  bool flags_ended = false;
  for (const std::string& word : app.remaining()) {
    if (word == "--" && !flags_ended)
      flags_ended = true;
    else if (flags_ended || word.size() < 2 || word[0] != '-')
      return fmt::format("unexpected argument {}", io::quoted(word));
    else
      return unknown_option(word[1] == '-' ? word.substr(0, word.find('=')) : word.substr(0, 2), command,
                            all);
  }
  return {};
}

// The message about an error of CLI11, whose text begins with the name of the option. Empty for a call for
// help.
std::string message(const CLI::ParseError& error, const CLI::App& app, const Command& command) {
  const std::string_view text = error.what();
  const std::string_view name = text.substr(0, text.find_first_of(" :"));
  const Flag* flag = find_flag(command, name);
  switch (static_cast<CLI::ExitCodes>(error.get_exit_code())) {
    case CLI::ExitCodes::Success: return {};
    case CLI::ExitCodes::ValidationError:  // NAME: why
      return fmt::format("{}{}", name, text.substr(name.size() + 1));
    case CLI::ExitCodes::RequiredError:  // NAME is required
      return flag == nullptr ? fmt::format("missing argument {}", name)
                             : fmt::format("missing option {} {}", name, flag->value.word);
    case CLI::ExitCodes::ExcludesError:  // OPERAND excludes --flag
      return fmt::format("option {} goes without {}", text.substr(text.rfind(' ') + 1), name);
    case CLI::ExitCodes::ArgumentMismatch:  // a switch stands without its dashes
      if (flag == nullptr) return fmt::format("option --{} takes no value", name);
      if (app.count(std::string{name}) > 1) return fmt::format("option {} can be given only once", name);
      return fmt::format("option {} needs a value, {}", name, flag->value.word);
    default: return io::quoted(text);
  }
}

}  // namespace

std::string Arguments::text(const Flag& flag) const {
  const auto found = values_.find(flag.name);
  return found == values_.end() ? std::string{} : found->second.front();
}

std::vector<std::string> Arguments::all(const Flag& flag) const {
  const auto found = values_.find(flag.name);
  return found == values_.end() ? std::vector<std::string>{} : found->second;
}

std::optional<double> Arguments::real(const Flag& flag) const {
  return has(flag) ? any_number(text(flag), flag.value) : std::nullopt;
}

std::uint64_t Arguments::number(const Flag& flag, std::uint64_t otherwise) const {
  return has(flag) ? whole_number(text(flag), flag.value).value() : otherwise;
}

std::string Arguments::all_words() const {
  std::string words;
  const auto add = [&](std::string_view word) { (words += word) += '\0'; };
  for (const auto& [name, values] : values_) {
    add(name);
    for (const std::string& value : values) add(value);
  }
  for (const std::string& operand : operands_) add(operand);
  return words;
}

std::string Arguments::operand(std::size_t index) const {
  return index < operands_.size() ? operands_[index] : std::string{};
}

std::string called(const Command& command) {
  return command.name.empty() ? "lastmile" : fmt::format("lastmile {}", command.name);
}

Arguments parse(const Command& command, std::span<const std::string> words, std::span<const Command> all) {
  CLI::App app;
  add_options(app, command);
  try {
    app.parse(reversed(words));
  } catch (const CLI::ParseError& error) {
    std::string why = unexpected_word(app, command, all);
    if (why.empty()) why = message(error, app, command);
    if (!why.empty())
      throw WrongLine(fmt::format("{}: {}\nSee \"{} --help\".", called(command), why, called(command)));
  }
  Arguments given;
  for (const Flag& flag : command.flags) {
    const CLI::Option* option = app.get_option(std::string{flag.name});
    if (option->count() == 0) continue;
    given.values_[flag.name] =
        flag.value.kind == ValueKind::none ? std::vector<std::string>{""} : option->results();
  }
  for (const Operand& operand : command.operands)
    for (const std::string& word : app.get_option(std::string{operand.value.word})->results())
      given.operands_.push_back(word);
  return given;
}

}  // namespace lastmile::cli
