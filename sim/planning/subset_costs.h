// The cheapest tree for every subset of a few customers, by dynamic programming over subsets.
//
// Source: Dreyfus, Wagner 1971; Erickson, Monma, Veinott 1987. O(3^k n + 2^k m log n) time, O(2^k n) memory,
// where subsets that no limit can pay for are skipped.
#pragma once

#include "sim/planning/search_control.h"
#include "sim/planning/steiner_graph.h"

namespace lastmile::planning {

// cost[S] for each set S of positions in `customers`: the cheapest tree that joins them with the root;
// `unreachable` where that is more than `limit`. Paths pass through no vertex with leaf_only. Empty if
// stopped.
std::vector<Amount> subset_costs(const SteinerGraph& graph, const std::vector<Vertex>& customers,
                                 const std::vector<char>& leaf_only, Amount limit,
                                 const SearchControl& control);

// Bytes that this takes for so many customers and vertices.
inline std::size_t subset_costs_memory(std::size_t customers, std::size_t vertices) {
  return customers >= 40 ? ~std::size_t{0} : (std::size_t{1} << customers) * vertices * sizeof(Amount);
}

}  // namespace lastmile::planning
