// Availability of premises with several final links: exactly, from the part of the network on their ways
// below the site that all of them depend on.
//
// Which of their sites are joined at the same time is found for each set of sites once and remembered. With
// many final links the premises itself becomes a vertex of the graph. What would take too much work has no
// exact answer.
#pragma once

#include <map>

#include "sim/reliability/element_graph.h"
#include "sim/reliability/site_ways.h"

namespace lastmile {

// The part of the network between a premises and the site that all its final links depend on. The premises is
// a vertex of its own, its final links are edges.
struct PremisesGraph {
  SiteId root;  // none: the virtual root
  ElementGraph graph;
  std::uint32_t premises = 0;  // its vertex
};

class SharedWays {
 public:
  SharedWays(const Plant& plant, const LiveNetwork& live, const RiskSets& risks, const Conditions& conditions,
             const IdVector<SiteId, Way>& ways)
      : plant_(plant), live_(live), risks_(risks), conditions_(conditions), ways_(ways) {}

  // None if the premises has no exact answer. For premises with more than one live final link.
  std::optional<double> availability(PremisesId p);
  PremisesGraph graph_of(PremisesId p) const { return graph_of(drops_of(p)); }

 private:
  // For each combination of the risks: the probability of each set of sites (bit i: the i-th) to be the ones
  // that are joined, given that the site all depend on is up.
  struct Together {
    Risks risks;
    std::vector<std::vector<double>> sets;
  };
  using Sites = std::vector<SiteId>;
  struct Drops {
    SiteId root;  // on which all depend; none: the virtual root
    Sites sites;  // without the root, each once
    std::vector<std::pair<LinkId, std::size_t>>
        links;  // with the place of their site; sites.size(): the root
  };

  Drops drops_of(PremisesId p) const;
  PremisesGraph graph_of(const Drops& drops) const;
  ElementGraph graph_between(SiteId root, const Sites& sites, std::vector<std::uint32_t>& vertices) const;
  const std::optional<Together>& together(SiteId root, const Sites& sites);
  std::optional<Together> find_together(SiteId root, const Sites& sites);
  std::optional<JoinedByState> solve_within_limits(const ElementGraph& graph);
  std::optional<double> from_sets(const Drops& drops);
  std::optional<double> as_vertex(const Drops& drops);
  Way way_to(SiteId site) const { return site.exists() ? ways_[site] : Way{unconditional, 1}; }

  const Plant& plant_;
  const LiveNetwork& live_;
  const RiskSets& risks_;
  const Conditions& conditions_;
  const IdVector<SiteId, Way>& ways_;
  std::map<std::pair<SiteId, Sites>, std::optional<Together>> known_;
  std::uint64_t work_ = 0;
};

}  // namespace lastmile
