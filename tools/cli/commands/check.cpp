#include <fmt/format.h>

#include "tools/cli/commands/commands.h"
#include "tools/io/problems/problems_json.h"
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

}  // namespace

bool check(const CheckOptions& options) {
  try {
    print_problems(io::read_scenario(options.scenario, io::InputFile::Hashing::off).notes, options);
    return true;
  } catch (const io::InputRefused& refused) {
    print_problems(refused.problems(), options);
    return false;
  }
}

}  // namespace lastmile::cli
