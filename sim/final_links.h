// The final links themselves: their money, and which of the missing ones to build next.
#pragma once

#include <vector>

#include "sim/coverage.h"

namespace lastmile {

FinalLinkBooks keep_final_link_books(const Plant& plant, const Network& network, const Standings& standings);

// The backbone value that completing one final link puts to work: what its premises' users are charged where
// the link is all they lack, else 0.
double value_released_by(const Plant& plant, const Network& network, const Standings& standings,
                         const Ledger& ledger, PremisesId premises, LinkId link);

// The final links that are the sole cause of their premises being unserved, most released value per
// completion cost first; those that cost nothing lead, by released value; ties by file order. At most
// next_final_link_count. Ratios that agree to 12 digits count as equal, so that rounding does not overrule
// file order.
std::vector<NextFinalLink> choose_next_final_links(const Plant& plant, const Network& network,
                                                   const Standings& standings, const Ledger& ledger);

}  // namespace lastmile
