// What a scenario says about service, beyond the plant: the required service profile, the equipment, and the
// specification of each site and link. Present only if the scenario requires a service.
#pragma once

#include <limits>
#include <vector>

#include "models/access/equipment.h"
#include "models/base/link_column.h"

namespace lastmile {

using LinkSpecId = Id<struct LinkSpecTag>;

inline constexpr std::uint32_t unlimited_ports = std::numeric_limits<std::uint32_t>::max();

// Share of subscribed homes that are active at the busy hour: assumption (not confirmed).
inline constexpr double default_busy_hour_share = 0.1;

// What a link is made of. Many links are alike, so each refers to its specification by number.
struct LinkSpec {
  MediumId medium;          // none: the usual medium of the technology
  TechnologyId technology;  // required by a final link; none: the nearest upstream
  double down_capacity_mbps = std::numeric_limits<double>::infinity();  // towards the homes
  double up_capacity_mbps = std::numeric_limits<double>::infinity();    // from the homes
  std::uint32_t splices = 0;
  std::uint32_t connectors = 0;  // mated pairs
  Sight sight = Sight::nlos;

  auto operator<=>(const LinkSpec&) const = default;
};

struct Access {
  ServiceProfile profile;                        // decides whether a home qualifies
  std::vector<ServiceProfile> further_profiles;  // for which qualified homes are counted as well
  double busy_hour_share = default_busy_hour_share;
  Equipment equipment;

  IdVector<SiteId, TechnologyId> technology;  // that starts at this head-end; none for most sites
  IdVector<SiteId, std::uint32_t> split;      // 1:split; 1 for a site without a splitter
  IdVector<SiteId, std::uint32_t> ports;  // as given; unlimited_ports: the outputs of its splitter, if any

  IdVector<LinkSpecId, LinkSpec> link_specs;
  LinkColumn<LinkSpecId> spec;
  LinkColumn<double> length_m;
};

}  // namespace lastmile
