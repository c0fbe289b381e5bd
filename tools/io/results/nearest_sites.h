// The shortest way to join an island: which site with a path from a source is nearest.
#pragma once

#include <optional>
#include <vector>

#include "models/base/point.h"
#include "sim/coverage/islands.h"

namespace lastmile::io {

struct NearestSite {
  SiteId island_site;
  SiteId joined_site;
  double distance_m = 0;  // along the WGS 84 geodesic
};

// For each island the nearest site that the design joins to a source; of equal distances the joined site
// first in file order. None where one of both has no coordinates. `points` may be empty. Cost: O(n log n) in
// the sites joined, O(log n) for each site of the islands (Guttman's R-tree, bulk-loaded).
std::vector<std::optional<NearestSite>> nearest_joined_sites(const Plant& plant, const Network& network,
                                                             const IdVector<SiteId, Point>& points,
                                                             const std::vector<Island>& islands);

}  // namespace lastmile::io
