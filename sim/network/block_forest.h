// The block-cut tree of the design network, rooted at the virtual root.
//
// A block is a single bridge, or a maximal set of links in which any two lie on a common simple cycle. An
// element lies on a simple path from the root to a site if and only if it belongs to a block on the way to
// that site in this tree. One number per site, its block towards the root, is therefore enough for the ledger
// (Hopcroft and Tarjan 1973, Algorithm 447). Block 0 is the root and contains no element; parents have
// smaller numbers than their children.
#pragma once

#include <span>
#include <vector>

#include "models/base/ids.h"

namespace lastmile {

using BlockId = Id<struct BlockTag>;
using BlockParents = IdVector<BlockId, BlockId>;  // of block 0: itself

inline constexpr BlockId root_block{0};

// Finds the common ancestors of two blocks. Needed only if a premises has several final links.
// Cost: O(blocks) to build, O(log blocks) per query (jump pointers; Myers 1983).
class BlockAncestry {
 public:
  BlockAncestry() = default;
  explicit BlockAncestry(const BlockParents& parent);

  // If each add(block) adds one to the block and all its ancestors, and each take(block) subtracts one, then
  // the calls of this function together count every block on the paths from the root to `blocks` exactly
  // once. Sorts `blocks`.
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
