// The words for elements and obstacles in results.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/plant/ladder.h"
#include "models/scenario/scenario.h"

namespace lastmile::io {

std::string element_kind(const Scenario& scenario, Element element);       // a site's kind, or "link"
std::string_view element_tier(const Scenario& scenario, Element element);  // "site", or a link's tier
std::vector<std::string_view> obstacle_list(Obstacles obstacles);

}  // namespace lastmile::io
