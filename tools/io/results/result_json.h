// Results as JSON: lastmile.result.v1 and lastmile.explain.v1. Their keys do not change within v1.
#pragma once

#include "sim/coverage/explain.h"
#include "tools/io/base/json.h"
#include "tools/io/scenario/reading.h"

namespace lastmile::io {

Json scenario_json(const ScenarioReading& reading);  // name, origin and currency
Json result_json(const ScenarioReading& reading, const Coverage& coverage);
Json explain_json(const Scenario& scenario, const Explanation& told);

// Names of obstacles, steps and elements in results.
std::string element_kind(const Scenario& scenario, Element element);       // a site's kind, or "link"
std::string_view element_tier(const Scenario& scenario, Element element);  // "site", or a link's tier
std::vector<std::string_view> obstacle_list(Obstacles obstacles);

}  // namespace lastmile::io
