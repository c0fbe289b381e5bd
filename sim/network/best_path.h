// Which of a premises' final links its best path ends with.
#pragma once

#include "sim/network/reach.h"

namespace lastmile {

struct BestPath {
  LinkId final_link;                 // none where there is no route
  SiteId site;                       // that it starts at
  State state = State::operational;  // of the final link
  PathLabel path;                    // final link included
  bool passed = false;               // some final link of the design starts at a site that has service
};

// Cost: O(final links of the premises). Inlined into the loops over all premises.
[[gnu::always_inline]] inline BestPath best_path(const Plant& plant, const Network& network,
                                                 const Reach& reach, PremisesId premises) {
  BestPath best;
  for_each_final_link(plant, network, premises, [&](LinkId id) {
    const FinalLink link = final_link(plant, id);
    const PathLabel& upstream = reach.path[link.site];
    if (!in_design(link.state) || !upstream.exists()) return;
    best.passed = best.passed || upstream.is_live();
    const PathLabel path = then(upstream, link.state, link.completion_cost);
    if (best.final_link.exists() && !(path < best.path)) return;
    best.final_link = id;
    best.site = link.site;
    best.state = link.state;
    best.path = path;
  });
  return best;
}

}  // namespace lastmile
