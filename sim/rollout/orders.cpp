#include "sim/rollout/orders.h"

#include "models/time/bass.h"
#include "sim/network/best_path.h"
#include "sim/rollout/work_rank.h"

namespace lastmile {

Orders::Orders(Plant& plant, const TakeUp& take_up, const Timeline& timeline, RunningCoverage& coverage)
    : plant_(plant),
      take_up_(take_up),
      coverage_(coverage),
      share_(timeline.periods + 1),
      site_since_(plant.sites.size(), take_up.from == TakeUp::From::start ? -1 : not_yet),
      apart_since_(plant.premises.size(), take_up.from == TakeUp::From::start ? -1 : not_yet) {
  for (std::size_t age = 0; age < share_.size(); ++age)
    share_[age] = take_up.ceiling *
                  bass_share(take_up.p, take_up.q, static_cast<double>(age) * years_in(timeline.unit));
  if (!take_up.seed) {
    expected_.at_site = IdVector<SiteId, double>(plant.sites.size(), 0);
    expected_.of_apart = IdVector<PremisesId, double>(plant.premises.size(), 0);
  }
  keep_customers();
  note_passed(-1);
}

void Orders::keep_customers() {
  for (const PremisesId p : ids<PremisesId>(plant_.premises.size()))
    if (!best_path(coverage_.routed(), p).path.is_live()) plant_.premises.subscribed[p] = 0;
  coverage_.everything_changed();
}

double Orders::share_after(std::int64_t since, std::uint32_t period) const {
  return since == not_yet ? 0 : share_[static_cast<std::size_t>(period - since)];
}

bool Orders::draw_order(PremisesId p, double share) {
  if (plant_.premises.subscribed[p] != 0 ||
      random_number(Draw::order_of_service, *take_up_.seed, p.value) >= share)
    return false;
  plant_.premises.subscribed[p] = 1;
  return true;
}

void Orders::take_orders(std::uint32_t period) {
  for (const SiteId site : ids<SiteId>(plant_.sites.size())) {
    const double share = share_after(site_since_[site], period);
    if (!take_up_.seed) {
      expected_.at_site[site] = share;
    } else if (share > 0) {
      bool ordered = false;
      for (const HomeAtSite& home : coverage_.homes().at(site))
        ordered = draw_order(home.premises, share) || ordered;
      if (ordered) coverage_.homes_changed(site);
    }
  }
  for (const PremisesId p : coverage_.homes().apart()) {
    const double share = share_after(apart_since_[p], period);
    if (take_up_.seed)
      draw_order(p, share);
    else
      expected_.of_apart[p] = share;
  }
}

void Orders::everything_changed() {
  const HomesBySite& before = coverage_.homes();
  for (const SiteId site : ids<SiteId>(plant_.sites.size()))
    for (const HomeAtSite& home : before.at(site)) apart_since_[home.premises] = site_since_[site];
  coverage_.everything_changed(
      [&](PremisesId p, SiteId site) { return apart_since_[p] != site_since_[site]; });
}

void Orders::note_passed(std::int64_t period) {
  const auto now = static_cast<std::int32_t>(period);
  const Reach& reach = coverage_.reach();
  for (const SiteId site : ids<SiteId>(plant_.sites.size()))
    if (reach.path[site].is_live() && site_since_[site] == not_yet) site_since_[site] = now;
  for (const PremisesId p : coverage_.homes().apart())
    if (apart_since_[p] == not_yet && best_path(coverage_.routed(), p).passed) apart_since_[p] = now;
}

}  // namespace lastmile
