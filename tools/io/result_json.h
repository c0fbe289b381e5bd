// Results as JSON: lastmile.result.v1 and lastmile.explain.v1, as the format page fixes them.
#pragma once

#include <nlohmann/json.hpp>

#include "sim/explain.h"
#include "tools/io/read_scenario.h"

namespace lastmile::io {

using Json = nlohmann::ordered_json;

inline constexpr std::string_view lastmile_version = LASTMILE_VERSION;

// A number that reads back to the same double, without a fraction where it is whole.
Json number(double value);

Json scenario_json(const ScenarioReading& reading);  // what it is called, where it comes from, its money
Json result_json(const ScenarioReading& reading, const Coverage& coverage);
Json explain_json(const Scenario& scenario, const Explanation& told);
Json problems_json(const ProblemList& problems);
Json inputs_json(const std::vector<InputRecord>& inputs);  // name, size and hash of each

// One line break at the end; text that is not UTF-8 comes with replacement characters.
std::string to_text(const Json& json);

// Names of what the obstacles, steps and elements of results are called outside.
std::string element_name(const Scenario& scenario, const Element& element);
std::string element_kind(const Scenario& scenario, const Element& element);       // a site's kind, or "link"
std::string_view element_tier(const Scenario& scenario, const Element& element);  // "site", or a link's tier
std::vector<std::string_view> obstacle_list(Obstacles obstacles);

}  // namespace lastmile::io
