#include "sim/rollout/element_works.h"

#include <algorithm>

#include "sim/network/best_path.h"

namespace lastmile {

ElementWorks::ElementWorks(const Plant& plant, const Option& option, const RunningCoverage& coverage,
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
    if (construction_.is_to_start(e)) works_.push_back({{}, e, 0});
  };
  for (const SiteId site : ids<SiteId>(plant_.sites.size()))
    if (site_demand(coverage_.network(), coverage_.ledger(), site).all() > 0) add(element(site));
  const auto add_final_link = [&](LinkId link) {
    const FinalLink drop = final_link(plant_, link);
    if (in_design(drop.state) && reach.path[drop.site].exists() && plant_.premises.users[drop.premises] > 0)
      add(element(link));
  };
  for (const LinkId link : ids<LinkId>(plant_.links.size())) {
    if (plant_.links.tier[link] == Tier::drop) {
      add_final_link(link);
    } else if (link_in_design(plant_, link) &&
               link_demand(plant_, coverage_.network(), coverage_.ledger(), link).all() > 0) {
      add(element(link));
    }
  }
  for (const PremisesId p : ids<PremisesId>(plant_.premises.size()))
    if (plant_.premises.drop_site[p].exists()) add_final_link(plant_.inline_drop(p));
  order_changes_ = ranks_by(OrderKey::released_value_per_cost) ||
                   (construction_.has_late_costs() &&
                    (ranks_by(OrderKey::cheapest) || ranks_by(OrderKey::users_per_cost)));
  rank_all();
}

std::size_t ElementWorks::tier_of(SiteId site) const {
  const LinkId via = coverage_.reach().via[site];
  return static_cast<std::size_t>(via.exists() ? plant_.links.tier[via] : Tier::backbone);
}

double ElementWorks::users(Element e) const {
  const Network& network = coverage_.network();
  if (e.site.exists()) return site_demand(network, coverage_.ledger(), e.site).all();
  if (is_final_link(plant_, e.link)) return plant_.premises.users[final_link(plant_, e.link).premises];
  return link_demand(plant_, network, coverage_.ledger(), e.link).all();
}

WorkFigures ElementWorks::figures(Element e) const {
  const std::uint64_t sites = plant_.sites.size();
  WorkFigures of{e.site.exists() ? e.site.value : sites + e.link.value,
                 construction_.price(e),
                 users(e),
                 0,
                 construction_.area_of(e),
                 0};
  if (e.site.exists())
    of.tier = tier_of(e.site);
  else
    of.tier =
        static_cast<std::size_t>(is_final_link(plant_, e.link) ? Tier::drop : plant_.links.tier[e.link]);
  if (!releases_.of_link.empty())
    of.releases = e.site.exists() ? releases_.of_site[e.site] : releases_.of_link[e.link.value];
  return of;
}

// The one element that a premises lacks, where all else is there; neither site nor link where there is no
// such one.
Element ElementWorks::only_work_for(PremisesId p) const {
  const Reach& reach = coverage_.reach();
  const BestPath best = best_path(plant_, coverage_.network(), reach, p);
  const bool would_subscribe = option_.take_up || plant_.premises.subscribed[p] != 0;
  if (best.path.to_complete != 1 || !would_subscribe || !coverage_.qualification().lacks(p).empty())
    return {};
  if (!carries_service(best.state)) return element(best.final_link);
  SiteId site = best.site;
  while (carries_service(plant_.sites.state[site])) {
    const LinkId via = reach.via[site];
    if (!carries_service(plant_.links.state[via])) return element(via);
    site = other_end(plant_, via, site);
  }
  return element(site);
}

void ElementWorks::find_releases() {
  if (!ranks_by(OrderKey::released_value_per_cost)) return;
  releases_.of_site = IdVector<SiteId, double>(plant_.sites.size(), 0);
  releases_.of_link.assign(plant_.links.size() + plant_.premises.size(), 0);
  for (const PremisesId p : ids<PremisesId>(plant_.premises.size())) {
    const Element only = only_work_for(p);
    const double charge =
        only == Element{} ? 0 : charge_of(plant_, coverage_.network(), coverage_.ledger(), p);
    if (only.site.exists()) releases_.of_site[only.site] += charge;
    if (only.link.exists()) releases_.of_link[only.link.value] += charge;
  }
}

void ElementWorks::rank_all() {
  find_releases();
  for (Work& work : works_) {
    const WorkFigures of = figures(work.element);
    work.rank = rank_of(option_.rollout, of);
    work.tier = of.tier;
  }
  std::sort(works_.begin(), works_.end(), [](const Work& a, const Work& b) { return a.rank < b.rank; });
}

bool ElementWorks::has_order_changed() const {
  if (order_changes_ || !ranks_by(OrderKey::tier)) return order_changes_;
  return std::any_of(works_.begin(), works_.end(), [&](const Work& work) {
    return work.element.site.exists() && tier_of(work.element.site) != work.tier;
  });
}

bool ElementWorks::waits(Element e) const {
  if (!is_final_link(plant_, e)) return true;
  const PremisesId p = final_link(plant_, e.link).premises;
  const bool is_wanted = option_.rollout.drops == DropsFor::all || plant_.premises.subscribed[p] != 0;
  return is_wanted && coverage_.qualification().lacks(p).empty();
}

bool ElementWorks::nothing_more_can_start(const std::array<std::size_t, trade_names.size()>& waiting) const {
  for (std::size_t i = 0; i < waiting.size(); ++i)
    if (waiting[i] > 0 && construction_.crew_left(static_cast<Trade>(i)) > 0) return false;
  return true;
}

void ElementWorks::start_works() {
  std::erase_if(works_, [&](const Work& work) { return !construction_.is_to_start(work.element); });
  if (has_order_changed()) rank_all();
  std::array<std::size_t, trade_names.size()> waiting{};
  for (const Work& work : works_) ++waiting[static_cast<std::size_t>(construction_.trade_of(work.element))];
  for (const Work& work : works_) {
    if (nothing_more_can_start(waiting)) return;
    --waiting[static_cast<std::size_t>(construction_.trade_of(work.element))];
    if (!waits(work.element)) continue;
    if (construction_.start(std::span(&work.element, 1)) == Construction::Answer::later) return;
  }
}

void ElementWorks::list_blocked(Course& course) {
  construction_.end_course();
  if (has_order_changed()) rank_all();
  std::vector<std::pair<WorkRank, BlockedWork>> blocked;
  for (const auto& [rank, e, tier] : works_) {
    if (!construction_.is_to_start(e) || !waits(e)) continue;
    const Construction::Bill bill = construction_.bill_of(std::span(&e, 1));
    if (const auto why = construction_.blocks_for_good(bill))
      blocked.push_back({rank, {*why, PremisesId::none(), e.site, e.link, bill.price}});
  }
  lastmile::list_blocked(blocked, course);
}

}  // namespace lastmile
