#include "sim/reliability/perfect_elements.h"

#include <algorithm>

#include "sim/coverage/merit.h"
#include "sim/reliability/joined_vertices.h"

namespace lastmile {
namespace {

// States of frontiers, and edges of the graphs of premises with several final links.
constexpr std::uint64_t most_states_for_importance = 20'000'000;
constexpr std::uint64_t most_edges_for_importance = 5'000'000;

bool saves_more(const PerfectElement& a, const PerfectElement& b) {
  const double hours_a = round_to_12_digits(a.user_hours);
  const double hours_b = round_to_12_digits(b.user_hours);
  return hours_a != hours_b ? hours_a > hours_b : a.element < b.element;
}

class PerfectionPass {
 public:
  PerfectionPass(const Plant& plant, const LiveNetwork& live, const RiskSets& risks,
                 const Conditions& conditions, const IdVector<SiteId, Way>& ways)
      : plant_(plant),
        live_(live),
        risks_(risks),
        conditions_(conditions),
        ways_(ways),
        saved_sites_(plant.sites.size(), 0),
        saved_links_(plant.links.size(), plant.premises.size(), 0),
        behind_(plant.sites.size(), 0),
        behind_if_(risks.risk_count() > 0 ? plant.sites.size() : 0),
        sites_unknown_(plant.sites.size(), 0),
        links_unknown_(plant.links.size(), plant.premises.size(), 0),
        behind_unknown_(plant.sites.size(), 0) {}

  PerfectElements find(std::size_t count) {
    count_premises();
    for (std::size_t i = live_.outwards.size(); i-- > live_.block_sites.size();)
      step_over_bridge(live_.outwards[i]);
    const IdVector<SiteId, std::uint32_t> vertex = places_in_blocks(live_, plant_.sites.size());
    for (std::size_t block = live_.block_count(); block-- > 0;) {
      if (live_.links_of(block).size() == 1)
        step_over_bridge(live_.sites_of(block).front());
      else
        enter(block, vertex);
    }
    return best(count);
  }

 private:
  Way way_to(SiteId site) const { return site.exists() ? ways_[site] : Way{unconditional, 1}; }
  const Risks& risks_of(const Way& way) const { return conditions_[way.condition].risks; }
  double chance(const Way& way, const Risks& among, std::uint32_t present) const {
    const Condition& condition = conditions_[way.condition];
    return way.scale * condition.value[restricted(present, among, condition.risks)];
  }
  template <class ElementId>
  double up(ElementId element, const Risks& among, std::uint32_t present) const {
    if (!element.exists()) return 1;
    return risks_.own_up(element) * risks_.survives(risks_.risks(element), among, present);
  }
  void save(SiteId site, double users) {
    if (site.exists()) saved_sites_[site] += users;
  }
  void save(LinkId link, double users) {
    if (link.exists()) saved_links_[link] += users;
  }

  // The users behind a site that is joined, given which of `among` are present.
  double behind(SiteId site, const Risks& among, std::uint32_t present) const {
    const Risks& own = risks_of(ways_[site]);
    if (own.empty()) return behind_[site];
    const std::vector<double>& table = behind_if_[site];
    return table.empty() ? 0 : table[restricted(present, among, own)];
  }
  // Adds users to those behind a site; `users` for each combination of `among`, which includes the risks on
  // the way to the site.
  template <class Users>
  void carry(SiteId to, const Risks& among, Users users) {
    if (!to.exists()) return;
    const Risks& own = risks_of(ways_[to]);
    const std::uint32_t combinations = 1U << among.size();
    if (own.empty()) {
      for (std::uint32_t present = 0; present < combinations; ++present)
        behind_[to] += risks_.weight(among, present) * users(present);
      return;
    }
    std::vector<double>& table = behind_if_[to];
    table.resize(std::size_t{1} << own.size(), 0);
    for (std::uint32_t present = 0; present < combinations; ++present) {
      const std::uint32_t place = restricted(present, among, own);
      table[place] += risks_.weight(among, present) / risks_.weight(own, place) * users(present);
    }
  }

  void count_premises() {
    SharedWays shared(plant_, live_, risks_, conditions_, ways_);
    std::uint64_t edges_left = most_edges_for_importance;
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size())) {
      const double users = plant_.premises.users[p];
      if (!is_subscribed(plant_, p) || users <= 0) continue;
      const LiveDrops drops = live_drops(plant_, live_, p);
      const bool is_counted = drops.count == 0   ? true
                              : drops.count == 1 ? count_final_link(drops.first, drops.depends_on, users)
                                                 : count_final_links(p, drops, users, shared, edges_left);
      if (!is_counted) leave_out(p);
    }
  }

  // False if that is too much work, or the premises has no exact answer.
  bool count_final_links(PremisesId p, const LiveDrops& drops, double users, SharedWays& shared,
                         std::uint64_t& edges_left) {
    if (!way_to(drops.depends_on).is_exact()) return false;
    const PremisesGraph one = shared.graph_of(p);
    const std::size_t edges = one.graph.links.size();
    if (edges > edges_left) return false;
    edges_left -= edges;
    return account(one.graph, one.root, {}, [&](std::size_t vertex, const Risks&, std::uint32_t) {
      return vertex == one.premises ? users : 0.0;
    });
  }

  // What an element on the ways of these premises saves is not known, as they are missing from its sum.
  void leave_out(PremisesId p) {
    for_each_live_drop(plant_, live_, p, [&](LinkId link, SiteId site) {
      links_unknown_[link] = 1;
      behind_unknown_[site] = 1;
    });
  }
  void leave_out_above(SiteId site) {
    if (site.exists()) behind_unknown_[site] = 1;
  }

  // False if there is no exact answer.
  bool count_final_link(LinkId link, SiteId site, double users) {
    const Way& way = ways_[site];
    if (!way.is_exact()) return false;
    const Risks& own = risks_[risks_.risks(link)];
    if (own.empty() && risks_of(way).empty()) {
      const double link_up = risks_.own_up(link);
      behind_[site] += users * link_up;
      save(link, users * way.scale * (1 - link_up));
      return true;
    }
    const Risks all = united(risks_of(way), own);
    if (all.size() > most_risks_on_a_way) return false;
    for (std::uint32_t present = 0; present < 1U << all.size(); ++present)
      save(link,
           risks_.weight(all, present) * users * chance(way, all, present) * (1 - up(link, all, present)));
    carry(site, all, [&](std::uint32_t present) { return users * up(link, all, present); });
    return true;
  }

  void step_over_bridge(SiteId site) {
    const Way& way = ways_[site];
    const SiteId above = live_.above[site];
    const LinkId bridge = live_.bridge[site];
    if (behind_unknown_[site] != 0) {
      sites_unknown_[site] = 1;
      if (bridge.exists()) links_unknown_[bridge] = 1;
      leave_out_above(above);
    }
    if (!way.is_exact()) return;
    const Way before = way_to(above);
    const Risks& all = risks_of(way);
    for (std::uint32_t present = 0; present < 1U << all.size(); ++present) {
      const double users =
          risks_.weight(all, present) * chance(before, all, present) * behind(site, all, present);
      const double bridge_up = up(bridge, all, present);
      const double site_up = up(site, all, present);
      save(bridge, users * (1 - bridge_up) * site_up);
      save(site, users * bridge_up * (1 - site_up));
    }
    carry(above, all, [&](std::uint32_t present) {
      return up(bridge, all, present) * up(site, all, present) * behind(site, all, present);
    });
  }

  void enter(std::size_t block, const IdVector<SiteId, std::uint32_t>& vertex) {
    const std::span<const SiteId> sites = live_.sites_of(block);
    const bool is_exact = ways_[sites.front()].is_exact();
    const bool is_counted = is_exact && account(block_graph(live_, block, vertex), live_.entry[block],
                                                risks_of(ways_[sites.front()]),
                                                [&](std::size_t v, const Risks& all, std::uint32_t present) {
                                                  return v == 0 ? 0.0 : behind(sites[v - 1], all, present);
                                                });
    // Without an exact answer all users behind the block are missing.
    const bool lacks_users =
        is_counted != is_exact ||
        std::any_of(sites.begin(), sites.end(), [&](SiteId site) { return behind_unknown_[site] != 0; });
    if (!lacks_users) return;
    for (const SiteId site : sites) sites_unknown_[site] = 1;
    for (const BlockLink& link : live_.links_of(block))
      if (link.link.exists()) links_unknown_[link.link] = 1;
    leave_out_above(live_.entry[block]);
  }

  // A part of the network below `root`: what its elements save, and the users behind the root.
  // weight(vertex, all, present): the users at the vertex if it is joined. False if the users behind the root
  // take too much work; those elements whose savings do so are noted.
  template <class Weight>
  bool account(const ElementGraph& graph, SiteId root, const Risks& at_least, Weight weight) {
    const Way before = way_to(root);
    const Risks all = united(united(risks_of(before), at_least), risks_on(graph, risks_));
    if (all.size() > most_risks_on_a_way) return false;
    const JoinedVertices solver(graph.graph);
    std::vector<double> users(std::size_t{1} << all.size(), 0);  // behind the root
    std::vector<double> sites(graph.sites.size(), 0);            // saved
    std::vector<double> links(graph.links.size(), 0);
    bool is_known = true;
    for (std::uint32_t present = 0; present < users.size(); ++present) {
      std::vector<double> weights;
      std::vector<double> sites_up;
      std::vector<double> links_up;
      weights.reserve(sites.size());
      sites_up.reserve(sites.size());
      links_up.reserve(links.size());
      for (std::size_t v = 0; v < sites.size(); ++v) weights.push_back(weight(v, all, present));
      for (const SiteId site : graph.sites) sites_up.push_back(up(site, all, present));
      for (const LinkId link : graph.links) links_up.push_back(up(link, all, present));
      const auto found = solver.importance({sites_up, links_up}, weights, states_left_);
      if (!found) {
        is_known = false;
        const auto joined = solver.solve({sites_up, links_up});
        if (!joined) return false;
        for (std::size_t v = 0; v < sites.size(); ++v) users[present] += weights[v] * (*joined)[v];
        continue;
      }
      users[present] = found->sum;
      const double share = risks_.weight(all, present) * chance(before, all, present);
      for (std::size_t v = 0; v < sites.size(); ++v)
        sites[v] += share * (1 - sites_up[v]) * found->vertices[v];
      for (std::size_t e = 0; e < links.size(); ++e) links[e] += share * (1 - links_up[e]) * found->edges[e];
    }
    if (is_known) {
      for (std::size_t v = 1; v < sites.size(); ++v) save(graph.sites[v], sites[v]);
      for (std::size_t e = 0; e < links.size(); ++e) save(graph.links[e], links[e]);
    } else {
      for (const SiteId site : graph.sites)
        if (site.exists()) sites_unknown_[site] = 1;
      for (const LinkId link : graph.links)
        if (link.exists()) links_unknown_[link] = 1;
    }
    carry(root, all, [&](std::uint32_t present) { return users[present]; });
    return true;
  }

  PerfectElements best(std::size_t count) const {
    PerfectElements found;
    std::vector<PerfectElement>& ranked = found.best;
    const auto consider = [&](auto element, double users, bool is_unknown) {
      if (is_unknown) {
        found.elements_left_out += risks_.can_fail(element) ? 1 : 0;
        return;
      }
      const PerfectElement one{element, users * hours_per_year};
      if (one.user_hours <= 0 || count == 0) return;
      if (ranked.size() == count) {
        if (!saves_more(one, ranked.back())) return;
        ranked.pop_back();
      }
      ranked.insert(std::upper_bound(ranked.begin(), ranked.end(), one, saves_more), one);
    };
    for (const SiteId site : ids<SiteId>(plant_.sites.size()))
      consider(site, saved_sites_[site], sites_unknown_[site] != 0);
    for (const LinkId link : ids<LinkId>(plant_.links.size() + plant_.premises.size()))
      consider(link, saved_links_[link], links_unknown_[link] != 0);
    return found;
  }

  const Plant& plant_;
  const LiveNetwork& live_;
  const RiskSets& risks_;
  const Conditions& conditions_;
  const IdVector<SiteId, Way>& ways_;
  IdVector<SiteId, double> saved_sites_;  // users, on average over all time
  LinkColumn<double> saved_links_;
  // The users behind each site, given that it is joined: where risks bear on its way, for each combination.
  IdVector<SiteId, double> behind_;
  IdVector<SiteId, std::vector<double>> behind_if_;
  // Whether what the element saves is not known, and whether users behind the site are missing.
  IdVector<SiteId, std::uint8_t> sites_unknown_;
  LinkColumn<std::uint8_t> links_unknown_;
  IdVector<SiteId, std::uint8_t> behind_unknown_;
  std::uint64_t states_left_ = most_states_for_importance;
};

}  // namespace

PerfectElements find_perfect_elements(const Plant& plant, const LiveNetwork& live, const RiskSets& risks,
                                      const Conditions& conditions, const IdVector<SiteId, Way>& ways,
                                      std::size_t count) {
  return PerfectionPass(plant, live, risks, conditions, ways).find(count);
}

}  // namespace lastmile
