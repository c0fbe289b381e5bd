#include "sim/planning/key_moves.h"

#include <algorithm>

namespace lastmile::planning {

KeyMoves::KeyMoves(const SteinerGraph& graph) : graph_(graph) {
  const std::size_t n = graph.vertex_count();
  for (auto* array : {&slot_, &entered_, &left_, &children_, &depth_, &chain_top_, &base_, &from_, &heap_,
                      &removed_in_, &repaired_in_, &new_base_, &new_from_})
    array->assign(n, 0);
  distance_.resize(n);
  new_distance_.resize(n);
  key_.resize(graph.slot_count());
  heap_left_.resize(graph.slot_count());
  heap_right_.resize(graph.slot_count());
}

RootedTree KeyMoves::improve(const RootedTree& tree, TreeBuilder& builder) {
  set_up(tree);
  find_regions();
  build_heaps();
  changed_ = false;
  for (std::size_t i = preorder_.size(); i-- > 1;) {
    const Vertex v = preorder_[i];
    if (is_key_[v] && graph_.prize[v] < required && children_[v] > 0) remove_vertex(v);
    for (std::uint32_t c = first_child_[v]; c < first_child_[v] + children_[v]; ++c)
      heap_[v] = meld(heap_[v], heap_[child_list_[c]]);
    if (is_key_[v]) exchange_path(v);
  }
  if (!changed_) return tree;
  RootedTree better = builder.build(chosen_);
  return better.objective < tree.objective ? better : tree;
}

void KeyMoves::set_up(const RootedTree& tree) {
  const std::size_t n = graph_.vertex_count();
  in_tree_.assign(n, 0);
  is_key_.assign(n, 0);
  locked_.assign(n, 0);
  first_child_.assign(n + 1, 0);
  children_.assign(n, 0);
  for (std::size_t i = 0; i < tree.vertices.size(); ++i) {
    const Vertex v = tree.vertices[i];
    in_tree_[v] = 1;
    slot_[v] = tree.slots[i];
    if (i > 0) ++children_[parent(v)];
  }
  chosen_ = in_tree_;
  std::uint32_t next = 0;
  for (const Vertex v : tree.vertices) {
    first_child_[v] = next;
    next += children_[v];
    is_key_[v] = v == graph_.root || graph_.prize[v] > 0 || children_[v] != 1 ? 1 : 0;
  }
  child_list_.resize(next);
  std::vector<std::uint32_t>& filled = left_;
  for (const Vertex v : tree.vertices) filled[v] = first_child_[v];
  for (std::size_t i = 1; i < tree.vertices.size(); ++i)
    child_list_[filled[parent(tree.vertices[i])]++] = tree.vertices[i];
  // Sizes, then preorder numbers with the largest child first, which also gives heavy paths.
  std::vector<std::uint32_t>& size = entered_;
  for (const Vertex v : tree.vertices) size[v] = 1;
  for (std::size_t i = tree.vertices.size(); i-- > 1;)
    size[parent(tree.vertices[i])] += size[tree.vertices[i]];
  for (const Vertex v : tree.vertices) {
    const auto begin = child_list_.begin() + first_child_[v];
    const auto end = begin + children_[v];
    if (begin != end)
      std::iter_swap(begin,
                     std::max_element(begin, end, [&](Vertex a, Vertex b) { return size[a] < size[b]; }));
  }
  preorder_.resize(tree.vertices.size());
  std::vector<std::uint32_t> position(n, 0);
  chain_top_[graph_.root] = graph_.root;
  depth_[graph_.root] = 0;
  for (const Vertex v : tree.vertices) {  // parents first
    const std::uint32_t at = position[v];
    preorder_[at] = v;
    left_[v] = at + size[v];
    std::uint32_t child_at = at + 1;
    for (std::uint32_t c = first_child_[v]; c < first_child_[v] + children_[v]; ++c) {
      const Vertex child = child_list_[c];
      position[child] = child_at;
      child_at += size[child];
      chain_top_[child] = c == first_child_[v] ? chain_top_[v] : child;
      depth_[child] = depth_[v] + 1;
    }
  }
  for (const Vertex v : tree.vertices) entered_[v] = position[v];
}

Vertex KeyMoves::common_ancestor(Vertex a, Vertex b) const {
  while (chain_top_[a] != chain_top_[b]) {
    if (depth_[chain_top_[a]] >= depth_[chain_top_[b]])
      a = parent(chain_top_[a]);
    else
      b = parent(chain_top_[b]);
  }
  return depth_[a] < depth_[b] ? a : b;
}

void KeyMoves::find_regions() {
  const std::size_t n = graph_.vertex_count();
  distance_.assign(n, unreachable);
  base_.assign(n, none);
  queue_.clear();
  for (const Vertex v : preorder_) {
    distance_[v] = 0;
    base_[v] = v;
    from_[v] = none;
    queue_.push(0, v);
  }
  region_first_.assign(n + 1, 0);
  std::vector<Vertex> settled;
  settled.reserve(n);
  while (!queue_.empty()) {
    const auto [at, v] = queue_.pop();
    if (at != distance_[v] || (!settled.empty() && settled.back() == v)) continue;
    settled.push_back(v);
    for (std::uint32_t s = graph_.first[v]; s < graph_.first[v + 1]; ++s) {
      const Vertex u = graph_.neighbour[s];
      const Amount reach = at + graph_.cost[s] + graph_.vertex_cost[u];
      if (reach >= distance_[u]) continue;
      distance_[u] = reach;
      base_[u] = base_[v];
      from_[u] = graph_.twin[s];
      queue_.push(reach, u);
    }
  }
  for (Vertex v = 0; v < n; ++v)
    if (base_[v] != none) ++region_first_[base_[v] + 1];
  for (std::size_t v = 0; v < n; ++v) region_first_[v + 1] += region_first_[v];
  region_.resize(region_first_[n]);
  std::vector<std::uint32_t> next(region_first_.begin(), region_first_.end() - 1);
  for (Vertex v = 0; v < n; ++v)
    if (base_[v] != none) region_[next[base_[v]]++] = v;
}

void KeyMoves::build_heaps() {
  const std::size_t n = graph_.vertex_count();
  heap_.assign(n, none);
  meeting_first_.assign(n + 1, 0);
  std::vector<std::pair<Vertex, std::uint32_t>> meetings;
  for (Vertex v = 0; v < n; ++v) {
    if (base_[v] == none) continue;
    for (std::uint32_t s = graph_.first[v]; s < graph_.first[v + 1]; ++s) {
      const Vertex u = graph_.neighbour[s];
      if (base_[u] == base_[v]) continue;
      if (in_tree_[u] && in_tree_[v] && (slot_[v] == s || slot_[u] == graph_.twin[s])) continue;
      key_[s] = distance_[u] + graph_.cost[s] + distance_[v];
      heap_left_[s] = heap_right_[s] = none;
      heap_[base_[v]] = meld(heap_[base_[v]], s);
      if (base_[v] < base_[u]) meetings.emplace_back(common_ancestor(base_[v], base_[u]), s);
    }
  }
  for (const auto& [v, s] : meetings) ++meeting_first_[v + 1];
  for (std::size_t v = 0; v < n; ++v) meeting_first_[v + 1] += meeting_first_[v];
  meeting_.resize(meetings.size());
  std::vector<std::uint32_t> next(meeting_first_.begin(), meeting_first_.end() - 1);
  for (const auto& [v, s] : meetings) meeting_[next[v]++] = s;
}

// Skew heaps, top down: no recursion.
std::uint32_t KeyMoves::meld(std::uint32_t a, std::uint32_t b) {
  std::uint32_t result = none;
  std::uint32_t* place = &result;
  while (a != none && b != none) {
    if (key_[b] < key_[a]) std::swap(a, b);
    *place = a;
    const std::uint32_t right = heap_right_[a];
    heap_right_[a] = heap_left_[a];
    place = &heap_left_[a];
    a = right;
  }
  *place = a != none ? a : b;
  return result;
}

void KeyMoves::begin_round() {
  ++round_;
  removed_.clear();
  repaired_.clear();
  candidates_.clear();
  stash_.clear();
  saved_ = 0;
}

// The key path that leads up from v goes: its edges, and the vertices inside it.
void KeyMoves::remove_up_to_key(Vertex v) {
  saved_ += graph_.cost[slot_[v]];
  for (Vertex w = parent(v); !is_key_[w]; w = parent(w)) {
    saved_ += graph_.cost[slot_[w]] + graph_.vertex_cost[w];
    removed_in_[w] = round_;
    removed_.push_back(w);
  }
}

// New bases for the regions of the removed vertices.
void KeyMoves::repair() {
  for (const Vertex base : removed_)
    for (std::uint32_t i = region_first_[base]; i < region_first_[base + 1]; ++i) {
      repaired_in_[region_[i]] = round_;
      new_distance_[region_[i]] = unreachable;
      new_base_[region_[i]] = none;
      repaired_.push_back(region_[i]);
    }
  queue_.clear();
  for (const Vertex v : repaired_)
    for (std::uint32_t s = graph_.first[v]; s < graph_.first[v + 1]; ++s) {
      const Vertex u = graph_.neighbour[s];
      if (repaired_in_[u] == round_ || base_[u] == none) continue;
      const Amount reach = distance_[u] + graph_.cost[s] + graph_.vertex_cost[v];
      if (reach >= new_distance_[v]) continue;
      new_distance_[v] = reach;
      new_base_[v] = base_[u];
      new_from_[v] = s;
      queue_.push(reach, v);
    }
  while (!queue_.empty()) {
    const auto [at, v] = queue_.pop();
    if (at != new_distance_[v]) continue;
    for (std::uint32_t s = graph_.first[v]; s < graph_.first[v + 1]; ++s) {
      const Vertex u = graph_.neighbour[s];
      if (repaired_in_[u] != round_) continue;
      const Amount reach = at + graph_.cost[s] + graph_.vertex_cost[u];
      if (reach >= new_distance_[u]) continue;
      new_distance_[u] = reach;
      new_base_[u] = new_base_[v];
      new_from_[u] = graph_.twin[s];
      queue_.push(reach, u);
    }
  }
}

KeyMoves::Path KeyMoves::path_over(std::uint32_t slot) const {
  const Vertex u = graph_.neighbour[slot];
  const Vertex v = graph_.neighbour[graph_.twin[slot]];
  if (base_of(u) == none || base_of(v) == none) return {};
  return {distance_of(u) + graph_.cost[slot] + distance_of(v), slot};
}

void KeyMoves::exchange_path(Vertex v) {
  begin_round();
  remove_up_to_key(v);
  Path best;
  // Paths from below v to elsewhere; those inside v's subtree are of no use here or farther up.
  while (heap_[v] != none) {
    const std::uint32_t s = heap_[v];
    const Vertex a = base_[graph_.neighbour[s]];
    const Vertex b = base_[graph_.neighbour[graph_.twin[s]]];
    const bool inside = below(a, v) && below(b, v);
    if (!inside && !is_removed(a) && !is_removed(b)) {
      best = {key_[s], s};
      break;
    }
    heap_[v] = meld(heap_left_[s], heap_right_[s]);
    heap_left_[s] = heap_right_[s] = none;
    if (!inside) stash_.push_back(s);
  }
  for (const std::uint32_t s : stash_) heap_[v] = meld(heap_[v], s);
  if (!removed_.empty()) {
    repair();
    for (const Vertex x : repaired_)
      for (std::uint32_t s = graph_.first[x]; s < graph_.first[x + 1]; ++s) {
        const Path path = path_over(s);
        if (path.cost >= best.cost || path.cost >= saved_) continue;
        if (below(base_of(x), v) != below(base_of(graph_.neighbour[s]), v)) best = path;
      }
  }
  if (best.cost < saved_ && lock_cycles({best})) accept({best});
}

void KeyMoves::remove_vertex(Vertex v) {
  begin_round();
  removed_.push_back(v);
  removed_in_[v] = round_;
  saved_ = graph_.vertex_cost[v] - graph_.prize[v];
  remove_up_to_key(v);
  const std::uint32_t parts = children_[v];  // part `parts` is the rest of the tree
  for (std::uint32_t c = 0; c < parts; ++c) {
    Vertex w = child_list_[first_child_[v] + c];
    while (!is_key_[w]) {
      w = child_list_[first_child_[w]];
    }
    remove_up_to_key(w);
  }
  if (saved_ <= 0) return;
  const auto part = [&](Vertex base) {
    if (!below(base, v)) return parts;
    const auto begin = child_list_.begin() + first_child_[v];
    const auto after = std::upper_bound(begin, begin + parts, entered_[base],
                                        [&](std::uint32_t at, Vertex child) { return at < entered_[child]; });
    return static_cast<std::uint32_t>(after - begin) - 1;
  };
  const auto offer = [&](const Path& path) {
    if (path.cost >= saved_) return;
    const std::uint32_t a = part(base_of(graph_.neighbour[path.slot]));
    const std::uint32_t b = part(base_of(graph_.neighbour[graph_.twin[path.slot]]));
    if (a != b) candidates_.push_back({path, a, b});
  };
  for (std::uint32_t c = 0; c < parts; ++c) {
    std::uint32_t& heap = heap_[child_list_[first_child_[v] + c]];
    stash_.clear();
    while (heap != none) {
      const std::uint32_t s = heap;
      const Vertex a = base_[graph_.neighbour[s]];
      const Vertex b = base_[graph_.neighbour[graph_.twin[s]]];
      const bool inside = below(a, v) && below(b, v);
      if (!inside && !is_removed(a) && !is_removed(b)) {
        offer({key_[s], s});
        break;
      }
      heap = meld(heap_left_[s], heap_right_[s]);
      heap_left_[s] = heap_right_[s] = none;
      if (!inside) stash_.push_back(s);
    }
    for (const std::uint32_t s : stash_) heap = meld(heap, s);
  }
  for (std::uint32_t i = meeting_first_[v]; i < meeting_first_[v + 1]; ++i) {
    const std::uint32_t s = meeting_[i];
    if (!is_removed(base_[graph_.neighbour[s]]) && !is_removed(base_[graph_.neighbour[graph_.twin[s]]]))
      offer({key_[s], s});
  }
  repair();
  for (const Vertex x : repaired_)
    for (std::uint32_t s = graph_.first[x]; s < graph_.first[x + 1]; ++s)
      if (const Path path = path_over(s); path.slot != none) offer(path);
  std::sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
    return a.path.cost != b.path.cost ? a.path.cost < b.path.cost : a.path.slot < b.path.slot;
  });
  part_of_.resize(parts + 1);
  for (std::uint32_t c = 0; c <= parts; ++c) part_of_[c] = c;
  std::vector<Path> chosen;
  Amount spent = 0;
  for (const Candidate& candidate : candidates_) {
    const std::uint32_t a = part_of_[candidate.part_a], b = part_of_[candidate.part_b];
    if (a == b) continue;
    for (std::uint32_t& p : part_of_)
      if (p == b) p = a;
    chosen.push_back(candidate.path);
    spent += candidate.path.cost;
    if (spent >= saved_) return;
  }
  if (chosen.size() == parts && lock_cycles(chosen)) accept(chosen);
}

// A move stands for itself as long as no other one of this pass touches an edge of the cycles that it closes
// or removes a vertex that it needs.
bool KeyMoves::lock_cycles(const std::vector<Path>& paths) {
  constexpr char edge_above = 1, needed = 2, gone = 4;
  cycle_ = removed_;
  tops_.clear();
  for (const Path& path : paths) {
    Vertex a = base_of(graph_.neighbour[path.slot]);
    Vertex b = base_of(graph_.neighbour[graph_.twin[path.slot]]);
    const Vertex top = common_ancestor(a, b);
    for (; a != top; a = parent(a)) cycle_.push_back(a);
    for (; b != top; b = parent(b)) cycle_.push_back(b);
    tops_.push_back(top);
  }
  for (const Vertex v : removed_)
    if (locked_[v]) return false;
  for (const Vertex v : cycle_)
    if (locked_[v] & (edge_above | gone)) return false;
  for (const Vertex v : tops_)
    if (locked_[v] & gone) return false;
  for (const Vertex v : cycle_) locked_[v] = static_cast<char>(locked_[v] | edge_above | needed);
  for (const Vertex v : tops_) locked_[v] = static_cast<char>(locked_[v] | needed);
  for (const Vertex v : removed_) locked_[v] = static_cast<char>(locked_[v] | gone);
  return true;
}

void KeyMoves::accept(const std::vector<Path>& paths) {
  changed_ = true;
  for (const Vertex v : removed_) chosen_[v] = 0;
  for (const Path& path : paths) {
    for (Vertex v : {graph_.neighbour[path.slot], graph_.neighbour[graph_.twin[path.slot]]}) {
      for (;;) {
        chosen_[v] = 1;
        const std::uint32_t from = repaired_in_[v] == round_ ? new_from_[v] : from_[v];
        if (from == none) break;
        v = graph_.neighbour[from];
      }
    }
  }
}

}  // namespace lastmile::planning
