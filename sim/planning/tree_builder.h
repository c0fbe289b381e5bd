// Good trees over given sets of vertices: minimum spanning tree, then optimal pruning by dynamic programming.
#pragma once

#include <span>

#include "sim/planning/min_queue.h"
#include "sim/planning/steiner_graph.h"

namespace lastmile::planning {

// A tree that hangs from the root, parents before children. The root is the first vertex, without a slot.
struct RootedTree {
  Amount objective = unreachable;
  std::vector<Vertex> vertices;
  std::vector<std::uint32_t> slots;  // of each vertex: the arc from its parent
};

class TreeBuilder {
 public:
  explicit TreeBuilder(const SteinerGraph& graph);

  // The cheapest tree that Prim's algorithm and pruning find inside the vertices with chosen[v] != 0. The
  // pruned tree is the best subtree of the spanning tree. O(m log n).
  RootedTree build(const std::vector<char>& chosen);
  // The best subtree with the same root. O(size).
  RootedTree prune(const RootedTree& tree);
  // The prizes of all vertices that are not required.
  Amount all_prizes() const { return all_prizes_; }

 private:
  const SteinerGraph& graph_;
  Amount all_prizes_ = 0;
  std::size_t required_count_ = 0;
  MinQueue<Amount, std::uint32_t> queue_;
  std::vector<Amount> nearest_;
  std::vector<char> joined_;
  std::vector<Amount> profit_;
  std::vector<char> kept_;
};

}  // namespace lastmile::planning
