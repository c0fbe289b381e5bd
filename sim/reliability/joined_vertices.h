// Exact probabilities that each vertex of a graph is joined to its root, where that is possible.
//
// Leaves, series and parallel edges are merged first; what this does is kept, so that the vertices inside get
// their probabilities afterwards. A ring vanishes like this. The rest is solved over a frontier
// (frontier_solver.h) or, if few elements can fail, by enumeration (state_enumeration.h). The merging depends
// on the graph alone and is done once; probabilities can then be varied. Cost: O(vertices + edges) for
// series-parallel graphs.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "sim/reliability/frontier_solver.h"

namespace lastmile {

class JoinedVertices {
 public:
  explicit JoinedVertices(const FailureGraph& graph);

  // For each vertex the probability that it is up and joined to the root; 1 for the root, 0 for a vertex
  // without a path. None if the graph is too much for an exact answer.
  std::optional<std::vector<double>> solve(const UpProbabilities& up) const;

  // By how much a weighted sum of these probabilities grows with the probability that one vertex or edge is
  // up, the others unchanged (Birnbaum 1969).
  struct Importance {
    double sum = 0;  // weight[v] times the probability that v is joined, over all vertices
    std::vector<double> vertices;
    std::vector<double> edges;
  };
  // None if that takes more work than is left: states of the frontier in all solutions. Cost: a few times
  // that of solve() on series-parallel graphs; else one solution of the kernel for each of its vertices and
  // edges.
  std::optional<Importance> importance(const UpProbabilities& up, std::span<const double> weight,
                                       std::uint64_t& work_left) const;

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

  // The probabilities around an edge of the kernel and of merged edges; see FrontierSolver::AroundEdge.
  template <class Number>
  struct Around {
    Number a_if_up = 0;
    Number b_if_up = 0;
    Number either_if_up = 0;
    Number a_if_down = 0;
    Number b_if_down = 0;

    Around reversed() const { return {b_if_up, a_if_up, either_if_up, b_if_down, a_if_down}; }
  };
  template <class Number>
  struct Progress {
    std::vector<Number> edge_up;  // of all edges
    std::vector<Number> joined;   // by vertex
    std::vector<Around<Number>> around;
  };
  template <class Number>
  void merge_edges(const std::vector<Number>& vertex_up, Progress<Number>& progress) const;
  template <class Number>
  void take_apart(const std::vector<Number>& vertex_up, Progress<Number>& progress) const;
  std::optional<FrontierSolver::Solution> solve_kernel(const std::vector<double>& vertices,
                                                       const std::vector<double>& edges) const;

  std::vector<FailureGraph::Edge> edges_;  // of the graph, then merged ones
  std::vector<Merge> merges_;              // in order
  std::vector<std::uint32_t> kernel_vertices_;
  std::vector<EdgeIndex> kernel_edges_;
  std::optional<FrontierSolver> frontier_;  // of the kernel, if there is one
  FailureGraph graph_;
};

}  // namespace lastmile
