#include "sim/planning/shortest_path_tree.h"

namespace lastmile::planning {

ShortestPathTree::ShortestPathTree(const SteinerGraph& graph)
    : graph_(graph),
      chosen_(graph.vertex_count()),
      distance_(graph.vertex_count()),
      from_(graph.vertex_count()) {}

const std::vector<char>& ShortestPathTree::grow(const std::vector<Amount>& length,
                                                const std::vector<char>& wanted) {
  const auto& g = graph_;
  chosen_.assign(g.vertex_count(), 0);
  distance_.assign(g.vertex_count(), unreachable);
  queue_.clear();
  chosen_[g.root] = 1;
  distance_[g.root] = 0;
  queue_.push(0, g.root);
  while (!queue_.empty()) {
    const auto [at, v] = queue_.pop();
    if (at != distance_[v]) continue;
    if (wanted[v] && !chosen_[v] && at <= g.prize[v]) {
      // The path becomes part of the tree, and the search goes on from it.
      for (Vertex w = v; !chosen_[w]; w = g.neighbour[from_[w]]) {
        chosen_[w] = 1;
        distance_[w] = 0;
        queue_.push(0, w);
      }
      continue;
    }
    for (std::uint32_t s = g.first[v]; s < g.first[v + 1]; ++s) {
      const std::uint32_t out = g.twin[s];
      const Vertex u = g.neighbour[s];
      if (chosen_[u] || length[out] >= unreachable) continue;
      const Amount reach = at + length[out];
      if (reach >= distance_[u]) continue;
      distance_[u] = reach;
      from_[u] = out;
      queue_.push(reach, u);
    }
  }
  return chosen_;
}

}  // namespace lastmile::planning
