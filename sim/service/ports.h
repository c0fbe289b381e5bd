// Who has a port. Sites with a number of ports give them out in file order to the premises that are connected
// behind them; a record takes as many as it has homes, at every such site from its head-end down to its final
// link, or none at all. Cost: O(premises x such sites on their paths), nothing where no site counts its
// ports.
#pragma once

#include "sim/service/service_lines.h"

namespace lastmile {

class Ports {
 public:
  Ports() = default;
  Ports(const Plant& plant, const Network& network, const Reach& reach, const ServiceLines& lines);

  // Whether a connected premises got its ports.
  bool has(PremisesId p) const { return refused_.empty() || refused_[p] == 0; }
  // Nearest to the outlet, the site whose free ports are too few for so many homes; none where they would
  // have ports everywhere.
  SiteId full_site(const Plant& plant, const Reach& reach, const ServiceLines& lines, const Upstream& at,
                   ServiceLines::Path path, std::uint32_t homes) const;
  // Of a site that counts its ports.
  std::uint64_t free_at(SiteId site) const { return left_[site]; }

 private:
  IdVector<SiteId, std::uint64_t> left_;  // empty where no site counts its ports
  IdVector<PremisesId, std::uint8_t> refused_;
};

}  // namespace lastmile
