// The works of a plant that a plan may choose from, as defined: what is neither operational nor
// decommissioned.
#pragma once

#include <vector>

#include "models/plant/element.h"

namespace lastmile::test {

inline std::vector<Element> all_works(const Plant& plant) {
  std::vector<Element> works;
  const auto consider = [&](Element e) {
    const State state = state_of(plant, e);
    if (!carries_service(state) && state != State::decommissioned) works.push_back(e);
  };
  for (const SiteId site : ids<SiteId>(plant.sites.size())) consider(site);
  for (const LinkId link : ids<LinkId>(plant.links.size())) consider(link);
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (plant.has_inline_drop(p)) consider(plant.inline_drop(p));
  return works;
}

}  // namespace lastmile::test
