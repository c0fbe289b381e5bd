// A part of the live network as a graph of elements that fail.
#pragma once

#include <optional>

#include "sim/reliability/conditions.h"
#include "sim/reliability/failure_graph.h"

namespace lastmile {

struct ElementGraph {
  FailureGraph graph;
  std::vector<SiteId> sites = {SiteId::none()};  // of each vertex; none: always up, given the root
  std::vector<LinkId> links;                     // of each edge; none: always up

  std::uint32_t add_site(SiteId site) {
    sites.push_back(site);
    return graph.vertices++;
  }
  void add_link(LinkId link, std::uint32_t a, std::uint32_t b) {
    links.push_back(link);
    graph.edges.push_back({a, b});
  }
};

// For each combination of the risks on the graph, and each vertex, the probability that it is up and joined
// to the root, which is up.
struct JoinedByState {
  Risks risks;
  std::vector<std::vector<double>> joined;  // [combination][vertex]
};
// The risks that bear on any of its elements.
Risks risks_on(const ElementGraph& graph, const RiskSets& risks);
// None if the graph has too many risks or is too much for an exact answer.
std::optional<JoinedByState> solve(const ElementGraph& graph, const RiskSets& risks);

}  // namespace lastmile
