#include "sim/reliability/expected_service.h"

#include <algorithm>

namespace lastmile {
namespace {

bool anything_fails(const Plant& plant, const RiskSets& risks) {
  const auto fails = [&](auto element, State state) {
    return carries_service(state) && risks.can_fail(element);
  };
  for (const SiteId site : ids<SiteId>(plant.sites.size()))
    if (fails(site, plant.sites.state[site])) return true;
  for (const LinkId link : ids<LinkId>(plant.links.size() + plant.premises.size()))
    if (fails(link, plant.links.state[link])) return true;
  return false;
}

}  // namespace

ExpectedService expect_service(const Plant& plant, const Reliability* reliability, const DrawKeys& keys,
                               const WorldsRequest& request, const CustomerShare& customers,
                               const DrawWorlds& draw) {
  const LiveNetwork live = build_live_network(plant);
  const RiskSets risks(plant, reliability);
  Availability availability = find_availability(plant, live, risks);
  Worlds worlds = draw_worlds(plant, live, risks, keys, request, availability.estimated, customers, draw);
  take_estimates(worlds, availability);
  ExpectedService service;
  service.request = request;
  service.served = outlook_of(plant, availability, customers).served;
  service.can_fail = reliability != nullptr && anything_fails(plant, risks);
  service.is_exact = availability.estimated.empty();
  service.homes = std::move(worlds.homes);
  const double homes_now = service.served.homes_now;
  service.homes_in_worlds = reliability != nullptr ? mean_over_worlds(service.homes, homes_now)
                                                   : Estimate{homes_now, {homes_now, homes_now}};
  return service;
}

Estimate difference_in_homes(const ExpectedService& later, const ExpectedService& first) {
  if (!later.can_fail && !first.can_fail) {
    const double certain = later.served.homes_now - first.served.homes_now;
    return {certain, {certain, certain}};
  }
  return mean_difference(later.homes, first.homes, std::max(later.served.homes_now, first.served.homes_now));
}

}  // namespace lastmile
