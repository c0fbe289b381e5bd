// Reports of `lastmile reliability`.
#pragma once

#include <string>

#include "tools/cli/terminal/terminal.h"
#include "tools/io/results/reliability_json.h"

namespace lastmile::cli {

// `found` and `by_area` are empty unless results by area are asked for.
std::string reliability_report(const io::ScenarioReading& reading, const ReliabilityResult& result,
                               const io::Findings& found, const io::OutlookByArea& by_area,
                               const Terminal& terminal);
std::string element_failure_report(const io::ScenarioReading& reading, const io::ElementFailure& told,
                                   const Terminal& terminal);

}  // namespace lastmile::cli
