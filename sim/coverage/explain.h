// Why one premises is not served, what it would take, and what that would put to work.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "sim/coverage/coverage.h"

namespace lastmile {

using Element = std::variant<SiteId, LinkId>;

struct RouteStep {
  Element element;
  State state;
  double completion_cost = 0;
  double value = 0;
  Demand demand;  // the users it can carry
};

// A site with too few free ports for a premises.
struct FullSite {
  SiteId site;
  std::uint32_t ports = 0;
  std::uint64_t free = 0;
};

struct Explanation {
  PremisesId premises;
  Standing standing;
  std::vector<RouteStep> route;  // from the source to the final link; empty where there is no route
  std::vector<Element> remedy;   // the elements of the route that are not operational
  double completion_cost = 0;    // of the remedy
  double releases = 0;  // value the remedy puts to use for this premises; 0 if it would still not be served
  double also_serves_users = 0;  // users of other premises that the same works would serve
  ServiceGiven service;          // where a service is asked for
  std::optional<FullSite> full;  // where it lacks a port
};

// Cost: that of one more evaluation, for the users served besides.
Explanation explain(const Plant& plant, const Network& network, const Coverage& coverage,
                    PremisesId premises);

// The plant once `works` are operational.
Plant with_operational(const Plant& plant, const std::vector<Element>& works);

}  // namespace lastmile
