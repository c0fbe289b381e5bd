// The availability of every premises: the share of the time in which one of its operational final links is up
// and starts at a site that is joined to a source over sites and links that are up. Ports, rates and
// subscriptions do not matter. Exact where site_ways.h and shared_ways.h have an answer, otherwise to be
// estimated from worlds.
#pragma once

#include "sim/reliability/live_network.h"
#include "sim/reliability/risk_sets.h"
#include "sim/reliability/site_ways.h"

namespace lastmile {

enum class AvailabilityKind : std::uint8_t { not_connected, exact, estimated };

struct Interval {
  double low = 0;
  double high = 0;
};

// Of a share of `worlds` independent draws, with 95 % confidence (Wilson 1927).
Interval wilson_interval(double share, std::uint64_t worlds);

struct Availability {
  IdVector<PremisesId, AvailabilityKind> kind;
  IdVector<PremisesId, double> value;  // 0 if it is not connected
  std::vector<PremisesId> estimated;   // in file order
  std::uint64_t worlds = 0;            // that estimates come from

  bool is_connected(PremisesId p) const { return kind[p] != AvailabilityKind::not_connected; }
  // With 95 % confidence; the value itself if it is exact.
  Interval interval(PremisesId p) const {
    if (kind[p] != AvailabilityKind::estimated) return {value[p], value[p]};
    return wilson_interval(value[p], worlds);
  }
};

// Premises without an exact answer are listed and have the value 0. Cost: see site_ways.h; O(premises).
Availability find_availability(const Plant& plant, const LiveNetwork& live, const RiskSets& risks);
// The same with the ways of sites, those of find_site_ways(); tables are added to `conditions`.
Availability find_availability(const Plant& plant, const LiveNetwork& live, const RiskSets& risks,
                               Conditions& conditions, const IdVector<SiteId, Way>& ways);

}  // namespace lastmile
