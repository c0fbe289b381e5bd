#include "sim/planning/distance_tests.h"

#include <algorithm>
#include <array>

#include "sim/planning/min_queue.h"

namespace lastmile::planning {
namespace {

using Half = Reducer::Half;

// The three nearest required vertices of each vertex, and the longest leg between any two of them.
class RequiredDistances {
 public:
  explicit RequiredDistances(const Reducer& reducer) : reducer_(reducer), near_(reducer.vertex_slots()) {
    find_near();
    join_required();
  }

  struct Near {
    Amount distance = unreachable;
    Vertex required = none;
  };
  const std::array<Near, 3>& near(Vertex v) const { return near_[v]; }

  // An upper bound on the special distance of a and b, over required vertices.
  Amount between(Vertex a, Vertex b, Amount limit) const {
    Amount best = unreachable;
    for (const Near& i : near_[a]) {
      if (i.distance >= std::min(limit, best)) break;
      for (const Near& j : near_[b]) {
        if (j.distance >= std::min(limit, best)) break;
        best = std::min(best, std::max({i.distance, j.distance, bottleneck(i.required, j.required)}));
      }
    }
    return best;
  }

 private:
  void offer(Vertex v, Amount distance, Vertex required) {
    auto& near = near_[v];
    std::size_t at = 0;
    while (at < 3 && near[at].required != required && near[at].required != none) ++at;
    if (at == 3) at = 2;  // replaces the farthest
    if (near[at].distance <= distance) return;
    near[at] = {distance, required};
    for (; at > 0 && near[at].distance < near[at - 1].distance; --at) std::swap(near[at], near[at - 1]);
    queue_.push(distance, (std::uint64_t{v} << 32) | required);
  }

  void find_near() {
    for (Vertex v = 0; v < reducer_.vertex_slots(); ++v)
      if (reducer_.has_vertex(v) && reducer_.is_required(v)) offer(v, 0, v);
    while (!queue_.empty()) {
      const auto nearest = queue_.pop();
      const Amount at = nearest.first;  // no structured binding: Clang 14 does not let a lambda use one
      const std::uint64_t item = nearest.second;
      const Vertex v = static_cast<Vertex>(item >> 32);
      const Vertex required = static_cast<Vertex>(item);
      const bool current = std::any_of(near_[v].begin(), near_[v].end(), [&](const Near& n) {
        return n.required == required && n.distance == at;
      });
      if (!current) continue;
      if (reducer_.is_required(v) && v != required) continue;  // a leg ends at a required vertex
      for (Half h = reducer_.first_half(v); h != none; h = reducer_.next_half(h))
        offer(reducer_.target(h), at + reducer_.vertex_cost(v) + reducer_.edge_cost(h / 2), required);
    }
  }

  // Kruskal's algorithm on paths between regions; the merge tree stays as shallow as its logarithm.
  void join_required() {
    parent_.assign(reducer_.vertex_slots(), none);
    joined_at_.assign(reducer_.vertex_slots(), unreachable);
    std::vector<std::uint32_t> size(reducer_.vertex_slots(), 1);
    std::vector<std::pair<Amount, EdgeIndex>> paths;
    for (EdgeIndex e = 0; e < reducer_.edge_slots(); ++e) {
      if (!reducer_.has_edge(e)) continue;
      const Vertex a = reducer_.end_a(e), b = reducer_.end_b(e);
      const Near& i = near_[a][0];
      const Near& j = near_[b][0];
      if (i.required == none || j.required == none || i.required == j.required) continue;
      const Amount inner_a = a == i.required ? 0 : reducer_.vertex_cost(a);
      const Amount inner_b = b == j.required ? 0 : reducer_.vertex_cost(b);
      paths.emplace_back(i.distance + inner_a + reducer_.edge_cost(e) + inner_b + j.distance, e);
    }
    std::sort(paths.begin(), paths.end());
    for (const auto& [length, e] : paths) {
      Vertex i = top(near_[reducer_.end_a(e)][0].required);
      Vertex j = top(near_[reducer_.end_b(e)][0].required);
      if (i == j) continue;
      if (size[i] > size[j]) std::swap(i, j);
      parent_[i] = j;
      joined_at_[i] = length;
      size[j] += size[i];
    }
  }
  Vertex top(Vertex v) const {
    while (parent_[v] != none) v = parent_[v];
    return v;
  }
  Amount bottleneck(Vertex a, Vertex b) const {
    Amount longest = 0;
    while (a != b) {  // joins grow upwards: climb where the next one is shorter
      if (joined_at_[a] > joined_at_[b]) std::swap(a, b);
      if (parent_[a] == none) return unreachable;
      longest = joined_at_[a];
      a = parent_[a];
    }
    return longest;
  }

  const Reducer& reducer_;
  std::vector<std::array<Near, 3>> near_;
  std::vector<Vertex> parent_;
  std::vector<Amount> joined_at_;
  MinQueue<Amount, std::uint64_t> queue_;
};

// Shortest paths around a vertex, in a search that stops after a fixed number of vertices.
class NearPaths {
 public:
  explicit NearPaths(const Reducer& reducer)
      : reducer_(reducer),
        seen_in_(reducer.vertex_slots(), 0),
        distance_(reducer.vertex_slots()),
        over_(reducer.vertex_slots()) {}

  // Paths from v shorter than or as long as `limit`, not through `avoided`.
  void search(Vertex v, Amount limit, Vertex avoided) {
    constexpr int most = 100;
    ++round_;
    queue_.clear();
    see(v, 0, none);
    for (int settled = 0; !queue_.empty() && settled < most;) {
      const auto [at, u] = queue_.pop();
      if (at != distance_[u]) continue;
      ++settled;
      const Amount from = u == v ? 0 : at + reducer_.vertex_cost(u);
      for (Half h = reducer_.first_half(u); h != none; h = reducer_.next_half(h)) {
        const Vertex w = reducer_.target(h);
        const Amount reach = from + reducer_.edge_cost(h / 2);
        if (reach > limit || w == avoided) continue;
        if (seen_in_[w] != round_ || reach < distance_[w]) {
          see(w, reach, h / 2);
        } else if (reach == distance_[w] && u != v && at < reach) {
          over_[w] =
              h / 2;  // as long, and not one edge: prefer it as the way around; it cannot lead through w
        }
      }
    }
  }
  Amount distance(Vertex v) const { return seen_in_[v] == round_ ? distance_[v] : unreachable; }
  EdgeIndex last_edge(Vertex v) const { return over_[v]; }

 private:
  void see(Vertex v, Amount at, EdgeIndex over) {
    seen_in_[v] = round_;
    distance_[v] = at;
    over_[v] = over;
    queue_.push(at, v);
  }
  const Reducer& reducer_;
  std::uint32_t round_ = 0;
  std::vector<std::uint32_t> seen_in_;
  std::vector<Amount> distance_;
  std::vector<EdgeIndex> over_;
  MinQueue<Amount, Vertex> queue_;
};

// An edge goes where the way around it costs no more than it does.
void drop_edges(Reducer& reducer, const RequiredDistances& required_distances, NearPaths& paths) {
  std::vector<EdgeIndex> gone;
  for (Vertex v = 0; v < reducer.vertex_slots(); ++v) {
    if (!reducer.has_vertex(v)) continue;
    Amount dearest = 0;
    for (Half h = reducer.first_half(v); h != none; h = reducer.next_half(h))
      dearest = std::max(dearest, reducer.edge_cost(h / 2));
    paths.search(v, dearest, none);
    gone.clear();
    bool tie = false;  // of edges as long as their way around one goes at a time: the ways may use each other
    for (Half h = reducer.first_half(v); h != none; h = reducer.next_half(h)) {
      const EdgeIndex e = h / 2;
      const Vertex u = reducer.target(h);
      const Amount cost = reducer.edge_cost(e);
      const Amount around = paths.distance(u);
      const bool as_long = !tie && around == cost && paths.last_edge(u) != e;
      if (around < cost || as_long || (u > v && required_distances.between(v, u, cost) < cost)) {
        gone.push_back(e);
        tie = tie || as_long;
      }
    }
    for (const EdgeIndex e : gone) reducer.remove_edge(e);
  }
}

// A vertex with three edges and no prize is in no best tree with all three of them where its neighbours can
// be joined for less by other ways.
void replace_branchings(Reducer& reducer, const RequiredDistances& required_distances, NearPaths& paths) {
  const std::size_t n = reducer.vertex_slots();
  for (Vertex v = 0; v < n; ++v) {
    if (!reducer.has_vertex(v) || v == reducer.root() || reducer.prize(v) > 0 || reducer.degree(v) != 3)
      continue;
    std::array<Vertex, 3> ends{};
    Amount star = reducer.vertex_cost(v);
    std::size_t i = 0;
    for (Half h = reducer.first_half(v); h != none; h = reducer.next_half(h)) {
      ends[i++] = reducer.target(h);
      star += reducer.edge_cost(h / 2);
    }
    if (ends[0] == ends[1] || ends[1] == ends[2] || ends[0] == ends[2]) continue;
    std::array<Amount, 3> around{};  // of the pairs 01, 02, 12
    for (std::size_t from = 0; from < 2; ++from) {
      paths.search(ends[from], star, v);
      for (std::size_t to = from + 1; to < 3; ++to)
        around[from + to - 1] =
            std::min(paths.distance(ends[to]), required_distances.between(ends[from], ends[to], star));
    }
    std::sort(around.begin(), around.end());
    if (around[0] + around[1] >= star) continue;
    reducer.replace_vertex(
        v, [&](Vertex a, Vertex b, Amount cost) { return required_distances.between(a, b, cost) < cost; });
  }
}

// A required vertex is merged with its nearest neighbour where its second edge is at least as long as the way
// over the first to another required vertex.
void contract_nearest(Reducer& reducer, const RequiredDistances& required_distances) {
  std::vector<char> changed(reducer.vertex_slots(), 0);
  for (Vertex v = 0; v < reducer.vertex_slots(); ++v) {
    if (!reducer.has_vertex(v) || !reducer.is_required(v) || changed[v] || reducer.degree(v) < 2) continue;
    Half first = none;
    Amount second = unreachable;
    for (Half h = reducer.first_half(v); h != none; h = reducer.next_half(h)) {
      const Amount cost = reducer.edge_cost(h / 2);
      if (first == none || cost < reducer.edge_cost(first / 2)) {
        if (first != none) second = reducer.edge_cost(first / 2);
        first = h;
      } else {
        second = std::min(second, cost);
      }
    }
    const Vertex u = reducer.target(first);
    if (changed[u] || reducer.is_closed(first) || reducer.is_closed(first ^ 1)) continue;
    Amount beyond = unreachable;
    if (reducer.is_required(u)) {
      beyond = 0;
    } else {
      for (const auto& near : required_distances.near(u))
        if (near.required != none && near.required != v && !changed[near.required])
          beyond = std::min(beyond, near.distance + reducer.vertex_cost(u));
    }
    if (reducer.edge_cost(first / 2) + beyond > second) continue;
    for (const Vertex end : {u, v}) {
      changed[end] = 1;
      for (Half h = reducer.first_half(end); h != none; h = reducer.next_half(h))
        changed[reducer.target(h)] = 1;
    }
    const bool into_u = u == reducer.root();
    reducer.contract(first / 2, into_u ? u : v, into_u ? v : u);
  }
}

}  // namespace

std::size_t apply_distance_tests(Reducer& reducer) {
  const std::size_t before = reducer.live_edges() + reducer.live_vertices();
  {
    const RequiredDistances required_distances(reducer);
    NearPaths paths(reducer);
    drop_edges(reducer, required_distances, paths);
    replace_branchings(reducer, required_distances, paths);
  }
  reducer.simplify();
  {
    const RequiredDistances required_distances(reducer);
    contract_nearest(reducer, required_distances);
  }
  reducer.simplify();
  const std::size_t after = reducer.live_edges() + reducer.live_vertices();
  return before > after ? before - after : 0;
}

}  // namespace lastmile::planning
