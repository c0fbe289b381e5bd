// The block-cut tree of the design network, rooted at the virtual root.
//
// A block is a largest set of links of which any two lie on a common simple cycle, or a single bridge. An
// element lies on some simple path from the root to a site exactly where it belongs to a block on the way
// there in this tree, so one number per site, the block towards the root, carries the whole ledger (Hopcroft
// and Tarjan 1973, Algorithm 447). Block 0 stands for the root and holds no element; parents have smaller
// numbers than their children.
#pragma once

#include <span>
#include <vector>

#include "models/base/ids.h"

namespace lastmile {

using BlockId = Id<struct BlockTag>;
using BlockParents = IdVector<BlockId, BlockId>;  // of block 0: itself

inline constexpr BlockId root_block{0};

// Answers which ancestors two blocks share. Needed only where a premises has several final links.
// Cost: O(blocks) to build, O(log blocks) a question (jump pointers; Myers 1983).
class BlockAncestry {
 public:
  BlockAncestry() = default;
  explicit BlockAncestry(const BlockParents& parent);

  // Calls add(block) and take(block) so that, over all calls, each block on the ways from the root to any of
  // `blocks` counts once where every call counts a block and its ancestors. Sorts `blocks`.
  template <class Add, class Take>
  void for_union(std::vector<BlockId>& blocks, Add add, Take take) const {
    sort_by_visit(blocks);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      add(blocks[i]);
      if (i > 0) take(common(blocks[i - 1], blocks[i]));
    }
  }

  BlockId common(BlockId a, BlockId b) const;

 private:
  void sort_by_visit(std::vector<BlockId>& blocks) const;
  bool holds(BlockId ancestor, BlockId block) const {
    return visit_[ancestor] <= visit_[block] && visit_[block] < leave_[ancestor];
  }

  IdVector<BlockId, BlockId> parent_;
  IdVector<BlockId, BlockId> jump_;
  IdVector<BlockId, std::uint32_t> visit_;  // number in depth-first order
  IdVector<BlockId, std::uint32_t> leave_;  // one past the last number below it
};

}  // namespace lastmile
