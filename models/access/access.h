// What a scenario tells about service beyond the plant itself: the profile asked for, the equipment, and what
// each site and link is made of. Only there where a scenario asks for a service.
#pragma once

#include <limits>

#include "models/access/equipment.h"

namespace lastmile {

using MakeId = Id<struct MakeTag>;

inline constexpr std::uint32_t unlimited_ports = std::numeric_limits<std::uint32_t>::max();

// Of the homes that take a service, those active at the busy hour: assumption (not confirmed).
inline constexpr double default_busy_hour_share = 0.1;

// What a link is made of. Many links are made alike, so each names its make by number.
struct LinkMake {
  MediumId medium;          // none: whatever runs over it
  TechnologyId technology;  // that a final link needs; none: the nearest upstream
  double capacity_mbps = std::numeric_limits<double>::infinity();  // each way
  std::uint32_t splices = 0;
  std::uint32_t connectors = 0;  // mated pairs
  Sight sight = Sight::nlos;

  auto operator<=>(const LinkMake&) const = default;
};

struct Access {
  ServiceProfile profile;
  double busy_hour_share = default_busy_hour_share;
  Equipment equipment;

  IdVector<SiteId, TechnologyId> technology;  // that the site is head-end of; none for most
  IdVector<SiteId, std::uint32_t> split;      // 1:split; 1 for a site without splitter
  IdVector<SiteId, std::uint32_t> ports;      // unlimited_ports where not given

  IdVector<MakeId, LinkMake> makes;
  IdVector<LinkId, MakeId> make;  // of explicit links
  IdVector<LinkId, double> length_m;
  IdVector<PremisesId, MakeId> drop_make;  // of inline drops
  IdVector<PremisesId, double> drop_length_m;
};

}  // namespace lastmile
