#include "sim/reliability/availability.h"

#include <cmath>

#include "sim/reliability/shared_ways.h"

namespace lastmile {

Interval wilson_interval(double share, std::uint64_t worlds) {
  constexpr double z = 1.959963984540054;
  const auto n = static_cast<double>(worlds);
  if (worlds == 0) return {0, 1};
  const double centre = share + z * z / (2 * n);
  const double half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  const double scale = 1 + z * z / n;
  return {std::max(0.0, (centre - half) / scale), std::min(1.0, (centre + half) / scale)};
}

Availability find_availability(const Plant& plant, const LiveNetwork& live, const RiskSets& risks) {
  Conditions conditions(risks);
  const IdVector<SiteId, Way> ways = find_site_ways(plant, live, risks, conditions);
  return find_availability(plant, live, risks, conditions, ways);
}

Availability find_availability(const Plant& plant, const LiveNetwork& live, const RiskSets& risks,
                               Conditions& conditions, const IdVector<SiteId, Way>& ways) {
  const std::size_t premises = plant.premises.size();
  Availability found{IdVector<PremisesId, AvailabilityKind>(premises, AvailabilityKind::not_connected),
                     IdVector<PremisesId, double>(premises, 0),
                     {},
                     0};
  SharedWays shared(plant, live, risks, conditions, ways);
  for (const PremisesId p : ids<PremisesId>(premises)) {
    const LiveDrops drops = live_drops(plant, live, p);
    if (drops.count == 0) continue;
    std::optional<double> value;
    if (drops.count > 1) {
      value = shared.availability(p);
    } else if (const Way& way = ways[drops.depends_on]; way.is_exact()) {
      const ConditionId condition = conditions.times(way.condition, risks.risks(drops.first));
      if (condition.exists()) value = way.scale * risks.own_up(drops.first) * conditions[condition].mean;
    }
    found.kind[p] = value ? AvailabilityKind::exact : AvailabilityKind::estimated;
    found.value[p] = value ? std::min(*value, 1.0) : 0;
    if (!value) found.estimated.push_back(p);
  }
  return found;
}

}  // namespace lastmile
