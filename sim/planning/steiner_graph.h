// A Steiner problem as flat arrays, for algorithms that walk from vertex to vertex.
//
// The slots of a vertex list its incident edges. Slot s of v stands for the arc from neighbour[s] into v,
// whose cost is that of the edge plus that of v; twin[s] is the same edge seen from the other end. O(n + m)
// to build.
#pragma once

#include <span>

#include "sim/planning/steiner_problem.h"

namespace lastmile::planning {

struct SteinerGraph {
  Vertex root = 0;
  std::vector<std::uint32_t> first;  // slots of v: first[v] .. first[v + 1]
  std::vector<Vertex> neighbour;
  std::vector<std::uint32_t> twin;
  std::vector<EdgeIndex> edge;      // index in the problem
  std::vector<Amount> cost;         // of the edge
  std::vector<char> closed;         // the arc into the vertex is in no better tree
  std::vector<Amount> vertex_cost;  // the root's is 0
  std::vector<Amount> prize;        // the root's is 0

  explicit SteinerGraph(const SteinerProblem& problem);

  std::size_t vertex_count() const { return prize.size(); }
  std::size_t slot_count() const { return neighbour.size(); }
  // Costs of all arcs by slot; `unreachable` where closed.
  std::vector<Amount> arc_costs() const;
};

}  // namespace lastmile::planning
