// The best path of a premises, and the final link it ends with.
#pragma once

#include "sim/network/reach.h"

namespace lastmile {

struct BestPath {
  LinkId final_link;                 // none if there is no route
  SiteId site;                       // at which the final link starts
  State state = State::operational;  // of the final link
  PathLabel path;                    // including the final link
  bool passed = false;               // a final link of the design starts at a live site
};

// Cost: O(final links of the premises). Inlined into the loops over all premises.
[[gnu::always_inline]] inline BestPath best_path(const RoutedPlant& routed, PremisesId premises) {
  const Plant& plant = routed.plant;
  const Reach& reach = routed.reach;
  BestPath best;
  for_each_final_link(
      plant, routed.network, premises, [&](const FinalLink& link) __attribute__((always_inline)) {
        const PathLabel& upstream = reach.path[link.site];
        if (!in_design(link.state) || !upstream.exists()) return;
        best.passed = best.passed || upstream.is_live();
        const PathLabel path = then(upstream, link.state, link.completion_cost);
        if (best.final_link.exists() && !(path < best.path)) return;
        best.final_link = link.id;
        best.site = link.site;
        best.state = link.state;
        best.path = path;
      });
  return best;
}

}  // namespace lastmile
