// What a plant achieves: who is served, what blocks the others, how much backbone value is in use, and which
// final links to build next. Computed by evaluate(plant, build_network(plant)).
#pragma once

#include "sim/coverage/charges.h"

namespace lastmile {

struct Coverage {
  Reach reach;
  Qualification qualification;  // empty if the scenario requires no service
  Standings standings;
  Ledger ledger;
  Charges charges;
};

// Views of a plant and its network together with their coverage.
inline RoutedPlant routed(const Plant& plant, const Network& network, const Coverage& coverage) {
  return {plant, network, coverage.reach};
}
inline JudgedPlant judged(const Plant& plant, const Network& network, const Coverage& coverage) {
  return {routed(plant, network, coverage), coverage.qualification};
}

// Cost: near-linear in the plant (see reach.h and ledger.h), on all cores.
Coverage evaluate(const Plant& plant, const Network& network);

}  // namespace lastmile
