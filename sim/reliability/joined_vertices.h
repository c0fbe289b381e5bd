// Exact probabilities that each vertex of a graph is joined to its root, where that is possible.
//
// Leaves, series and parallel edges are merged first; what this does is kept, so that the vertices inside get
// their probabilities afterwards. A ring vanishes like this. The rest is solved over a frontier
// (frontier_solver.h) or, if few elements can fail, by enumeration (state_enumeration.h). The merging depends
// on the graph alone and is done once; probabilities can then be varied. Cost: O(vertices + edges) for
// series-parallel graphs.
#pragma once

#include <optional>

#include "sim/reliability/frontier_solver.h"

namespace lastmile {

class JoinedVertices {
 public:
  explicit JoinedVertices(const FailureGraph& graph);

  // For each vertex the probability that it is up and joined to the root; 1 for the root, 0 for a vertex
  // without a path. None if the graph is too much for an exact answer.
  std::optional<std::vector<double>> solve(const UpProbabilities& up) const;

 private:
  using EdgeIndex = std::uint32_t;
  // One merging. Edges of the graph have their own numbers, merged edges those after them.
  struct Merge {
    enum class Kind : std::uint8_t { leaf, series, parallel } kind;
    EdgeIndex f;  // leaf: the edge; else the two edges merged
    EdgeIndex g = 0;
    EdgeIndex merged = 0;      // not for a leaf
    std::uint32_t vertex = 0;  // the leaf, or the vertex between f and g
  };
  class Merging;

  std::vector<FailureGraph::Edge> edges_;  // of the graph, then merged ones
  std::vector<Merge> merges_;              // in order
  std::vector<std::uint32_t> kernel_vertices_;
  std::vector<EdgeIndex> kernel_edges_;
  std::optional<FrontierSolver> frontier_;  // of the kernel, if there is one
  FailureGraph graph_;
};

}  // namespace lastmile
