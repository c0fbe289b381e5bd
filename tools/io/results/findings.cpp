#include "tools/io/results/findings.h"

#include <utility>

namespace lastmile::io {

Findings find_islands_and_areas(const Scenario& scenario, const Network& network, const Coverage& coverage,
                                ByArea by_area) {
  const Plant& plant = scenario.plant;
  Findings found;
  found.islands = find_islands(plant, network, coverage.standings);
  found.nearest = nearest_joined_sites(plant, network, scenario.geometry.site_points, found.islands.largest);
  if (by_area == ByArea::yes) found.by_area = find_areas(scenario, network, coverage);
  return found;
}

AreaMap area_map(const Scenario& scenario, const RoutedPlant& all) {
  WrittenAreas written = written_areas(scenario);
  return map_areas(all, scenario.names.areas.size(), std::move(written.of_sites),
                   std::move(written.of_premises));
}

std::vector<AreaFigures> find_areas(const Scenario& scenario, const Network& network,
                                    const Coverage& coverage) {
  const Plant& plant = scenario.plant;
  const RoutedPlant all = routed(plant, network, coverage);
  const AreaMap areas = area_map(scenario, all);
  return figures_by_area(all, coverage.standings, coverage.ledger, areas, subscribed_share(plant));
}

std::string_view area_name(const Scenario& scenario, std::size_t area) {
  return area < scenario.names.areas.size() ? scenario.names.areas[area] : no_area;
}

}  // namespace lastmile::io
