#include "sim/planning/tree_builder.h"

namespace lastmile::planning {

TreeBuilder::TreeBuilder(const SteinerGraph& graph)
    : graph_(graph),
      nearest_(graph.vertex_count()),
      joined_(graph.vertex_count()),
      profit_(graph.vertex_count()),
      kept_(graph.vertex_count()) {
  for (const Amount p : graph.prize) {
    if (p >= required)
      ++required_count_;
    else
      all_prizes_ += p;
  }
}

RootedTree TreeBuilder::build(const std::vector<char>& chosen) {
  nearest_.assign(graph_.vertex_count(), unreachable);
  joined_.assign(graph_.vertex_count(), 0);
  queue_.clear();
  RootedTree tree;
  const auto join = [&](Vertex v, std::uint32_t slot) {
    joined_[v] = 1;
    tree.vertices.push_back(v);
    tree.slots.push_back(slot);
    for (std::uint32_t s = graph_.first[v]; s < graph_.first[v + 1]; ++s) {
      const Vertex u = graph_.neighbour[s];
      if (!chosen[u] || joined_[u] || graph_.cost[s] >= nearest_[u]) continue;
      nearest_[u] = graph_.cost[s];
      queue_.push(graph_.cost[s], graph_.twin[s]);
    }
  };
  join(graph_.root, none);
  while (!queue_.empty()) {
    const std::uint32_t slot = queue_.pop().second;  // of the vertex to join
    const Vertex v = graph_.neighbour[graph_.twin[slot]];
    if (!joined_[v]) join(v, slot);
  }
  return prune(tree);
}

RootedTree TreeBuilder::prune(const RootedTree& tree) {
  const auto& g = graph_;
  for (const Vertex v : tree.vertices) profit_[v] = g.prize[v] - g.vertex_cost[v];
  for (std::size_t i = tree.vertices.size(); i-- > 1;) {
    const Vertex v = tree.vertices[i];
    const Amount gain = profit_[v] - g.cost[tree.slots[i]];
    kept_[v] = gain > 0 ? 1 : 0;
    Amount& above = profit_[g.neighbour[tree.slots[i]]];
    if (gain > 0) above = std::min(above + gain, 2 * required);
  }
  RootedTree pruned;
  pruned.objective = all_prizes_;
  std::size_t missing = required_count_;
  for (std::size_t i = 0; i < tree.vertices.size(); ++i) {
    const Vertex v = tree.vertices[i];
    if (i > 0) {
      if (!kept_[v] || !kept_[g.neighbour[tree.slots[i]]]) {
        kept_[v] = 0;
        continue;
      }
      pruned.objective += g.cost[tree.slots[i]] + g.vertex_cost[v];
    }
    kept_[v] = 1;
    if (g.prize[v] >= required)
      --missing;
    else
      pruned.objective -= g.prize[v];
    pruned.vertices.push_back(v);
    pruned.slots.push_back(tree.slots[i]);
  }
  if (missing > 0) pruned.objective = unreachable;
  return pruned;
}

}  // namespace lastmile::planning
