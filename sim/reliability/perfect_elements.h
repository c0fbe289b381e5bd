// What it would be worth if one element never failed, neither by itself nor in an event: the user hours a
// year that its perfection would save (its Birnbaum importance times its unavailability; Birnbaum 1969).
//
// For each site the users behind it, each weighed with the probability of service given that the site is
// joined, are added up from the homes towards the sources. On trees that gives every element by
// multiplication, in blocks by the derivatives of joined_vertices.h, all in one pass. Cost: O(elements) on
// trees and rings, times 2^risks where risks bear on them.
#pragma once

#include <vector>

#include "models/plant/element.h"
#include "sim/reliability/shared_ways.h"

namespace lastmile {

struct PerfectElement {
  Element element;
  double user_hours = 0;  // saved per year
};

struct PerfectElements {
  std::vector<PerfectElement> best;  // most user hours first, of equals to 12 digits in file order; none is 0
  // That can fail and whose saving is not known: in meshes and between several final links that take too much
  // work, and on the ways of premises without an exact availability. They are not among the best.
  std::uint64_t elements_left_out = 0;
};

// `ways` are those of find_site_ways().
PerfectElements find_perfect_elements(const Plant& plant, const LiveNetwork& live, const RiskSets& risks,
                                      const Conditions& conditions, const IdVector<SiteId, Way>& ways,
                                      std::size_t count);

}  // namespace lastmile
