// The blocks of the core, found by Boost.Graph's biconnected_components (Tarjan 1972; iterative, O(sites +
// links)).
#pragma once

#include "sim/network.h"

namespace lastmile {

// Fills block_parent with the root and the core's blocks, and site_block for the core's sites that a source
// is joined to.
void find_core_blocks(Network& network);

}  // namespace lastmile
