#include <fmt/format.h>

#include <algorithm>

#include "sim/coverage/islands.h"

#include "tools/cli/commands/commands.h"
#include "tools/cli/commands/listings.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/flags.h"
#include "tools/io/problems/problems_json.h"
#include "tools/io/problems/rules.h"
#include "tools/io/read_scenario.h"

namespace lastmile::cli {
namespace {

constexpr Flag rules = {"--rules", 0, {}, "List the rules that problems name, instead of a check"};

struct CheckOptions {
  std::string scenario;
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

void note_islands(io::ScenarioReading& reading) {
  const Plant& plant = reading.scenario.plant;
  const Network network = build_network(plant);
  if (network.island_count == 0) return;
  const Reach reach = find_best_paths(plant, network);
  const Islands islands = find_islands(plant, network, judge_premises({{plant, network, reach}, {}}));
  io::Reporter(reading.path, reading.notes)
      .note(io::FixedPlace({}),
            {"island-without-source",
             fmt::format("{} island(s) of {} site(s) are joined to no source by the design; {} home(s) on "
                         "them have no route, the largest is around site {}",
                         islands.count, islands.sites, islands.homes.homes,
                         io::quoted(site_name(reading.scenario, islands.largest.front().first_site))),
             "add the missing link, with state planned if it is not built"});
}

// False if the input is wrong; what is wrong is the command's result.
bool check(const CheckOptions& options) {
  ProgressLine progress(progress_for(options.talk));
  try {
    io::ScenarioReading reading = io::read_scenario(options.scenario, io::InputFile::Hashing::off, progress);
    note_islands(reading);
    progress.finish();
    print_problems(reading.notes, options);
    return true;
  } catch (const io::InputRefused& refused) {
    progress.finish();
    print_problems(refused.problems(), options);
    return false;
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

Command check_command() {
  return {
      .name = "check",
      .group = Group::scenarios,
      .summary = "Check a scenario and list all problems",
      .about =
          "Prints every problem with file, line, column, rule and a hint how to solve it. The exit status is "
          "2 "
          "if there are errors; notes do not count.",
      .operands = {{operands::scenario.value, operands::scenario.help, 0, 1}},
      .flags = {rules, flags::format, flags::threads, flags::quiet, help_flag},
      .examples = {{{"lastmile check town.yaml", "List all problems of a scenario and its tables."},
                    {"lastmile check town.yaml --format json", "The same for an editor or a script."}}},
      .carry_out =
          [](const Arguments& given) {
            if (given.has(rules)) {
              print(format_of(given) == Format::json ? io::to_text(io::rules_json())
                                                     : rules_listing(standard_output()));
              return done;
            }
            if (given.operands().empty()) throw WrongLine("lastmile check: needs a SCENARIO");
            return check({given.operand(0), format_of(given), talk_of(given)}) ? done : input_is_wrong;
          },
  };
}

}  // namespace lastmile::cli
