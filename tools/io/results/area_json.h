// The parts of a result that islands, areas and remedies add.
#pragma once

#include "tools/io/base/json.h"
#include "tools/io/results/findings.h"

namespace lastmile::io {

Json islands_json(const Scenario& scenario, const Findings& found);
Json island_json(const Scenario& scenario, const Island& island, const std::optional<NearestSite>& nearest);

// Areas with premises or elements, in their order.
Json by_area_json(const Scenario& scenario, const std::vector<AreaFigures>& by_area);

Json to_serve_everyone_json(const ToServeEveryone& all);
Json next_upstream_json(const Scenario& scenario, const std::vector<NextUpstream>& next);

}  // namespace lastmile::io
