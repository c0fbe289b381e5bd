#include "sim/reliability/site_ways.h"

#include "sim/reliability/element_graph.h"
#include "sim/support/parallel.h"

namespace lastmile {
namespace {

class WayFinder {
 public:
  WayFinder(const LiveNetwork& live, const RiskSets& risks, Conditions& conditions)
      : live_(live), risks_(risks), conditions_(conditions) {}

  IdVector<SiteId, Way> find(std::size_t sites) {
    ways_ = IdVector<SiteId, Way>(sites);
    solve_blocks(sites);
    for (std::size_t block = 0; block < live_.block_count(); ++block) {
      if (live_.links_of(block).size() == 1)
        step_over_bridge(live_.sites_of(block).front());
      else
        enter(block);
    }
    for (std::size_t i = live_.block_sites.size(); i < live_.outwards.size(); ++i)
      step_over_bridge(live_.outwards[i]);
    return std::move(ways_);
  }

 private:
  void solve_blocks(std::size_t sites) {
    const IdVector<SiteId, std::uint32_t> place = places_in_blocks(live_, sites);
    solved_.resize(live_.block_count());
    for_each_index(live_.block_count(), [&](std::size_t block) {
      if (live_.links_of(block).size() > 1) solved_[block] = solve(block_graph(live_, block, place), risks_);
    });
  }

  Way way_to(SiteId site) const { return site.exists() ? ways_[site] : Way{unconditional, 1}; }

  void step_over_bridge(SiteId site) {
    Way way = way_to(live_.above[site]);
    if (const LinkId bridge = live_.bridge[site]; bridge.exists()) {
      way.condition = conditions_.times(way.condition, risks_.risks(bridge));
      way.scale *= risks_.own_up(bridge);
    }
    way.condition = conditions_.times(way.condition, risks_.risks(site));
    way.scale *= risks_.own_up(site);
    ways_[site] = way;
  }

  void enter(std::size_t block) {
    const Way before = way_to(live_.entry[block]);
    const std::span<const SiteId> sites = live_.sites_of(block);
    const std::optional<JoinedByState> solved = std::move(solved_[block]);
    if (!solved || !before.is_exact()) return;
    if (solved->risks.empty()) {
      for (std::size_t i = 0; i < sites.size(); ++i)
        ways_[sites[i]] = {before.condition, before.scale * solved->joined.front()[i + 1]};
      return;
    }
    const Risks all = united(conditions_[before.condition].risks, solved->risks);
    if (all.size() > most_risks_on_a_way) return;
    for (std::size_t i = 0; i < sites.size(); ++i) {
      Condition condition{all, std::vector<double>(std::size_t{1} << all.size()), 0};
      const Condition& up_to_here = conditions_[before.condition];
      for (std::uint32_t present = 0; present < condition.value.size(); ++present)
        condition.value[present] = up_to_here.value[restricted(present, all, up_to_here.risks)] *
                                   solved->joined[restricted(present, all, solved->risks)][i + 1];
      ways_[sites[i]] = {conditions_.add(std::move(condition)), before.scale};
    }
  }

  const LiveNetwork& live_;
  const RiskSets& risks_;
  Conditions& conditions_;
  IdVector<SiteId, Way> ways_;
  std::vector<std::optional<JoinedByState>> solved_;
};

}  // namespace

IdVector<SiteId, std::uint32_t> places_in_blocks(const LiveNetwork& live, std::size_t sites) {
  IdVector<SiteId, std::uint32_t> place(sites, 0);
  for (std::size_t block = 0; block < live.block_count(); ++block) {
    std::uint32_t next = 1;
    for (const SiteId site : live.sites_of(block)) place[site] = next++;
  }
  return place;
}

ElementGraph block_graph(const LiveNetwork& live, std::size_t block,
                         const IdVector<SiteId, std::uint32_t>& place) {
  ElementGraph graph;
  for (const SiteId site : live.sites_of(block)) graph.add_site(site);
  const auto vertex = [&](SiteId site) {
    return site.exists() && site != live.entry[block] ? place[site] : 0U;
  };
  for (const BlockLink& link : live.links_of(block))
    graph.add_link(link.link, vertex(link.a), vertex(link.b));
  return graph;
}

IdVector<SiteId, Way> find_site_ways(const Plant& plant, const LiveNetwork& live, const RiskSets& risks,
                                     Conditions& conditions) {
  return WayFinder(live, risks, conditions).find(plant.sites.size());
}

}  // namespace lastmile
