// Which blocks of the block-cut tree can carry a premises: all on the ways from the root to its final links.
#pragma once

#include <vector>

#include "sim/network/network.h"

namespace lastmile {

// Calls add(block) and take(block) so that, where each call counts a block and all above it, every block that
// can carry the premises counts once (see BlockAncestry::for_union). Final links count whatever work they
// still need.
template <class Add, class Take>
void for_carrying_blocks(const Plant& plant, const Network& network, PremisesId p, Add add, Take take) {
  const auto block_at_foot = [&](LinkId id) {
    const FinalLink link = final_link(plant, id);
    return in_design(link.state) ? network.site_block[link.site] : BlockId::none();
  };
  if (network.first_drop.empty()) {  // at most one final link a premises, an inline one
    const BlockId block =
        plant.premises.drop_site[p].exists() ? block_at_foot(plant.inline_drop(p)) : BlockId::none();
    if (block.exists()) add(block);
    return;
  }
  thread_local std::vector<BlockId> blocks;
  blocks.clear();
  for_each_final_link(plant, network, p, [&](LinkId id) {
    const BlockId block = block_at_foot(id);
    if (block.exists()) blocks.push_back(block);
  });
  if (blocks.size() == 1)
    add(blocks.front());
  else if (!blocks.empty())
    network.ancestry.for_union(blocks, add, take);
}

}  // namespace lastmile
