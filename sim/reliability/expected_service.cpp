#include "sim/reliability/expected_service.h"

#include <algorithm>

namespace lastmile {

ExpectedService expect_service(const Plant& plant, const Reliability* reliability, const DrawKeys& keys,
                               const WorldsRequest& request, const CustomerShare& customers) {
  const LiveNetwork live = build_live_network(plant);
  const RiskSets risks(plant, reliability);
  Availability availability = find_availability(plant, live, risks);
  Worlds worlds = draw_worlds(plant, live, risks, keys, request, availability.estimated, customers);
  take_estimates(worlds, availability);
  ExpectedService service;
  service.request = request;
  service.served = outlook_of(plant, availability, customers).served;
  service.is_exact = availability.estimated.empty();
  service.homes = std::move(worlds.homes);
  const double homes_now = service.served.homes_now;
  service.homes_in_worlds = reliability != nullptr ? mean_over_worlds(service.homes, homes_now)
                                                   : Estimate{homes_now, {homes_now, homes_now}};
  return service;
}

Estimate difference_in_homes(const ExpectedService& later, const ExpectedService& first) {
  return mean_difference(later.homes, first.homes, std::max(later.served.homes_now, first.served.homes_now));
}

}  // namespace lastmile
