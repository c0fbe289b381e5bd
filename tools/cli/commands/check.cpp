#include <fmt/format.h>

#include <algorithm>

#include "tools/cli/commands/commands.h"
#include "tools/cli/commands/listings.h"
#include "tools/io/problems/problems_json.h"
#include "tools/io/problems/rules.h"
#include "tools/io/read_scenario.h"

namespace lastmile::cli {
namespace {

std::string verdict(const io::ProblemList& problems, std::string_view path) {
  if (problems.error_count() == 0) return fmt::format("{}: no errors\n", path);
  return fmt::format("{}: {} error{}\n", path, problems.error_count(),
                     problems.error_count() == 1 ? "" : "s");
}

void print_problems(const io::ProblemList& problems, const CheckOptions& options) {
  print(options.format == Format::json ? io::to_text(io::problems_json(problems))
                                       : problem_lines(problems) + verdict(problems, options.scenario));
}

void add_rules(std::string& text, io::Severity severity, std::string_view title, const Terminal& terminal) {
  std::size_t id_width = 0;
  for (const io::Rule& rule : io::all_rules()) id_width = std::max(id_width, rule.id.size());
  constexpr std::size_t gap = 2;
  const std::size_t indent = gap + id_width + gap;
  text += styled(terminal, Style::bold, title) + "\n";
  for (const io::Rule& rule : io::all_rules()) {
    if (rule.severity != severity) continue;
    std::string beside = std::string(gap, ' ') + pad_right(std::string{rule.id}, id_width + gap);
    for (const std::string& line : wrapped(rule.meaning, terminal.width - indent)) {
      text += beside + line + "\n";
      beside.assign(indent, ' ');
    }
  }
}

}  // namespace

std::string rules_listing(const Terminal& terminal) {
  std::string text;
  add_rules(text, io::Severity::error, "Errors: nothing is computed", terminal);
  text += "\n";
  add_rules(text, io::Severity::note, "Notes: the input is used as it is", terminal);
  return text;
}

bool check(const CheckOptions& options) {
  if (options.list_rules) {
    print(options.format == Format::json ? io::to_text(io::rules_json()) : rules_listing(standard_output()));
    return true;
  }
  try {
    print_problems(io::read_scenario(options.scenario, io::InputFile::Hashing::off).notes, options);
    return true;
  } catch (const io::InputRefused& refused) {
    print_problems(refused.problems(), options);
    return false;
  }
}

}  // namespace lastmile::cli
