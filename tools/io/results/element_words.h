// The words for elements and obstacles in results.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/plant/ladder.h"
#include "models/scenario/scenario.h"
#include "tools/io/base/json.h"

namespace lastmile::io {

// What reports and exports call the element beside its id: its name, or for the drop of a premises without a
// name of its own that of the premises. Empty if there is none.
std::string_view name_beside(const Scenario& scenario, Element element);
// Adds `name` beside the id in the entry of an element, if it has one.
void add_name(Json& entry, const Scenario& scenario, Element element, const char* key = "name");

std::string element_kind(const Scenario& scenario, Element element);       // a site's kind, or "link"
std::string_view element_tier(const Scenario& scenario, Element element);  // "site", or a link's tier
std::vector<std::string_view> obstacle_list(Obstacles obstacles);

}  // namespace lastmile::io
