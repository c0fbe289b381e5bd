#include "sim/rollout/element_works.h"

#include <algorithm>
#include <utility>

#include "sim/network/best_path.h"

namespace lastmile {

ElementWorks::ElementWorks(const Plant& plant, const RolloutOption& option, const RunningCoverage& coverage,
                           Construction& construction)
    : plant_(plant), option_(option), coverage_(coverage), construction_(construction) {
  start_over();
}

bool ElementWorks::ranks_by(OrderKey key) const {
  const auto& order = option_.rollout.order;
  return std::find(order.begin(), order.end(), key) != order.end();
}

void ElementWorks::start_over() {
  works_.clear();
  const Reach& reach = coverage_.reach();
  const auto add = [&](Element e) {
    if (construction_.is_to_start(e)) works_.push_back({e, Tier::backbone});
  };
  const auto is_joined = [&](SiteId site) { return reach.path[site].exists(); };
  for (const SiteId site : ids<SiteId>(plant_.sites.size()))
    if (is_joined(site) && site_demand(coverage_.network(), coverage_.ledger(), site).all() > 0) add(site);
  const auto add_final_link = [&](LinkId link) {
    const FinalLink drop = final_link(plant_, link);
    if (in_design(drop.state) && is_joined(drop.site) && plant_.premises.users[drop.premises] > 0) add(link);
  };
  for (const LinkId link : ids<LinkId>(plant_.links.size())) {
    if (plant_.links.tier[link] == Tier::drop) {
      add_final_link(link);
    } else if (link_in_design(plant_, link) && is_joined(plant_.links.from[link]) &&
               link_demand(plant_, coverage_.network(), coverage_.ledger(), link).all() > 0) {
      add(link);
    }
  }
  for (const PremisesId p : ids<PremisesId>(plant_.premises.size()))
    if (plant_.has_inline_drop(p)) add_final_link(plant_.inline_drop(p));
  order_changes_ = ranks_by(OrderKey::released_value_per_cost) ||
                   (construction_.has_late_costs() &&
                    (ranks_by(OrderKey::cheapest) || ranks_by(OrderKey::users_per_cost)));
  rank_all();
}

Tier ElementWorks::tier_of(SiteId site) const {
  const LinkId via = coverage_.reach().via[site];
  return via.exists() ? plant_.links.tier[via] : Tier::backbone;
}

double ElementWorks::users(Element e) const {
  const Network& network = coverage_.network();
  if (e.is_site()) return site_demand(network, coverage_.ledger(), e.site()).all();
  if (is_final_link(plant_, e.link())) return plant_.premises.users[final_link(plant_, e.link()).premises];
  return link_demand(plant_, network, coverage_.ledger(), e.link()).all();
}

WorkFigures ElementWorks::figures(Element e) const {
  const std::uint64_t sites = plant_.sites.size();
  WorkFigures of{e.is_site() ? e.index : sites + e.index,
                 construction_.price(e),
                 users(e),
                 0,
                 construction_.area_of(e),
                 Tier::backbone};
  of.tier = e.is_site() ? tier_of(e.site()) : lastmile::tier_of(plant_, e.link());
  if (!releases_.of_link.empty())
    of.releases = e.is_site() ? releases_.of_site[e.site()] : releases_.of_link[e.link().value];
  return of;
}

// The one element that a premises lacks, where everything else is operational; else none.
Element ElementWorks::only_work_for(PremisesId p) const {
  const Reach& reach = coverage_.reach();
  const BestPath best = best_path(coverage_.routed(), p);
  const bool would_subscribe = option_.take_up || plant_.premises.subscribed[p] != 0;
  if (best.path.to_complete != 1 || !would_subscribe || !coverage_.qualification().lacks(p).empty())
    return {};
  if (!carries_service(best.state)) return best.final_link;
  SiteId site = best.site;
  while (carries_service(plant_.sites.state[site])) {
    const LinkId via = reach.via[site];
    if (!carries_service(plant_.links.state[via])) return via;
    site = other_end(plant_, via, site);
  }
  return site;
}

void ElementWorks::find_releases() {
  if (!ranks_by(OrderKey::released_value_per_cost)) return;
  releases_.of_site = IdVector<SiteId, double>(plant_.sites.size(), 0);
  releases_.of_link.assign(plant_.links.size() + plant_.premises.size(), 0);
  for (const PremisesId p : ids<PremisesId>(plant_.premises.size())) {
    const Element only = only_work_for(p);
    if (!only.exists()) continue;
    double& releases = only.is_site() ? releases_.of_site[only.site()] : releases_.of_link[only.link().value];
    releases += charge_of(plant_, coverage_.network(), coverage_.ledger(), p);
  }
}

void ElementWorks::rank_all() {
  find_releases();
  std::vector<std::pair<WorkRank, Work>> ranked;
  ranked.reserve(works_.size());
  for (const Work& work : works_) {
    const WorkFigures of = figures(work.element);
    ranked.push_back({rank_of(option_.rollout, of), {work.element, of.tier}});
  }
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::transform(ranked.begin(), ranked.end(), works_.begin(), [](const auto& one) { return one.second; });
}

bool ElementWorks::has_order_changed() const {
  if (order_changes_ || !ranks_by(OrderKey::tier)) return order_changes_;
  return std::any_of(works_.begin(), works_.end(), [&](const Work& work) {
    return work.element.is_site() && tier_of(work.element.site()) != work.tier;
  });
}

bool ElementWorks::waits(Element e) const {
  if (!is_final_link(plant_, e)) return true;
  const PremisesId p = final_link(plant_, e.link()).premises;
  const bool is_wanted = option_.rollout.drops == DropsFor::all || plant_.premises.subscribed[p] != 0;
  return is_wanted && coverage_.qualification().lacks(p).empty();
}

bool ElementWorks::nothing_more_can_start(const EnumArray<Trade, std::size_t>& waiting) const {
  for (const Trade trade : enum_values<Trade>())
    if (waiting[trade] > 0 && construction_.crew_left(trade) > 0) return false;
  return true;
}

void ElementWorks::start_works() {
  if (has_order_changed()) rank_all();
  EnumArray<Trade, std::size_t> waiting;
  for (const Work& work : works_) ++waiting[work.trade()];
  for (std::size_t i = 0; i < works_.size() && !nothing_more_can_start(waiting); ++i) {
    constexpr std::size_t ahead = 8;
    if (i + ahead < works_.size()) construction_.prefetch(works_[i + ahead].element);
    Element& e = works_[i].element;
    --waiting[works_[i].trade()];
    if (!waits(e)) continue;
    const Construction::Answer answer = construction_.start(std::span(&e, 1));
    if (answer == Construction::Answer::later) break;
    if (answer == Construction::Answer::started) e = {};
  }
  std::erase_if(works_, [](const Work& work) { return !work.element.exists(); });
}

void ElementWorks::list_blocked(Course& course) {
  construction_.end_course();
  if (has_order_changed()) rank_all();
  for (const auto& [e, tier] : works_) {
    if (!waits(e)) continue;
    const Construction::Bill bill = construction_.bill_of(std::span(&e, 1));
    const auto why = construction_.permanent_obstacle(bill);
    if (!why) continue;
    ++course.blocked_count;
    if (course.blocked.size() < shown_blocked_works) course.blocked.push_back({*why, e, bill.price});
  }
}

}  // namespace lastmile
