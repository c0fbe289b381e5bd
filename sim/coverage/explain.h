// Why one premises is not served, what it needs, and what value that would put to use.
#pragma once

#include <optional>
#include <vector>

#include "models/plant/element.h"
#include "sim/coverage/coverage.h"
#include "sim/coverage/islands.h"

namespace lastmile {

struct RouteStep {
  Element element;
  State state;
  double completion_cost = 0;
  double value = 0;
  Demand demand;  // the users it can carry
};

struct Explanation {
  PremisesId premises;
  Standing standing;
  std::vector<RouteStep> route;  // from the source to the final link; empty if there is no route
  std::vector<Island> islands;   // if there is no route: those that its final links of the design start on
  std::vector<Element> remedy;   // the elements of the route that are not operational
  double completion_cost = 0;    // of the remedy
  double releases = 0;  // value that the remedy puts to use; 0 if the premises would still not be served
  double also_serves_users = 0;  // users of other premises that the same works would serve
  DeliveredService service;      // if the scenario requires a service
  std::optional<FullSite> full;  // if it lacks a port
};

// Cost: one more evaluation, to find the other users that are served.
Explanation explain(const Plant& plant, const Network& network, const Coverage& coverage,
                    PremisesId premises);

// The plant with `works` operational.
Plant with_operational(const Plant& plant, const std::vector<Element>& works);

}  // namespace lastmile
