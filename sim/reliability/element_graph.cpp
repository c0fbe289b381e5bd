#include "sim/reliability/element_graph.h"

#include <set>

#include "sim/reliability/joined_vertices.h"

namespace lastmile {
namespace {

template <class ElementId>
double up(ElementId element, const RiskSets& risks, const Risks& among, std::uint32_t present) {
  if (!element.exists()) return 1;
  return risks.own_up(element) * risks.survives(risks.risks(element), among, present);
}

}  // namespace

Risks risks_on(const ElementGraph& graph, const RiskSets& risks) {
  if (risks.risk_count() == 0) return {};
  std::set<RiskSetId> sets;
  for (const SiteId site : graph.sites)
    if (site.exists()) sets.insert(risks.risks(site));
  for (const LinkId link : graph.links)
    if (link.exists()) sets.insert(risks.risks(link));
  Risks all;
  for (const RiskSetId set : sets) all = united(all, risks[set]);
  return all;
}

std::optional<JoinedByState> solve(const ElementGraph& graph, const RiskSets& risks) {
  JoinedByState result{risks_on(graph, risks), {}};
  if (result.risks.size() > most_risks_on_a_way) return std::nullopt;
  const JoinedVertices solver(graph.graph);
  std::vector<double> vertices(graph.sites.size());
  std::vector<double> edges(graph.links.size());
  for (std::uint32_t present = 0; present < 1U << result.risks.size(); ++present) {
    for (std::size_t i = 0; i < vertices.size(); ++i)
      vertices[i] = up(graph.sites[i], risks, result.risks, present);
    for (std::size_t i = 0; i < edges.size(); ++i)
      edges[i] = up(graph.links[i], risks, result.risks, present);
    auto joined = solver.solve({vertices, edges});
    if (!joined) return std::nullopt;
    result.joined.push_back(std::move(*joined));
  }
  return result;
}

}  // namespace lastmile
