// The blocks of the block-cut tree that can carry a premises: those on the paths from the root to its final
// links.
#pragma once

#include <vector>

#include "sim/network/network.h"

namespace lastmile {

// Calls add(block) and take(block) so that every block that can carry the premises counts exactly once, as
// BlockAncestry::for_union does. Final links of the design count in any state.
template <class Add, class Take>
void for_carrying_blocks(const Plant& plant, const Network& network, PremisesId p, Add add, Take take) {
  const auto block_at_foot = [&](const FinalLink& link) {
    return in_design(link.state) ? network.site_block[link.site] : BlockId::none();
  };
  if (network.first_drop.empty()) {  // every premises has at most one final link, an inline one
    const BlockId block =
        plant.has_inline_drop(p) ? block_at_foot(inline_final_link(plant, p)) : BlockId::none();
    if (block.exists()) add(block);
    return;
  }
  thread_local std::vector<BlockId> blocks;
  blocks.clear();
  for_each_final_link(plant, network, p, [&](const FinalLink& link) {
    const BlockId block = block_at_foot(link);
    if (block.exists()) blocks.push_back(block);
  });
  if (blocks.size() == 1)
    add(blocks.front());
  else if (!blocks.empty())
    network.ancestry.for_union(blocks, add, take);
}

}  // namespace lastmile
