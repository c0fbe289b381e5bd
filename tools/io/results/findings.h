// Results of a scenario as it stands, beyond its coverage: islands, and figures by area on request.
#pragma once

#include "sim/coverage/areas.h"
#include "sim/coverage/coverage.h"
#include "sim/coverage/islands.h"
#include "tools/io/results/nearest_sites.h"
#include "tools/io/scenario/reading.h"

namespace lastmile::io {

struct Findings {
  Islands islands;
  std::vector<std::optional<NearestSite>> nearest;  // of the largest islands
  std::vector<AreaFigures> by_area;                 // empty unless requested
};

enum class ByArea : bool { no, yes };

// By area only if the scenario was read with its areas.
Findings find_islands_and_areas(const Scenario& scenario, const Network& network, const Coverage& coverage,
                                ByArea by_area);

// The figures by area alone.
std::vector<AreaFigures> find_areas(const Scenario& scenario, const Network& network,
                                    const Coverage& coverage);

// Where everything counts, fixed on the scenario as written: `all` is its plant with network and best paths.
AreaMap area_map(const Scenario& scenario, const RoutedPlant& all);

// "none" after the last named area.
std::string_view area_name(const Scenario& scenario, std::size_t area);

}  // namespace lastmile::io
