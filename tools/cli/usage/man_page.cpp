#include "tools/cli/usage/man_page.h"

#include <fmt/format.h>

#include "tools/cli/usage/help.h"

namespace lastmile::cli {
namespace {

// Text for groff: hyphens that can be copied as such, no accidental escape or request.
std::string roff(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\')
      escaped += "\\e";
    else if (c == '-')
      escaped += "\\-";
    else
      escaped += c;
  }
  const bool looks_like_request = escaped.starts_with('.') || escaped.starts_with('\'');
  return looks_like_request ? "\\&" + escaped : escaped;
}

std::string bold(std::string_view text) {
  return fmt::format("\\fB{}\\fR", roff(text));
}
std::string italic(std::string_view text) {
  return fmt::format("\\fI{}\\fR", roff(text));
}

std::string title(std::string_view version) {
  return fmt::format(".TH LASTMILE 1 \"\" \"lastmile {}\" \"User Commands\"\n", version);
}
std::string section(std::string_view name) {
  return fmt::format(".SH {}\n", name);
}
std::string paragraph(std::string_view words) {
  return fmt::format(".PP\n{}\n", roff(words));
}
std::string code(std::string_view line) {
  return fmt::format(".PP\n.nf\n{}\n.fi\n", bold(line));
}
std::string entry(std::string_view term, std::string_view words) {
  return fmt::format(".TP\n{}\n{}\n", term, roff(words));
}

std::string flag_entries(const Command& command) {
  std::string text;
  for (const Flag& flag : command.flags) {
    std::string term = flag.letter == 0 ? "" : bold(fmt::format("-{}", flag.letter)) + ", ";
    term += bold(flag.name);
    if (!flag.value.word.empty()) term += " " + italic(flag.value.word);
    text += entry(term, fmt::format("{}.", flag.help));
  }
  return text;
}

std::string examples(const Command& command) {
  std::string text;
  for (const Example& example : command.examples) text += paragraph(example.does) + code(example.line);
  return text;
}

std::string command_section(const Command& command) {
  std::string text = fmt::format(".SS {}\n", bold(command.name));
  text += code(usage_line(command)) + paragraph(fmt::format("{}.", command.summary));
  if (!command.about.empty()) text += paragraph(command.about);
  for (const Operand& operand : command.operands)
    text += entry(italic(operand.value.word), fmt::format("{}.", operand.help));
  return text + flag_entries(command) + examples(command);
}

}  // namespace

std::string man_page(const Command& program, std::span<const Command> commands, std::string_view version) {
  std::string text = title(version);
  text += section("NAME") + "lastmile \\- " + roff(program.summary) + "\n";
  text += section("SYNOPSIS") + bold("lastmile") + " " + italic("COMMAND") + " [" + italic("ARGUMENTS") +
          "] [" + italic("OPTIONS") + "]\n";
  text += section("DESCRIPTION") + roff(program.about) + "\n";
  text += section("OPTIONS") + flag_entries(program);
  text += section("COMMANDS");
  for (const Command& command : commands) text += command_section(command);
  text += section("EXIT STATUS");
  text += entry(bold("0"), "The command did its work.");
  text += entry(bold("1"), "It could not do it: a file, memory or the disk failed, or it was interrupted.");
  text += entry(bold("2"), "The input or the command line is wrong.");
  text += paragraph(
      "If the reader of its output closes the pipe, lastmile ends without a message, by SIGPIPE; shells show "
      "status 141.");
  text += section("ENVIRONMENT");
  text += entry(bold("NO_COLOR"), "If set and not empty, the output has no colour.");
  text += entry(bold("COLUMNS"), "Width of text output; the default is the width of the terminal, or 80.");
  text += section("EXAMPLES") + examples(program);
  return text;
}

}  // namespace lastmile::cli
