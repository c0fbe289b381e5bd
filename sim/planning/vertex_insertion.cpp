#include "sim/planning/vertex_insertion.h"

namespace lastmile::planning {

VertexInsertion::VertexInsertion(const SteinerGraph& graph)
    : graph_(graph),
      in_tree_(graph.vertex_count()),
      slot_(graph.vertex_count()),
      seen_from_(graph.vertex_count(), 0) {}

RootedTree VertexInsertion::improve(const RootedTree& tree, TreeBuilder& builder) {
  in_tree_.assign(graph_.vertex_count(), 0);
  for (std::size_t i = 0; i < tree.vertices.size(); ++i) {
    in_tree_[tree.vertices[i]] = 1;
    slot_[tree.vertices[i]] = tree.slots[i];
  }
  bool improved = false;
  for (Vertex v = 0; v < graph_.vertex_count(); ++v) {
    if (in_tree_[v]) continue;
    undo_.clear();
    if (try_vertex(v) > 0) {
      in_tree_[v] = 1;
      improved = true;
      continue;
    }
    while (!undo_.empty()) {
      slot_[undo_.back().first] = undo_.back().second;
      undo_.pop_back();
    }
  }
  if (!improved) return tree;
  RootedTree better = builder.build(in_tree_);
  return better.objective < tree.objective ? better : tree;
}

// The gain of inserting v; the tree is changed, and `undo_` says how.
Amount VertexInsertion::try_vertex(Vertex v) {
  std::uint32_t first = none;
  std::uint32_t tree_neighbours = 0;
  for (std::uint32_t s = graph_.first[v]; s < graph_.first[v + 1]; ++s) {
    if (!in_tree_[graph_.neighbour[s]]) continue;
    ++tree_neighbours;
    if (first == none || graph_.cost[s] < graph_.cost[first]) first = s;
  }
  if (tree_neighbours < (graph_.prize[v] > 0 ? 1 : 2)) return 0;
  Amount gain = graph_.prize[v] - graph_.vertex_cost[v] - graph_.cost[first];
  slot_[v] = first;
  for (std::uint32_t s = graph_.first[v]; s < graph_.first[v + 1]; ++s) {
    const Vertex u = graph_.neighbour[s];
    if (s == first || !in_tree_[u]) continue;
    const std::uint32_t dearest = dearest_on_cycle(v, u, graph_.cost[s]);
    if (dearest == none) continue;
    gain += graph_.cost[dearest] - graph_.cost[s];
    const Vertex cut = graph_.neighbour[graph_.twin[dearest]];  // the lower end of the edge that goes
    // The part below the cut hangs from the new edge: from v's end if v is in it, else from u's.
    bool v_below = false;
    for (Vertex w = v;; w = graph_.neighbour[slot_[w]]) {
      if (w == cut) v_below = true;
      if (v_below || slot_[w] == none) break;
    }
    Vertex low = v_below ? v : u;
    std::uint32_t new_slot = v_below ? s : graph_.twin[s];
    for (;;) {
      const std::uint32_t old = slot_[low];
      undo_.emplace_back(low, old);
      slot_[low] = new_slot;
      if (low == cut) break;
      new_slot = graph_.twin[old];
      low = graph_.neighbour[old];
    }
  }
  return gain;
}

// The dearest edge, as a slot of its lower end, between v and u in the tree; none if none costs more than
// `above`.
std::uint32_t VertexInsertion::dearest_on_cycle(Vertex v, Vertex u, Amount above) {
  // Walk up from both ends in turn until one meets the other's trail.
  walk_ += 2;
  Vertex a = v, b = u;
  seen_from_[a] = walk_;
  seen_from_[b] = walk_ + 1;
  Vertex meeting = none;
  while (meeting == none) {
    if (slot_[a] != none) {
      a = graph_.neighbour[slot_[a]];
      if (seen_from_[a] == walk_ + 1) meeting = a;
      seen_from_[a] = walk_;
    }
    if (meeting == none && slot_[b] != none) {
      b = graph_.neighbour[slot_[b]];
      if (seen_from_[b] == walk_) meeting = b;
      seen_from_[b] = walk_ + 1;
    }
  }
  std::uint32_t dearest = none;
  for (const Vertex end : {v, u}) {
    for (Vertex w = end; w != meeting; w = graph_.neighbour[slot_[w]]) {
      if (graph_.cost[slot_[w]] <= above) continue;
      above = graph_.cost[slot_[w]];
      dearest = slot_[w];
    }
  }
  return dearest;
}

}  // namespace lastmile::planning
