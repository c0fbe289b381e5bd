// Makes a tree cheaper by inserting vertices: a vertex outside is joined with all its neighbours in the tree,
// the dearest edge of every cycle goes, and the vertex stays if the sum is a gain.
//
// Source: Uchoa, Werneck 2012, here with plain parent pointers instead of dynamic trees: O(m x depth) a pass.
#pragma once

#include "sim/planning/tree_builder.h"

namespace lastmile::planning {

class VertexInsertion {
 public:
  explicit VertexInsertion(const SteinerGraph& graph);

  // One pass over all vertices. Returns a tree that is never worse.
  RootedTree improve(const RootedTree& tree, TreeBuilder& builder);

 private:
  Amount try_vertex(Vertex v);
  std::uint32_t dearest_on_cycle(Vertex v, Vertex u, Amount above);
  void hang(Vertex v, std::uint32_t slot);

  const SteinerGraph& graph_;
  std::vector<char> in_tree_;
  std::vector<std::uint32_t> slot_;  // from the parent
  std::vector<std::uint32_t> seen_from_;
  std::uint32_t walk_ = 0;
  std::vector<std::pair<Vertex, std::uint32_t>> undo_;
};

}  // namespace lastmile::planning
