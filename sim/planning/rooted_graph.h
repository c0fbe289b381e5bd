// What can be built around a source, in currency and people: the input of every plan.
//
// Vertices and edges cost what it takes to complete them; what works already costs 0. Prizes are the people
// that a vertex serves. Works are counted where they are known, so that of plans of the same cost the one
// with fewer works is chosen.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/planning/steiner_problem.h"

namespace lastmile::planning {

struct RootedGraph {
  struct Edge {
    Vertex a = 0;
    Vertex b = 0;
    double cost = 0;
  };
  Vertex root = 0;
  std::vector<Edge> edges;          // undirected; of parallel ones the cheapest counts
  std::vector<double> vertex_cost;  // one per vertex; the root's is never paid
  std::vector<double> prize;        // one per vertex
  std::vector<char> must;           // one per vertex: every plan contains it
  std::vector<char> leaf_only;      // one per vertex: no path passes through it
  std::vector<char> vertex_work;    // one per vertex: it is a work
  std::vector<char> edge_work;      // the same by edge; those past the end are none

  std::size_t vertex_count() const { return prize.size(); }
  bool is_work(EdgeIndex e) const { return e < edge_work.size() && edge_work[e]; }
  std::size_t work_count() const {
    return static_cast<std::size_t>(std::count(vertex_work.begin(), vertex_work.end(), 1) +
                                    std::count(edge_work.begin(), edge_work.end(), 1));
  }
  void add_vertices(std::size_t count) {
    const std::size_t total = prize.size() + count;
    vertex_cost.resize(total, 0);
    prize.resize(total, 0);
    must.resize(total, 0);
    leaf_only.resize(total, 0);
    vertex_work.resize(total, 0);
  }
};

}  // namespace lastmile::planning
