#include "sim/capital.h"

#include <algorithm>

#include "sim/parallel.h"

namespace lastmile {
namespace {

// The share of an asset's gross value that is left at this age, both in periods.
double left_at(std::int64_t age, double life) {
  return age <= 0 ? 1 : std::max(0.0, 1 - static_cast<double>(age) / life);
}

// What so much, in service since then, comes to at the end of the period.
Closing close_asset(double gross, std::int64_t since, double life, std::int64_t period) {
  if (since > period) return {gross, 0, 0};
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
      final_links_(1, 0) {
  const auto begin = [&](Asset& asset, State state, double value) {
    if (state == State::decommissioned) return;
    asset.gross = value;
    if (is_built(state)) asset.since = -1;
    opening_value_ += value;
  };
  const auto begin_final_link = [&](State state, double value) {
    if (state == State::decommissioned) return;
    (is_built(state) ? final_links_.front() : unfinished_final_links_) += value;
    opening_value_ += value;
  };
  for (const SiteId site : ids<SiteId>(plant.sites.size()))
    begin(sites_[site], plant.sites.state[site], plant.sites.value[site]);
  for (const LinkId link : ids<LinkId>(plant.links.size())) {
    if (plant.links.tier[link] == Tier::drop)
      begin_final_link(plant.links.state[link], plant.links.value[link]);
    else
      begin(links_[link], plant.links.state[link], plant.links.value[link]);
  }
  const Premises& premises = plant.premises;
  for (const PremisesId p : ids<PremisesId>(premises.size()))
    if (premises.drop_site[p].exists()) begin_final_link(premises.drop_state[p], premises.drop_value[p]);
}

double Capital::life_of(Element e) const {
  if (e.link.exists())
    return economics_.link_life[static_cast<std::size_t>(plant_.links.tier[e.link])] * periods_a_year_;
  return economics_.site_life.empty() ? std::numeric_limits<double>::infinity()
                                      : economics_.site_life[e.site] * periods_a_year_;
}

void Capital::capitalise(Element e, double amount, std::int64_t in_service) {
  const ElementColumns columns = columns_of(plant_, e);
  const bool joins_what_is_built = is_built(columns.state);
  if (is_final_link(plant_, e)) {
    const double spent_before = joins_what_is_built ? 0 : columns.value;
    unfinished_final_links_ -= spent_before;
    add_final_links(spent_before + amount, in_service);
  } else if (joins_what_is_built) {
    additions_.push_back({e, {amount, in_service}});
  } else {
    asset(e).gross += amount;
    asset(e).since = in_service;
  }
  columns.value += amount;
}

void Capital::add_final_links(double amount, std::int64_t in_service) {
  const auto cohort = static_cast<std::size_t>(in_service + 1);
  if (cohort >= final_links_.size()) final_links_.resize(cohort + 1, 0);
  final_links_[cohort] += amount;
}

void Capital::interrupt(Element e, State before, std::int64_t in_service) {
  if (is_built(before)) {
    for (Addition& addition : additions_)
      if (addition.of == e && addition.asset.since == in_service) addition.asset.since = not_yet;
  } else if (is_final_link(plant_, e)) {
    const double value = columns_of(plant_, e).value;
    add_final_links(-value, in_service);
    unfinished_final_links_ += value;
  } else {
    asset(e).since = not_yet;
  }
}

void Capital::take_into_service(Element e, std::int64_t period) {
  if (!is_final_link(plant_, e)) {
    asset(e).since = std::min(asset(e).since, period);
    return;
  }
  const double value = columns_of(plant_, e).value;
  unfinished_final_links_ -= value;
  add_final_links(value, period);
}

Closing Capital::close_final_links(std::int64_t period) const {
  const double life = economics_.link_life[static_cast<std::size_t>(Tier::drop)] * periods_a_year_;
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
      const Closing one = close_asset(sites_[site].gross, sites_[site].since, life_of(element(site)), period);
      plant_.sites.value[site] = one.value;
      chunk += one;
    }
    return chunk;
  });
  closing += sum_over_chunks<Closing>(links_.size(), [&](std::size_t first, std::size_t last) {
    Closing chunk;
    for (const LinkId link : IdRange<LinkId>(first, last)) {
      if (plant_.links.tier[link] == Tier::drop) continue;
      const Closing one = close_asset(links_[link].gross, links_[link].since, life_of(element(link)), period);
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
