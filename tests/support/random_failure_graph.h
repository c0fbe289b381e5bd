// Small connected graphs for tests of reliability.
#pragma once

#include "sim/reliability/failure_graph.h"
#include "tests/support/dice.h"

namespace lastmile::test {

// A tree of 2 to 8 vertices with fewer than `chords` further edges, some of them parallel to others.
inline FailureGraph random_failure_graph(Dice& dice, std::size_t chords) {
  FailureGraph graph;
  graph.vertices = static_cast<std::uint32_t>(dice.between(2, 8));
  for (std::uint32_t v = 1; v < graph.vertices; ++v)
    graph.edges.push_back({v, static_cast<std::uint32_t>(dice.below(v))});
  const std::size_t more = dice.below(chords);
  for (std::size_t i = 0; i < more; ++i) {
    const auto a = static_cast<std::uint32_t>(dice.below(graph.vertices));
    const auto b = static_cast<std::uint32_t>(dice.below(graph.vertices));
    if (a != b) graph.edges.push_back({a, b});
  }
  return graph;
}

}  // namespace lastmile::test
