#include "sim/planning/subset_costs.h"

#include "sim/planning/min_queue.h"

namespace lastmile::planning {

std::vector<Amount> subset_costs(const SteinerGraph& graph, const std::vector<Vertex>& customers,
                                 const std::vector<char>& leaf_only, Amount limit,
                                 const SearchControl& control) {
  const std::size_t n = graph.vertex_count();
  const std::size_t subsets = std::size_t{1} << customers.size();
  // table[S]: for each v the cheapest tree that joins S and v, the cost of v itself left out.
  std::vector<std::vector<Amount>> table(subsets);
  std::vector<Amount> result(subsets, unreachable);
  result[0] = 0;
  MinQueue<Amount, Vertex> queue;
  std::vector<Amount> from_root(n, unreachable);
  const auto extend = [&](std::vector<Amount>& reach, Vertex source, bool towards_root) {
    for (Vertex v = 0; v < n; ++v)
      if (reach[v] < unreachable) queue.push(reach[v], v);
    while (!queue.empty()) {
      const auto [at, v] = queue.pop();
      if (at != reach[v] || (leaf_only[v] && v != source)) continue;
      const Amount leave = at + graph.vertex_cost[v];
      for (std::uint32_t s = graph.first[v]; s < graph.first[v + 1]; ++s) {
        const Vertex u = graph.neighbour[s];
        const Amount there = leave + graph.cost[s];
        if (there >= reach[u] || (towards_root && there + from_root[u] > limit)) continue;
        reach[u] = there;
        queue.push(there, u);
      }
    }
  };
  from_root[graph.root] = 0;
  extend(from_root, graph.root, false);
  for (Vertex v = 0; v < n; ++v)  // what it takes to join v, v included
    if (from_root[v] < unreachable) from_root[v] += graph.vertex_cost[v];
  for (std::size_t set = 1; set < subsets; ++set) {
    if (set % 64 == 0 && control.stopped()) return {};
    bool hopeless = false;
    for (std::size_t k = 0; k < customers.size(); ++k)
      hopeless = hopeless || ((set >> k & 1) && result[set & ~(std::size_t{1} << k)] >= unreachable);
    if (hopeless) continue;
    std::vector<Amount>& reach = table[set];
    reach.assign(n, unreachable);
    Vertex source = none;
    if ((set & (set - 1)) == 0) {
      for (std::size_t k = 0; k < customers.size(); ++k)
        if (set >> k & 1) source = customers[k];
      reach[source] = 0;
    } else {
      const std::size_t lowest = set & (~set + 1);
      for (std::size_t part = (set - 1) & set; part > 0; part = (part - 1) & set) {
        if (!(part & lowest) || table[part].empty() || table[set ^ part].empty()) continue;
        const Amount* a = table[part].data();
        const Amount* b = table[set ^ part].data();
        Amount* sum = reach.data();
        for (std::size_t v = 0; v < n; ++v) sum[v] = a[v] + b[v] < sum[v] ? a[v] + b[v] : sum[v];
      }
      for (Vertex v = 0; v < n; ++v)
        if (reach[v] + from_root[v] > limit || (leaf_only[v] && v != graph.root)) reach[v] = unreachable;
    }
    extend(reach, source, true);
    result[set] = reach[graph.root] <= limit ? reach[graph.root] : unreachable;
    if (result[set] >= unreachable) table[set] = {};
  }
  return result;
}

}  // namespace lastmile::planning
