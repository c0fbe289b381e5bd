#include "sim/coverage/remedies.h"

#include <algorithm>
#include <utility>

#include "sim/coverage/charges.h"
#include "sim/coverage/merit.h"
#include "sim/network/best_path.h"
#include "sim/support/parallel.h"

namespace lastmile {
namespace {

// Premises whose best paths end over the same site; those that stand in a row, as most do, in one sum.
struct AtSite {
  SiteId site;
  ToServeEveryone all;
  NextUpstream group;  // those that their remedies would serve, where something upstream is to complete

  bool has_group() const { return group.homes.premises > 0; }
};

struct Part {
  std::uint64_t without_route = 0;
  std::vector<AtSite> at_sites;

  AtSite& at(SiteId site) {
    if (at_sites.empty() || at_sites.back().site != site) at_sites.push_back({site, {}, {}});
    return at_sites.back();
  }
};

// What is asked of a site on the way to the source.
struct Need {
  bool by_any = false;
  bool by_group = false;
};

class RemedySum {
 public:
  RemedySum(const JudgedPlant& judged, const Standings& standings, const Ledger& ledger)
      : judged_(judged),
        plant_(judged.plant),
        reach_(judged.reach),
        standings_(standings),
        ledger_(ledger),
        need_(plant_.sites.size()),
        group_of_(plant_.sites.size(), no_group) {}

  Remedies sum_up() {
    const std::vector<SiteId> outwards = sites_outwards(judged_.network, reach_);
    find_groups(outwards);
    look_at_premises();
    add_costs(outwards);
    Remedies remedies{everyone_, {}};
    std::erase_if(groups_, [](const NextUpstream& of) { return of.homes.premises == 0; });
    std::vector<NextUpstream>& next = remedies.next_upstream = std::move(groups_);
    const std::size_t shown = std::min(next.size(), next_upstream_count);
    std::partial_sort(next.begin(), next.begin() + static_cast<std::ptrdiff_t>(shown), next.end(),
                      [](const NextUpstream& a, const NextUpstream& b) { return rank(a) < rank(b); });
    next.resize(shown);
    return remedies;
  }

 private:
  static void add(const NextUpstream& some, NextUpstream& to) {
    to.homes += some.homes;
    to.completion_cost += some.completion_cost;
    to.releases += some.releases;
  }
  static std::pair<ReleaseRank, Element> rank(const NextUpstream& of) {
    return {release_rank(of.releases, of.completion_cost), of.element};
  }

  // Calls visit(element) for the link that leads to the site, and for the site, if they are to complete.
  template <class Visit>
  void for_each_to_complete(SiteId site, Visit visit) const {
    const LinkId via = reach_.via[site];
    if (via.exists() && !carries_service(plant_.links.state[via])) visit(Element{via});
    if (!carries_service(plant_.sites.state[site])) visit(Element{site});
  }

  // One group for each element that comes first, from the source outwards, among those to complete.
  void find_groups(const std::vector<SiteId>& outwards) {
    for (const SiteId site : outwards) {
      const LinkId via = reach_.via[site];
      std::uint32_t& group = group_of_[site];
      if (via.exists()) group = group_of_[other_end(plant_, via, site)];
      for_each_to_complete(site, [&](Element e) {
        if (group != no_group) return;
        group = static_cast<std::uint32_t>(groups_.size());
        groups_.push_back({e, {}, 0, 0});
      });
    }
  }

  void look_at_premises() {
    take_chunks_in_order<Part>(
        plant_.premises.size(), chunk_size,
        [&](Part& part, std::size_t first, std::size_t last) {
          part.without_route = 0;
          part.at_sites.clear();
          for (const PremisesId p : IdRange<PremisesId>(first, last)) look_at(p, part);
        },
        [&](const Part& part) { take(part); });
  }

  void look_at(PremisesId p, Part& part) const {
    if (standings_.rung[p] >= Rung::connected || plant_.premises.subscribed[p] == 0) return;
    if (standings_.obstacles[p].contains(Obstacle::no_route)) {
      ++part.without_route;
      return;
    }
    const BestPath best = best_path(judged_, p);
    const Tally homes = tally_of(plant_, p);
    const double cost = final_link(plant_, best.final_link).completion_cost;
    AtSite& at = part.at(best.site);
    at.all.homes += homes;
    at.all.completion_cost += cost;
    if (reach_.upstream[best.site].empty() || !judged_.qualification.lacks(p).empty()) return;
    at.group.homes += homes;
    at.group.completion_cost += cost;
    at.group.releases += charge_of(plant_, judged_.network, ledger_, p);
  }

  void take(const Part& part) {
    everyone_.without_route += part.without_route;
    for (const AtSite& at : part.at_sites) {
      everyone_.homes += at.all.homes;
      everyone_.completion_cost += at.all.completion_cost;
      need_[at.site].by_any = true;
      if (!at.has_group()) continue;
      need_[at.site].by_group = true;
      add(at.group, groups_[group_of_[at.site]]);
    }
  }

  // Each element that somebody's best path leads over costs once.
  void add_costs(const std::vector<SiteId>& outwards) {
    for (auto site = outwards.rbegin(); site != outwards.rend(); ++site) {
      const LinkId via = reach_.via[*site];
      if (!via.exists()) continue;
      Need& before = need_[other_end(plant_, via, *site)];
      before.by_any = before.by_any || need_[*site].by_any;
      before.by_group = before.by_group || need_[*site].by_group;
    }
    for (const SiteId site : outwards) {
      const Need need = need_[site];
      if (!need.by_any) continue;
      for_each_to_complete(site, [&](Element e) {
        const double cost = completion_cost_of(plant_, e);
        everyone_.completion_cost += cost;
        if (need.by_group) groups_[group_of_[site]].completion_cost += cost;
      });
    }
  }

  static constexpr std::uint32_t no_group = ~std::uint32_t{0};

  const JudgedPlant& judged_;
  const Plant& plant_;
  const Reach& reach_;
  const Standings& standings_;
  const Ledger& ledger_;
  ToServeEveryone everyone_;
  IdVector<SiteId, Need> need_;
  IdVector<SiteId, std::uint32_t> group_of_;
  std::vector<NextUpstream> groups_;
};

}  // namespace

Remedies sum_up_remedies(const JudgedPlant& judged, const Standings& standings, const Ledger& ledger) {
  return RemedySum(judged, standings, ledger).sum_up();
}

}  // namespace lastmile
