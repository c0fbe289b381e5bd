#include <fmt/format.h>

#include <algorithm>

#include "sim/coverage/islands.h"
#include "tools/cli/commands/commands.h"
#include "tools/cli/reports/words.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/cli/terminal/terminal.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/flags.h"
#include "tools/io/base/text.h"
#include "tools/io/problems/problems_json.h"
#include "tools/io/problems/rules.h"
#include "tools/io/read_scenario.h"
#include "tools/io/scenario/doubts.h"

namespace lastmile::cli {
namespace {

struct CheckOptions {
  std::string scenario;
  std::vector<std::string> settings;
  Format format = Format::text;
  Talk talk = Talk::notes;
};

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

std::string rules_listing(const Terminal& terminal) {
  std::string text;
  add_rules(text, io::Severity::error, "Errors: nothing is computed", terminal);
  text += "\n";
  add_rules(text, io::Severity::note, "Notes: the input is used as it is", terminal);
  return text;
}

// Prints the rules instead of checking a scenario.
void print_rules(Format format) {
  print(format == Format::json ? io::to_text(io::rules_json()) : rules_listing(standard_output()));
}

void note_islands(io::ScenarioReading& reading) {
  const Plant& plant = reading.scenario.plant;
  const Network network = build_network(plant);
  if (network.island_count == 0) return;
  const Reach reach = find_best_paths(plant, network);
  const Islands islands = find_islands(plant, network, judge_premises({{plant, network, reach}, {}}));
  io::Reporter(reading.path, reading.notes)
      .note(io::FixedPlace({}),
            {"island-without-source",
             fmt::format(
                 "{} with {} {} joined to no source; {} there without a route; the largest is around {}",
                 counted(double(islands.count), "island", "islands"),
                 counted(double(islands.sites), "site", "sites"), islands.count == 1 ? "is" : "are",
                 counted(double(islands.homes.homes), "home is", "homes are"),
                 io::quoted(site_name(reading.scenario, islands.largest.front().first_site))),
             "add the missing link, with state planned if it is not built"});
}

// Returns false if the input is wrong; the problems are the result of the command.
bool check(const CheckOptions& options) {
  ProgressLine progress(progress_for(options.talk));
  try {
    io::ScenarioReading reading =
        io::read_scenario(options.scenario, io::InputFile::Hashing::off, progress,
                          {.geometry = true, .reliability = true}, options.settings);
    note_islands(reading);
    if (const Names& names = reading.scenario.names; io::id_count(names) > io::quick_ids) {
      io::Reporter report(reading.path, reading.notes);
      io::note_ids_that_differ_in_case(names, report);
    }
    progress.finish();
    print_problems(reading.notes, options);
    return true;
  } catch (const io::InputRefused& refused) {
    progress.finish();
    print_problems(refused.problems(), options);
    return false;
  }
}

constexpr Flag rules_flag = {.name = "--rules",
                             .help = "List the rules that problems name, instead of a check",
                             .instead_of_operands = true};

int check_or_list_rules(const Arguments& given) {
  if (!given.has(rules_flag))
    return check({given.operand(0), given.all(flags::set), format_of(given), talk_of(given)})
               ? done
               : input_is_wrong;
  print_rules(format_of(given));
  return done;
}

}  // namespace

Command check_command() {
  return {
      .name = "check",
      .group = Group::scenarios,
      .summary = "Check a scenario and list all problems",
      .about =
          "Prints every problem with file, line, column, rule and a hint how to solve it. The exit status is "
          "2 if there are errors; notes do not count. With --rules, no scenario is given.",
      .operands = {operands::scenario},
      .flags = {rules_flag, flags::set, flags::format, flags::threads, flags::quiet, help_flag},
      .examples = {{{"lastmile check town.yaml", "List all problems of a scenario and its tables."},
                    {"lastmile check town.yaml --format json", "The same for an editor or a script."}}},
      .carry_out = check_or_list_rules,
  };
}

}  // namespace lastmile::cli
