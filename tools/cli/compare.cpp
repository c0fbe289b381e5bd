#include <deque>

#include "sim/coverage.h"
#include "tools/cli/commands.h"
#include "tools/cli/reports.h"
#include "tools/io/compare_json.h"

namespace lastmile::cli {
namespace {

// Reads every file before anything is computed, so that the problems of all are told at once.
std::deque<io::ScenarioReading> read_all(const std::vector<std::string>& paths) {
  std::deque<io::ScenarioReading> readings;
  io::ProblemList problems;
  for (const std::string& path : paths) {
    try {
      readings.push_back(io::read_scenario(path, io::InputFile::Hashing::off));
    } catch (const io::InputRefused& refused) {
      problems.append(io::ProblemList(refused.problems()));
    }
  }
  if (problems.error_count() > 0) throw io::InputRefused(std::move(problems));
  return readings;
}

}  // namespace

void compare(const CompareOptions& options) {
  const std::deque<io::ScenarioReading> readings = read_all(options.scenarios);
  std::deque<Coverage> coverages;
  std::vector<Compared> compared;
  std::vector<io::Json> results;
  for (const io::ScenarioReading& reading : readings) {
    print_notes(reading.notes, options.talk);
    const Plant& plant = reading.scenario.plant;
    compared.push_back({&reading, &coverages.emplace_back(evaluate(plant, build_network(plant)))});
    results.push_back(io::result_json(reading, coverages.back()));
  }
  print(options.format == Format::json ? io::to_text(io::compare_json(std::move(results)))
                                       : compare_report(compared, standard_output()));
}

}  // namespace lastmile::cli
