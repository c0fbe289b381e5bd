// A first tree: customers are joined one after the other, the nearest first (Takahashi, Matsuyama 1980).
#pragma once

#include "sim/planning/tree_builder.h"

namespace lastmile::planning {

class ShortestPathTree {
 public:
  explicit ShortestPathTree(const SteinerGraph& graph);

  // Marks the vertices of a tree that joins the root with every wanted vertex it can reach. `length` gives
  // the length of each arc by slot (the arc into the slot's owner); `unreachable` is never used. A customer
  // joins where its distance is at most its prize. O(m log n) in practice.
  const std::vector<char>& grow(const std::vector<Amount>& length, const std::vector<char>& wanted);

 private:
  const SteinerGraph& graph_;
  std::vector<char> chosen_;
  std::vector<Amount> distance_;
  std::vector<std::uint32_t> from_;  // the arc over which a vertex is reached
  MinQueue<Amount, Vertex> queue_;
};

}  // namespace lastmile::planning
