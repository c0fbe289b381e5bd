// What a plant achieves: who is served, what blocks the others, what the backbone's money does, and which
// final links to build next. The result of the spine: evaluate(plant, build_network(plant)).
#pragma once

#include "sim/coverage/charges.h"

namespace lastmile {

struct Coverage {
  Reach reach;
  Qualification qualification;  // judges nothing where no service is asked for
  Standings standings;
  Ledger ledger;
  Charges charges;
};

// Cost: near-linear in the plant (see reach.h and ledger.h), on all cores.
Coverage evaluate(const Plant& plant, const Network& network);

}  // namespace lastmile
