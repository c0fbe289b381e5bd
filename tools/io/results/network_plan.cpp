#include "tools/io/results/network_plan.h"

#include <algorithm>

#include "sim/planning/served_along.h"

namespace lastmile::io {

std::vector<AreaWorks> works_by_area(const Plant& plant, const AreaMap& map, std::span<const Element> order) {
  constexpr std::size_t unseen = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> place(map.size(), unseen);
  std::vector<AreaWorks> areas;
  for (const Element e : order) {
    const std::size_t area = map.of(plant, e).value;
    if (place[area] == unseen) {
      place[area] = areas.size();
      areas.push_back({area, 0, 0, 0, {}});
    }
    AreaWorks& works = areas[place[area]];
    ++works.works;
    works.cost += completion_cost_of(plant, e);
  }
  std::vector<Element> area_after_area(order.begin(), order.end());
  std::stable_sort(area_after_area.begin(), area_after_area.end(), [&](Element a, Element b) {
    return place[map.of(plant, a).value] < place[map.of(plant, b).value];
  });
  const std::vector<planning::ServedByPlan> served = planning::served_along(plant, area_after_area);
  std::size_t built = 0;
  double cost = 0;
  for (AreaWorks& works : areas) {
    works.running_cost = cost += works.cost;
    works.served = served[built += works.works];
  }
  return areas;
}

}  // namespace lastmile::io
