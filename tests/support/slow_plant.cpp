#include "tests/support/slow_plant.h"

#include <algorithm>
#include <utility>

namespace lastmile::oracle {
namespace {

Look look_at(Plant plant) {
  Look found{std::move(plant), {}, {}};
  found.network = build_network(found.plant);
  found.coverage = evaluate(found.plant, found.network);
  return found;
}

ExpectedTally times(const Plant& plant, PremisesId p, double part) {
  return {part, part * plant.premises.homes[p], part * plant.premises.users[p]};
}

}  // namespace

SlowPlant::SlowPlant(const Plant& written, const Horizon& planned, const RolloutOption& chosen)
    : horizon(planned), option(chosen), length(years_in(planned.timeline.unit)), plant(written) {
  list_items();
}

void SlowPlant::list_items() {
  const Look written = look_at(plant);
  items.resize(site_count() + plant.links.size() + plant.premises.size());
  for (const SiteId site : ids<SiteId>(site_count())) {
    Item& one = item(site);
    one.element = site;
    one.area = horizon.site_area[site];
    if (!option.economics.site_life.empty()) one.life = option.economics.site_life[site];
    one.build_periods = horizon.site_build_periods[site];
  }
  for (const LinkId link : ids<LinkId>(plant.links.size())) {
    Item& one = item(link);
    one.late_cost = horizon.late_cost[link];
    one.build_periods = horizon.link_build_periods[link];
    list_link(one, link, plant.links.tier[link], written.coverage.reach);
  }
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    if (!plant.has_inline_drop(p)) continue;
    Item& one = item(plant.inline_drop(p));
    one.late_cost = horizon.late_cost.inline_drops[p];
    one.build_periods = horizon.link_build_periods.inline_drops[p];
    list_link(one, plant.inline_drop(p), Tier::drop, written.coverage.reach);
  }
  for (Item& one : items) {
    if (!exists(one)) continue;
    if (state(one) == State::decommissioned) columns(one).value = 0;  // is not booked
    if (is_built(state(one)))
      one.batches.push_back({columns(one).value, 0});
    else
      one.not_in_service = columns(one).value;
  }
  settle_subscriptions(written);
}

void SlowPlant::list_link(Item& one, LinkId link, Tier tier, const Reach& reach) {
  one.element = link;
  one.trade = trade_of(tier);
  one.life = option.economics.link_life[tier];
  const auto either = [](AreaId first, AreaId second) { return first.exists() ? first : second; };
  if (tier == Tier::drop) {
    const FinalLink drop = final_link(plant, link);
    one.area = either(horizon.premises_area[drop.premises], horizon.site_area[drop.site]);
    return;
  }
  SiteId near = plant.links.from[link];
  SiteId far = plant.links.to[link];
  const auto distance = [&](SiteId site) { return std::pair(reach.path[site].elements, site); };
  if (distance(far) < distance(near)) std::swap(near, far);
  one.area = either(horizon.site_area[far], horizon.site_area[near]);
}

void SlowPlant::settle_subscriptions(const Look& written) {
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    const Rung rung = written.coverage.standings.rung[p];
    const bool is_customer =
        plant.premises.subscribed[p] != 0 && (!option.take_up || rung >= Rung::connected);
    customer.push_back(is_customer ? 1 : 0);
    share.push_back(is_customer ? 1 : 0);
    passed_in.push_back({});
    was_passed_at_start.push_back(rung >= Rung::passed ? 1 : 0);
  }
}

double SlowPlant::depreciated(const Item& one, const Batch& batch, std::uint32_t by) const {
  if (by <= batch.first) return 0;
  return batch.amount * std::min(1.0, (by - batch.first) * length / one.life);
}

double SlowPlant::net_value(const Item& one) const {
  double net = one.not_in_service;
  for (const Batch& batch : one.batches) net += batch.amount - depreciated(one, batch, periods_over);
  return net;
}

Look SlowPlant::look() const {
  Plant seen = plant;
  for (const Item& one : items)
    if (exists(one)) columns_of(seen, one.element).value = net_value(one);
  for (const PremisesId p : ids<PremisesId>(seen.premises.size()))
    seen.premises.subscribed[p] = share[p] > 0 ? 1 : 0;
  return look_at(std::move(seen));
}

Status SlowPlant::status_of(const Look& found) const {
  Status status;
  const auto count_cause = [&](Obstacles obstacles, const ExpectedTally& some) {
    if (obstacles.empty()) return;
    ExpectedCause& cause = status.unserved[obstacles.first()];
    (obstacles.is_single() ? cause.sole : cause.joint) += some;
  };
  for (const PremisesId p : ids<PremisesId>(found.plant.premises.size())) {
    const Obstacles others = found.coverage.standings.obstacles[p].without(Obstacle::not_subscribed);
    Obstacles and_no_customer = others;
    and_no_customer |= Obstacle::not_subscribed;
    const std::size_t rung = index_of(found.coverage.standings.rung[p]);
    for (std::size_t r = 0; r <= std::min(rung, rung_count - 2); ++r)
      status.ladder.raw()[r] += times(found.plant, p, 1);
    if (others.empty()) status.ladder.back() += times(found.plant, p, share[p]);
    if (share[p] > 0) count_cause(others, times(found.plant, p, share[p]));
    if (share[p] < 1) count_cause(and_no_customer, times(found.plant, p, 1 - share[p]));
    if (others.is_only(Obstacle::final_link_missing))
      status.stranded_by_final_links +=
          share[p] * charge_of(found.plant, found.network, found.coverage.ledger, p);
  }
  const bool are_whole =
      std::all_of(share.begin(), share.end(), [](double part) { return part == 0 || part == 1; });
  status.backbone = are_whole ? found.coverage.ledger.total : books_in_part(found);
  return status;
}

// The users served are counted as if they were all there were.
Books SlowPlant::books_in_part(const Look& found) const {
  Plant served_only = found.plant;
  for (const PremisesId p : ids<PremisesId>(served_only.premises.size()))
    served_only.premises.users[p] *= found.coverage.standings.rung[p] == Rung::served ? share[p] : 0;
  const Look served = look_at(std::move(served_only));
  Books books = Books::Zero();
  const auto add = [&](double value, double users, double users_served, bool live) {
    books += split_value(value, {users_served, users_served > 0 ? users - users_served : users}, live);
  };
  for (const SiteId site : ids<SiteId>(site_count())) {
    if (!in_design(found.plant.sites.state[site])) continue;
    add(found.plant.sites.value[site], site_demand(found.network, found.coverage.ledger, site).all(),
        site_demand(served.network, served.coverage.ledger, site).all(),
        site_is_live(found.coverage.reach, site));
  }
  for (const LinkId link : ids<LinkId>(found.plant.links.size())) {
    if (found.plant.links.tier[link] == Tier::drop || !link_in_design(found.plant, link)) continue;
    add(found.plant.links.value[link],
        link_demand(found.plant, found.network, found.coverage.ledger, link).all(),
        link_demand(found.plant, served.network, served.coverage.ledger, link).all(),
        link_is_live(found.plant, found.coverage.reach, link));
  }
  return books;
}

double SlowPlant::booked_value() const {
  double sum = 0;
  for (const Item& one : items)
    if (exists(one)) sum += net_value(one);
  return sum;
}

void SlowPlant::put_in_service(Item& one) {
  one.batches.push_back({one.not_in_service, now + 1});
  one.not_in_service = 0;
}

}  // namespace lastmile::oracle
