#include "sim/network/block_forest.h"

#include <algorithm>

namespace lastmile {

BlockAncestry::BlockAncestry(const BlockParents& parent)
    : parent_(parent), jump_(parent.size(), root_block), visit_(parent.size()), leave_(parent.size()) {
  IdVector<BlockId, std::uint32_t> size(parent.size(), 1);
  for (std::size_t i = parent.size(); i-- > 1;) size[parent[BlockId{i}]] += size[BlockId{i}];

  IdVector<BlockId, std::uint32_t> depth(parent.size(), 0);
  IdVector<BlockId, std::uint32_t> next_free(parent.size(), 1);  // first number not yet given to a child
  for (const BlockId block : ids<BlockId>(parent.size())) {
    const BlockId up = parent[block];
    if (block != root_block) {
      visit_[block] = next_free[up];
      next_free[up] += size[block];
      depth[block] = depth[up] + 1;
      const BlockId far = jump_[up];
      jump_[block] = depth[up] - depth[far] == depth[far] - depth[jump_[far]] ? jump_[far] : up;
    }
    next_free[block] = visit_[block] + 1;
    leave_[block] = visit_[block] + size[block];
  }
}

BlockId BlockAncestry::common(BlockId a, BlockId b) const {
  while (!holds(a, b)) a = holds(jump_[a], b) ? parent_[a] : jump_[a];
  return a;
}

void BlockAncestry::sort_by_visit(std::vector<BlockId>& blocks) const {
  std::sort(blocks.begin(), blocks.end(), [&](BlockId a, BlockId b) { return visit_[a] < visit_[b]; });
}

}  // namespace lastmile
