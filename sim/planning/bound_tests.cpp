#include "sim/planning/bound_tests.h"

#include <array>

namespace lastmile::planning {
namespace {

std::vector<Amount> distances_from(const SteinerGraph& g, Vertex root, const std::vector<Amount>& reduced,
                                   Amount limit) {
  std::vector<Amount> distance(g.vertex_count(), unreachable);
  MinQueue<Amount, Vertex> queue;
  distance[root] = 0;
  queue.push(0, root);
  while (!queue.empty()) {
    const auto [at, v] = queue.pop();
    if (at != distance[v]) continue;
    for (std::uint32_t s = g.first[v]; s < g.first[v + 1]; ++s) {
      const Amount length = reduced[g.twin[s]];
      if (length >= unreachable || at + length >= limit) continue;
      Amount& reach = distance[g.neighbour[s]];
      if (at + length >= reach) continue;
      reach = at + length;
      queue.push(reach, g.neighbour[s]);
    }
  }
  return distance;
}

// The two nearest different customers below each vertex.
struct NearCustomers {
  struct Label {
    Amount distance = unreachable;
    Vertex customer = none;
  };
  std::vector<std::array<Label, 2>> of;

  NearCustomers(const SteinerGraph& g, Vertex root, const std::vector<Amount>& reduced, Amount limit)
      : of(g.vertex_count()) {
    struct Reach {
      Vertex at, customer;
      bool operator>(const Reach& other) const { return at > other.at; }
      bool operator<(const Reach& other) const { return at < other.at; }
      bool operator==(const Reach&) const = default;
    };
    MinQueue<Amount, std::uint64_t> queue;
    const auto offer = [&](Vertex v, Amount distance, Vertex customer) {
      auto& [near, far] = of[v];
      if (near.customer == customer ? distance >= near.distance : distance >= far.distance) return;
      if (near.customer == customer) {
        near.distance = distance;
      } else if (distance < near.distance) {
        far = near;
        near = {distance, customer};
      } else {
        far = {distance, customer};
      }
      queue.push(distance, (std::uint64_t{v} << 32) | customer);
    };
    for (Vertex v = 0; v < g.vertex_count(); ++v)
      if (v != root && g.prize[v] > 0) offer(v, 0, v);
    while (!queue.empty()) {
      const auto [at, item] = queue.pop();
      const Vertex v = static_cast<Vertex>(item >> 32);
      const Vertex customer = static_cast<Vertex>(item);
      const auto& [near, far] = of[v];
      const bool current = (near.customer == customer && near.distance == at) ||
                           (far.customer == customer && far.distance == at && near.customer != customer);
      if (!current) continue;
      for (std::uint32_t s = g.first[v]; s < g.first[v + 1]; ++s) {
        const Amount length = reduced[s];
        if (length < unreachable && at + length < limit) offer(g.neighbour[s], at + length, customer);
      }
    }
  }
};

}  // namespace

void apply_bound(Reducer& reducer, const Reducer::Compact& rest, const SteinerGraph& graph,
                 const DualAscent& ascent, Amount gap) {
  const Vertex root = graph.root;
  const std::vector<Amount>& reduced = ascent.reduced_cost();
  const std::vector<Amount> above = distances_from(graph, root, reduced, gap);
  const NearCustomers below(graph, root, reduced, gap);
  const std::size_t n = graph.vertex_count();
  const auto too_dear = [&](Vertex from, std::uint32_t slot, Vertex into) {
    return above[from] + reduced[slot] + below.of[into][0].distance >= gap;
  };
  std::vector<Vertex> at_most_two;
  for (Vertex v = 0; v < n; ++v) {
    if (v == root) continue;
    const Vertex own = rest.vertex_of[v];
    if (graph.prize[v] > 0 && graph.prize[v] < required && ascent.prize_left()[v] >= gap)
      reducer.require(own);
    if (graph.prize[v] >= required) continue;
    const auto& [near, far] = below.of[v];
    if (above[v] + near.distance >= gap)
      reducer.remove_vertex(own);
    else if (graph.prize[v] == 0 && above[v] + near.distance + far.distance >= gap)
      at_most_two.push_back(v);
  }
  for (Vertex v = 0; v < n; ++v) {
    for (std::uint32_t s = graph.first[v]; s < graph.first[v + 1]; ++s) {
      const Vertex u = graph.neighbour[s];
      if (u > v) continue;  // each edge once
      const EdgeIndex e = rest.edge_of[graph.edge[s]];
      if (!reducer.has_edge(e)) continue;
      const bool no_uv = too_dear(u, s, v) || v == root;
      const bool no_vu = too_dear(v, graph.twin[s], u) || u == root;
      if (no_uv && no_vu) {
        reducer.remove_edge(e);
      } else if (no_uv || no_vu) {
        const bool forward = reducer.end_a(e) == rest.vertex_of[u];  // half 2e leads from u to v
        reducer.close(no_uv == forward ? 2 * e : 2 * e + 1);
      }
    }
  }
  for (const Vertex v : at_most_two) {
    const Vertex own = rest.vertex_of[v];
    if (!reducer.has_vertex(own) || reducer.prize(own) > 0 || reducer.degree(own) != 3) continue;
    reducer.replace_vertex(own, [](Vertex, Vertex, Amount) { return false; });
  }
}

}  // namespace lastmile::planning
