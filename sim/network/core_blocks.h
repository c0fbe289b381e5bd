// The blocks of the core, found with Boost.Graph's biconnected_components (Tarjan 1972; iterative,
// O(sites + links)).
#pragma once

#include <vector>

#include "sim/network/block_forest.h"
#include "sim/network/core_graph.h"

namespace lastmile {

struct CoreBlocks {
  BlockParents parent;             // the root and the core's blocks
  std::vector<BlockId> of_vertex;  // none for a vertex without a path from a source
};

CoreBlocks find_core_blocks(const CoreGraph& core);

}  // namespace lastmile
