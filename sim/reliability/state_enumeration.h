// Exact probabilities that vertices are joined to the root, by going through all states of a graph in which
// few elements can fail.
#pragma once

#include <optional>

#include "sim/reliability/failure_graph.h"

namespace lastmile {

inline constexpr std::size_t most_enumerated = 20;  // elements that can fail

// As JoinedVertices::solve; none if more elements can fail, neither surely up nor surely down. 64 states are
// looked at together. Cost: O(2^fallible / 64 x edges x rounds), a few rounds each.
std::optional<std::vector<double>> enumerate_states(const FailureGraph& graph, const UpProbabilities& up);

}  // namespace lastmile
