#include "sim/rollout/capital.h"

#include <algorithm>
#include <utility>

#include "sim/support/parallel.h"

namespace lastmile {
namespace {

// The remaining share of an asset's gross value; age and life in periods.
double left_at(std::int64_t age, double life) {
  return age <= 0 ? 1 : std::max(0.0, 1 - static_cast<double>(age) / life);
}

// The closing figures of an asset at the end of a period.
Closing close_asset(double gross, std::int64_t since, double life, std::int64_t period) {
  if (since > period) return {};
  const double left = left_at(period - since, life);
  return {gross * left, gross * (left_at(period - 1 - since, life) - left), gross};
}

}  // namespace

Capital::Capital(Plant& plant, const Economics& economics, PeriodUnit unit)
    : plant_(plant),
      economics_(economics),
      periods_a_year_(1 / years_in(unit)),
      sites_(plant.sites.size()),
      links_(plant.links.size()),
      final_links_(1, 0),
      unfinished_final_link_(plant.links.size() + plant.premises.size(), 0) {
  const auto begin = [&](Element e) {
    const ElementColumns columns = columns_of(plant, e);
    if (columns.state == State::decommissioned) columns.value = 0;
    if (is_final_link(plant, e))
      unfinished_final_links_ += unfinished_final_link_[e.link().value] = columns.value;
    else
      asset(e).unfinished = asset(e).spent = columns.value;
    if (is_built(columns.state)) take_into_service(e, -1);
    opening_value_ += columns.value;
  };
  for (const SiteId site : ids<SiteId>(plant.sites.size())) begin(site);
  for (const LinkId link : ids<LinkId>(plant.links.size())) begin(link);
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (plant.has_inline_drop(p)) begin(plant.inline_drop(p));
}

double Capital::life_of(Element e) const {
  if (e.is_link()) return economics_.link_life[plant_.links.tier[e.link()]] * periods_a_year_;
  return economics_.site_life.empty() ? std::numeric_limits<double>::infinity()
                                      : economics_.site_life[e.site()] * periods_a_year_;
}

void Capital::capitalise(Element e, double amount) {
  columns_of(plant_, e).value += amount;
  if (!is_final_link(plant_, e)) {
    asset(e).unfinished += amount;
    asset(e).spent += amount;
    return;
  }
  unfinished_final_link_[e.link().value] += amount;
  unfinished_final_links_ += amount;
}

void Capital::take_into_service(Element e, std::int64_t period) {
  if (is_final_link(plant_, e)) {
    const double amount = std::exchange(unfinished_final_link_[e.link().value], 0);
    const auto cohort = static_cast<std::size_t>(period + 1);
    if (cohort >= final_links_.size()) final_links_.resize(cohort + 1, 0);
    final_links_[cohort] += amount;
    unfinished_final_links_ -= amount;
    return;
  }
  Asset& all = asset(e);
  const double amount = std::exchange(all.unfinished, 0);
  if (all.since == not_yet)
    all = {amount, period, 0, all.spent};
  else if (amount > 0)
    additions_.push_back({e, {amount, period}});
}

double Capital::spent_on(Element e) const {
  if (is_final_link(plant_, e)) return final_link(plant_, e.link()).value;
  return asset(e).spent;
}

Closing Capital::close_final_links(std::int64_t period) const {
  const double life = economics_.link_life[Tier::drop] * periods_a_year_;
  Closing closing{unfinished_final_links_, 0, 0};
  for (std::size_t i = 0; i < final_links_.size(); ++i)
    closing += close_asset(final_links_[i], static_cast<std::int64_t>(i) - 1, life, period);
  return closing;
}

Closing Capital::close(std::int64_t period) {
  Closing closing = close_final_links(period);
  closing += sum_over_chunks<Closing>(sites_.size(), [&](std::size_t first, std::size_t last) {
    Closing chunk;
    for (const SiteId site : IdRange<SiteId>(first, last)) {
      Closing one = close_asset(sites_[site].gross, sites_[site].since, life_of(site), period);
      one.value += sites_[site].unfinished;
      plant_.sites.value[site] = one.value;
      chunk += one;
    }
    return chunk;
  });
  closing += sum_over_chunks<Closing>(links_.size(), [&](std::size_t first, std::size_t last) {
    Closing chunk;
    for (const LinkId link : IdRange<LinkId>(first, last)) {
      if (plant_.links.tier[link] == Tier::drop) continue;
      Closing one = close_asset(links_[link].gross, links_[link].since, life_of(link), period);
      one.value += links_[link].unfinished;
      plant_.links.value[link] = one.value;
      chunk += one;
    }
    return chunk;
  });
  for (const auto& [of, asset] : additions_) {
    const Closing one = close_asset(asset.gross, asset.since, life_of(of), period);
    columns_of(plant_, of).value += one.value;
    closing += one;
  }
  return closing;
}

}  // namespace lastmile
