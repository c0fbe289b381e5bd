// Exact probabilities that the vertices of a graph are joined to its root, by dynamic programming over a
// frontier.
//
// Vertices are added one by one. The frontier is those that still have edges to later vertices; a state says
// which of them are down and which are joined to each other or to the root. States that agree are merged, so
// the work grows with the number of states of the frontier and not with that of the graph (Hardy, Lucet and
// Limnios 2007). A second pass, backwards, gives the probabilities of all vertices at once. Cost: O(steps x
// states x width), for a frontier of w vertices at most about Bell(w) states, fewer on planar graphs.
#pragma once

#include <optional>

#include "sim/reliability/failure_graph.h"

namespace lastmile {

class FrontierSolver {
 public:
  // Finds an order with a narrow frontier.
  explicit FrontierSolver(const FailureGraph& graph);

  // Of an edge between a and b: the probabilities that these are joined to the root, given that the edge is
  // up, and given that it is down; 0 if the condition is impossible.
  struct AroundEdge {
    double a_if_up = 0;
    double b_if_up = 0;
    double either_if_up = 0;
    double a_if_down = 0;
    double b_if_down = 0;
  };
  struct Solution {
    std::vector<double> vertices;  // joined to the root, and so up
    std::vector<AroundEdge> edges;
    std::uint64_t states = 0;  // of all steps together
  };
  // None if the frontier is too wide or there are too many states.
  std::optional<Solution> solve(const UpProbabilities& up) const;

 private:
  static constexpr std::size_t most_edges_per_step = 2;
  static constexpr std::size_t widest = 14;

  // Adds at most one vertex and a few edges between vertices of the frontier, then drops what has no more.
  struct Step {
    bool adds_vertex = false;
    std::uint32_t vertex = 0;  // at the end of the frontier
    struct Join {
      std::uint32_t edge;
      std::uint32_t slot_a;
      std::uint32_t slot_b;
    };
    std::vector<Join> joins;
    std::vector<std::uint32_t> kept;  // slots, in order
    std::size_t width = 0;            // before slots are dropped
    bool has_root = false;            // among the vertices added so far
  };
  class Run;

  void plan_steps(const Incidence& incidence, const std::vector<std::uint32_t>& order);

  FailureGraph graph_;
  std::vector<Step> steps_;
  bool too_wide_ = false;
};

}  // namespace lastmile
