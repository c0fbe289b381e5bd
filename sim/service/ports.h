// Which premises have a port. A site with a limited number of ports assigns them in file order to the
// connected premises behind it. A record needs one port per home at every such site between its head-end and
// its final link; it gets all of them or none. Cost: O(premises x such sites on their paths); 0 if no site
// limits its ports.
#pragma once

#include "sim/service/service_lines.h"

namespace lastmile {

class Ports {
 public:
  Ports() = default;
  Ports(const RoutedPlant& routed, const ServiceLines& lines);

  // Whether a connected premises has its ports.
  bool has(PremisesId p) const { return refused_.empty() || refused_[p] == 0; }
  // The site nearest to the outlet with too few free ports for this many homes; none if all sites have
  // enough.
  SiteId full_site(const RoutedPlant& routed, const ServiceLines& lines, const Upstream& at,
                   ServiceLines::Path path, std::uint32_t homes) const;
  // Only for a site with a limited number of ports.
  std::uint64_t free_at(SiteId site) const { return left_[site]; }

 private:
  IdVector<SiteId, std::uint64_t> left_;  // empty if no site limits its ports
  IdVector<PremisesId, std::uint8_t> refused_;
};

}  // namespace lastmile
