#include "sim/coverage/explain.h"

#include <fmt/format.h>

#include "tools/cli/commands/commands.h"
#include "tools/cli/reports/reports.h"
#include "tools/io/base/suggest.h"
#include "tools/io/problems/cells.h"
#include "tools/io/read_scenario.h"
#include "tools/io/results/result_json.h"

namespace lastmile::cli {
namespace {

PremisesId find_premises(const Scenario& scenario, const ExplainOptions& options) {
  const NameTable& names = scenario.names.premises;
  if (const auto index = names.find(options.premises)) return PremisesId{*index};
  const auto near = io::nearest(options.premises, names.size(), [&](std::size_t i) { return names[i]; });
  io::ProblemList problems;
  io::Reporter(options.scenario, problems)
      .error(io::FixedPlace({}),
             {"unknown-premises", fmt::format("unknown premises {}", io::quoted(options.premises)),
              near ? fmt::format("did you mean {}?", io::quoted(*near)) : ""});
  throw io::InputRefused(std::move(problems));
}

}  // namespace

void explain(const ExplainOptions& options) {
  const io::ScenarioReading reading = io::read_scenario(options.scenario, io::InputFile::Hashing::off);
  print_notes(reading.notes, options.talk);
  const Scenario& scenario = reading.scenario;
  const PremisesId premises = find_premises(scenario, options);
  const Network network = build_network(scenario.plant);
  const Explanation told =
      lastmile::explain(scenario.plant, network, evaluate(scenario.plant, network), premises);
  print(options.format == Format::json ? io::to_text(io::explain_json(scenario, told))
                                       : explain_report(scenario, told, standard_output()));
}

}  // namespace lastmile::cli
