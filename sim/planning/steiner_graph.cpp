#include "sim/planning/steiner_graph.h"

#include <numeric>

namespace lastmile::planning {

SteinerGraph::SteinerGraph(const SteinerProblem& problem)
    : root(problem.root),
      first(problem.vertex_count() + 1, 0),
      vertex_cost(problem.vertex_cost),
      prize(problem.prize) {
  vertex_cost[root] = 0;
  prize[root] = 0;
  for (const SteinerEdge& e : problem.edges) {
    if (e.a == e.b) continue;
    ++first[e.a + 1];
    ++first[e.b + 1];
  }
  std::partial_sum(first.begin(), first.end(), first.begin());
  const std::size_t slots = first.back();
  neighbour.resize(slots);
  twin.resize(slots);
  edge.resize(slots);
  cost.resize(slots);
  closed.assign(slots, 0);
  std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
  for (EdgeIndex i = 0; i < problem.edges.size(); ++i) {
    const SteinerEdge& e = problem.edges[i];
    if (e.a == e.b) continue;
    const std::uint32_t at_a = next[e.a]++;
    const std::uint32_t at_b = next[e.b]++;
    neighbour[at_a] = e.b;
    neighbour[at_b] = e.a;
    twin[at_a] = at_b;
    twin[at_b] = at_a;
    edge[at_a] = edge[at_b] = i;
    cost[at_a] = cost[at_b] = e.cost;
  }
}

std::vector<Amount> SteinerGraph::arc_costs() const {
  std::vector<Amount> costs(slot_count());
  for (Vertex v = 0; v < vertex_count(); ++v)
    for (std::uint32_t s = first[v]; s < first[v + 1]; ++s)
      costs[s] = closed[s] ? unreachable : cost[s] + vertex_cost[v];
  return costs;
}

}  // namespace lastmile::planning
