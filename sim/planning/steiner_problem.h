// The problem at the heart of every plan: a rooted prize-collecting Steiner tree with vertex costs.
//
// Choose a tree that contains the root. It costs its edges, its vertices (the root's own cost is never paid),
// and the prizes of the vertices that it leaves out. Least total wins. A vertex whose prize is `required` is
// in every feasible tree.
//
// Amounts are whole numbers, so that sums, comparisons and reduced costs are exact. `AmountScale` (amounts.h)
// converts currency. The sum of all costs must stay below 2^56.
#pragma once

#include <cstdint>
#include <vector>

namespace lastmile::planning {

using Amount = std::int64_t;
using Vertex = std::uint32_t;
using EdgeIndex = std::uint32_t;

inline constexpr std::uint32_t none = 0xffffffff;
inline constexpr Amount required = Amount{1} << 58;
inline constexpr Amount unreachable = Amount{1} << 60;

struct SteinerEdge {
  Vertex a = 0;
  Vertex b = 0;
  Amount cost = 0;
};

struct SteinerProblem {
  Vertex root = 0;
  std::vector<SteinerEdge> edges;   // undirected; parallel edges and loops are legal
  std::vector<Amount> vertex_cost;  // one per vertex
  std::vector<Amount> prize;        // one per vertex

  std::size_t vertex_count() const { return prize.size(); }
};

// A tree that contains the root, as indices into SteinerProblem::edges, and what it costs.
struct SteinerTree {
  Amount objective = unreachable;  // unreachable: no feasible tree
  std::vector<EdgeIndex> edges;
};

}  // namespace lastmile::planning
