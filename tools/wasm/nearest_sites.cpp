// The module knows no coordinates: the page keeps the nearest sites that the program found.
#include "tools/io/results/nearest_sites.h"

namespace lastmile::io {

std::vector<std::optional<NearestSite>> nearest_joined_sites(const Plant&, const Network&,
                                                             const IdVector<SiteId, Point>&,
                                                             const std::vector<Island>& islands) {
  return std::vector<std::optional<NearestSite>>(islands.size());
}

}  // namespace lastmile::io
