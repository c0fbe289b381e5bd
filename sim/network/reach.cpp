#include "sim/network/reach.h"

#include <algorithm>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <limits>

namespace lastmile {
namespace {

PathLabel over(const Plant& plant, const PathLabel& path, LinkId link) {
  return then(path, plant.links.state[link], plant.links.completion_cost[link]);
}

PathLabel to_site(const Plant& plant, const PathLabel& path, SiteId site) {
  return then(path, plant.sites.state[site], plant.sites.completion_cost[site]);
}

// One arc of the core in Dijkstra's algorithm: its link, if any, and the site at its far end.
struct CoreStep {
  LinkId link;
  SiteId site;
};

struct WalkCoreStep {
  const Plant* plant;
  PathLabel operator()(const PathLabel& path, const CoreStep& step) const {
    const PathLabel here = step.link.exists() ? over(*plant, path, step.link) : path;
    return step.site.exists() ? to_site(*plant, here, step.site) : here;
  }
};

class StepOfArc {
 public:
  using key_type = CoreGraph::edge_descriptor;
  using value_type = CoreStep;
  using reference = CoreStep;
  using category = boost::readable_property_map_tag;

  explicit StepOfArc(const Network& network) : network_(&network) {}

  friend CoreStep get(const StepOfArc& map, const key_type& arc) {
    const Network& network = *map.network_;
    const CoreVertex to = target(arc, network.core);
    return {network.core[arc].link, to == core_root ? SiteId::none() : network.core_sites[to - 1]};
  }

 private:
  const Network* network_;
};

struct NoteOrder : boost::dijkstra_visitor<> {
  explicit NoteOrder(std::vector<CoreVertex>& order) : order_(&order) {}
  void examine_vertex(CoreVertex v, const CoreGraph&) { order_->push_back(v); }
  std::vector<CoreVertex>* order_;
};

// The first link in file order among those that give the best path to a site.
LinkId first_best_link(const Network& network, const WalkCoreStep& walk, const std::vector<PathLabel>& best,
                       CoreVertex v) {
  LinkId first = LinkId::none();
  for (auto [arc, end] = out_edges(v, network.core); arc != end; ++arc) {
    const CoreStep step{network.core[*arc].link, network.core_sites[v - 1]};
    const PathLabel& before = best[target(*arc, network.core)];
    if (step.link.exists() && walk(before, step) == best[v] && step.link < first) first = step.link;
  }
  return first;
}

void set_site(const Plant& plant, Reach& reach, SiteId site, LinkId via, const PathLabel& path) {
  reach.path[site] = path;
  reach.via[site] = via;
  reach.upstream[site] = upstream_obstacle(plant.sites.state[site]);
  if (!via.exists()) return;
  reach.upstream[site] |= upstream_obstacle(plant.links.state[via]);
  reach.upstream[site] |= reach.upstream[other_end(plant, via, site)];
}

void walk_core(const Plant& plant, const Network& network, Reach& reach) {
  const PathLabel nowhere{std::numeric_limits<double>::infinity(), 0, 0};
  const WalkCoreStep walk{&plant};
  std::vector<PathLabel> best(num_vertices(network.core), nowhere);
  std::vector<CoreVertex> order;
  order.reserve(best.size());
  const auto index = get(boost::vertex_index, network.core);
  boost::dijkstra_shortest_paths(network.core, core_root,
                                 boost::vertex_index_map(index)
                                     .weight_map(StepOfArc(network))
                                     .distance_map(boost::make_iterator_property_map(best.begin(), index))
                                     .predecessor_map(boost::dummy_property_map())
                                     .distance_compare(std::less<PathLabel>())
                                     .distance_combine(walk)
                                     .distance_inf(nowhere)
                                     .distance_zero(PathLabel{})
                                     .visitor(NoteOrder(order)));
  for (const CoreVertex v : order) {
    if (v == core_root) continue;
    const bool starts_here = best[v].elements == 1;
    const LinkId via = starts_here ? LinkId::none() : first_best_link(network, walk, best, v);
    set_site(plant, reach, network.core_sites[v - 1], via, best[v]);
  }
}

}  // namespace

Reach find_best_paths(const Plant& plant, const Network& network) {
  const std::size_t sites = plant.sites.size();
  Reach reach{IdVector<SiteId, PathLabel>(sites), IdVector<SiteId, LinkId>(sites),
              IdVector<SiteId, Obstacles>(sites)};
  walk_core(plant, network, reach);
  for (const SiteId site : network.tree_sites) {
    const LinkId link = network.uplink[site];
    const PathLabel& parent = reach.path[other_end(plant, link, site)];
    if (parent.exists()) set_site(plant, reach, site, link, to_site(plant, over(plant, parent, link), site));
  }
  return reach;
}

std::vector<SiteId> sites_outwards(const Network& network, const Reach& reach) {
  std::vector<SiteId> order;
  order.reserve(network.core_sites.size() + network.tree_sites.size());
  const auto add_reached = [&](const std::vector<SiteId>& sites) {
    for (const SiteId site : sites)
      if (reach.path[site].exists()) order.push_back(site);
  };
  add_reached(network.core_sites);
  std::stable_sort(order.begin(), order.end(),
                   [&](SiteId a, SiteId b) { return reach.path[a].elements < reach.path[b].elements; });
  add_reached(network.tree_sites);
  return order;
}

}  // namespace lastmile
