#include "tools/cli/usage/help.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/cli/usage/arguments.h"

namespace lastmile::cli {
namespace {

constexpr std::size_t indent = 2;
constexpr std::size_t widest_help = 100;  // longer lines are hard to read

struct Row {
  std::string left;
  std::string_view right;
};

class HelpText {
 public:
  explicit HelpText(const Terminal& terminal)
      : terminal_(terminal), width_(std::min(terminal.width, widest_help)) {}

  void heading(std::string_view title) {
    text_ += "\n" + styled(terminal_, Style::bold, fmt::format("{}:", title)) + "\n";
  }
  void line(std::string_view line) { text_ += fmt::format("{}\n", line); }
  void paragraph(std::string_view words, std::size_t margin) {
    for (const std::string& part : wrapped(words, width_ - margin))
      text_ += std::string(margin, ' ') + part + "\n";
  }
  // The right sides of all rows of a help text are in one column.
  void rows(const std::vector<Row>& rows, std::size_t left_width) {
    const std::size_t margin = indent + left_width + 2;
    for (const Row& row : rows) {
      std::string left = std::string(indent, ' ') + pad_right(row.left, left_width + 2);
      for (const std::string& part : wrapped(row.right, width_ - margin)) {
        text_ += left + part + "\n";
        left.assign(margin, ' ');
      }
    }
  }
  void examples(const Command& command) {
    heading("Examples");
    for (const Example& example : command.examples) {
      line(std::string(indent, ' ') + std::string{example.line});
      paragraph(example.does, indent + 4);
    }
  }
  std::string text() && { return std::move(text_); }

 private:
  const Terminal& terminal_;
  const std::size_t width_;
  std::string text_;
};

std::vector<Row> flag_rows(const Command& command) {
  std::vector<Row> rows;
  for (const Flag& flag : command.flags) {
    const std::string letter = flag.letter == 0 ? "    " : fmt::format("-{}, ", flag.letter);
    const std::string value = flag.value.word.empty() ? "" : fmt::format(" {}", flag.value.word);
    rows.push_back({fmt::format("{}{}{}", letter, flag.name, value), flag.help});
  }
  return rows;
}

std::string written(const Operand& operand) {
  std::string text{operand.value.word};
  if (operand.most > 1) text += "...";
  return operand.least == 0 ? "[" + text + "]" : text;
}

std::vector<Row> operand_rows(const Command& command) {
  std::vector<Row> rows;
  for (const Operand& operand : command.operands) rows.push_back({written(operand), operand.help});
  return rows;
}

std::size_t widest(std::initializer_list<const std::vector<Row>*> tables) {
  std::size_t width = 0;
  for (const std::vector<Row>* table : tables)
    for (const Row& row : *table) width = std::max(width, display_width(row.left));
  return width;
}

}  // namespace

std::string_view title_of(Group group) {
  switch (group) {
    case Group::results: return "Results";
    case Group::scenarios: return "Scenarios";
    case Group::reference: return "Reference";
    case Group::program: break;
  }
  return "Program";
}

std::string usage_line(const Command& command) {
  std::string line = called(command);
  for (const Operand& operand : command.operands) line += " " + written(operand);
  bool has_more = false;
  for (const Flag& flag : command.flags) {
    if (flag.required)
      line += fmt::format(" {} {}", flag.name, flag.value.word);
    else
      has_more = true;
  }
  return has_more ? line + " [OPTIONS]" : line;
}

std::string command_help(const Command& command, const Terminal& terminal) {
  const std::vector<Row> flags = flag_rows(command);
  const std::vector<Row> operands = operand_rows(command);
  const std::size_t left = widest({&flags, &operands});
  HelpText help(terminal);
  help.paragraph(fmt::format("{}.", command.summary), 0);
  help.heading("Usage");
  help.line("  " + usage_line(command));
  if (!command.about.empty()) {
    help.line("");
    help.paragraph(command.about, 0);
  }
  if (!operands.empty()) {
    help.heading("Arguments");
    help.rows(operands, left);
  }
  help.heading("Options");
  help.rows(flags, left);
  help.examples(command);
  return std::move(help).text();
}

std::string program_help(const Command& program, std::span<const Command> commands,
                         const Terminal& terminal) {
  const std::vector<Row> flags = flag_rows(program);
  std::vector<Row> names;
  for (const Command& command : commands) names.push_back({std::string{command.name}, command.summary});
  HelpText help(terminal);
  help.paragraph(program.about, 0);
  help.heading("Usage");
  help.line("  lastmile COMMAND [ARGUMENTS] [OPTIONS]");
  help.line("  lastmile --version [--format FORMAT]");
  for (const Group group : {Group::results, Group::scenarios, Group::reference, Group::program}) {
    std::vector<Row> of_group;
    for (std::size_t i = 0; i < commands.size(); ++i)
      if (commands[i].group == group) of_group.push_back(names[i]);
    help.heading(title_of(group));
    help.rows(of_group, widest({&names}));
  }
  help.heading("Options");
  help.rows(flags, widest({&flags}));
  help.examples(program);
  help.line("");
  help.line("Run \"lastmile COMMAND --help\" for the options of a command.");
  return std::move(help).text();
}

}  // namespace lastmile::cli
