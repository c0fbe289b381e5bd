// Repeats vertex insertion and key moves until the tree is a local optimum of both.
#pragma once

#include "sim/planning/key_moves.h"
#include "sim/planning/search_control.h"
#include "sim/planning/vertex_insertion.h"

namespace lastmile::planning {

class LocalSearch {
 public:
  explicit LocalSearch(const SteinerGraph& graph) : insertion_(graph), key_moves_(graph) {}

  RootedTree improve(RootedTree tree, TreeBuilder& builder, const SearchControl& control) {
    for (bool better = tree.objective < unreachable; better && !control.stopped();) {
      const Amount before = tree.objective;
      tree = insertion_.improve(tree, builder);
      if (!control.stopped()) tree = key_moves_.improve(tree, builder);
      better = tree.objective < before;
    }
    return tree;
  }

 private:
  VertexInsertion insertion_;
  KeyMoves key_moves_;
};

}  // namespace lastmile::planning
