// An order of the vertices of a graph with a narrow frontier: at any time few vertices of the first part have
// neighbours in the rest.
#pragma once

#include <optional>

#include "sim/reliability/failure_graph.h"

namespace lastmile {

// The best of several greedy orders; none if each has a frontier of more than `widest` vertices. The graph is
// connected. Cost: O(tries x (vertices x width x degree)).
std::optional<std::vector<std::uint32_t>> narrow_order(const FailureGraph& graph, const Incidence& incidence,
                                                       std::size_t widest);

}  // namespace lastmile
