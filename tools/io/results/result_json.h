// Results as JSON: lastmile.result.v1 and lastmile.explain.v1. Their keys do not change within v1.
#pragma once

#include "sim/coverage/explain.h"
#include "tools/io/base/json.h"
#include "tools/io/results/element_words.h"
#include "tools/io/results/findings.h"
#include "tools/io/scenario/reading.h"

namespace lastmile::io {

Json scenario_json(const ScenarioReading& reading);  // name, origin and currency
Json result_json(const ScenarioReading& reading, const Coverage& coverage, const Findings& found);
// The same without areas; builds the network again, to look for islands.
Json result_json(const ScenarioReading& reading, const Coverage& coverage);
// `nearest` of each of the explanation's islands.
Json explain_json(const Scenario& scenario, const Explanation& told,
                  const std::vector<std::optional<NearestSite>>& nearest);

}  // namespace lastmile::io
