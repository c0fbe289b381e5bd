#include "sim/rollout/construction.h"

#include <algorithm>
#include <utility>

namespace lastmile {
namespace {

// The area of a backbone link, independent of its direction.
AreaId area_of_link(const Plant& plant, const Horizon& horizon, const Reach& reach, LinkId link) {
  const auto distance = [&](SiteId site) { return std::pair(reach.path[site].elements, site); };
  const auto [nearer, farther] =
      std::minmax({distance(plant.links.from[link]), distance(plant.links.to[link])});
  const AreaId area = horizon.site_area[farther.second];
  return area.exists() ? area : horizon.site_area[nearer.second];
}

// Amounts that agree to 12 digits count as equal.
bool pays(double money, double price) {
  constexpr double rounding = 1e-12;
  return price <= money * (1 + rounding);
}

}  // namespace

Construction::Construction(Plant& plant, const Horizon& horizon, const RolloutOption& option,
                           Capital& capital, RunningCoverage& coverage)
    : plant_(plant),
      horizon_(horizon),
      option_(option),
      capital_(capital),
      coverage_(coverage),
      link_area_(plant.links.size()),
      site_done_in_(plant.sites.size(), 0),
      link_done_in_(plant.links.size() + plant.premises.size(), 0),
      finished_in_(horizon.timeline.periods),
      visits_cost_(option.economics.default_visit_cost > 0 || !option.economics.visit_cost.empty()),
      visits_in_(horizon.areas + 1) {
  for (const LinkId link : ids<LinkId>(plant.links.size()))
    if (plant.links.tier[link] != Tier::drop)
      link_area_[link] = area_of_link(plant, horizon, coverage.reach(), link);
}

void Construction::begin_period(std::uint32_t period) {
  period_ = period;
  money_ = (option_.rollout.carry_over ? money_ : 0) + option_.rollout.budget_per_period;
  crews_left_ = option_.rollout.crews;
  started_ = {};
  spent_ = {};
}

void Construction::end_period(Period& period) const {
  period.started = started_;
  period.spent = spent_;
  period.budget_left = money_;
}

Trade Construction::trade_of(Element e) const {
  if (e.is_site()) return Trade::site;
  return lastmile::trade_of(tier_of(plant_, e.link()));
}

AreaId Construction::area_of(Element e) const {
  if (e.is_site()) return horizon_.site_area[e.site()];
  if (!is_final_link(plant_, e)) return link_area_[e.link()];
  const FinalLink link = final_link(plant_, e.link());
  const AreaId area = horizon_.premises_area[link.premises];
  return area.exists() ? area : horizon_.site_area[link.site];
}

// A site that is finished in this period does not count as built yet when works are chosen. A final link that
// is already built only needs to be lit or repaired.
double Construction::late_cost(Element e) const {
  if (!is_final_link(plant_, e)) return 0;
  const FinalLink link = final_link(plant_, e.link());
  if (is_built(link.state) || !is_built(plant_.sites.state[link.site])) return 0;
  return horizon_.late_cost[e.link()];
}

double Construction::price(Element e) const {
  return completion_cost_of(plant_, e) + late_cost(e);
}

bool Construction::has_late_costs() const {
  bool some = false;
  horizon_.late_cost.for_each([&](double late_cost) { some = some || late_cost > 0; });
  return some;
}

std::uint32_t Construction::build_periods(Element e) const {
  return e.is_site() ? horizon_.site_build_periods[e.site()] : horizon_.link_build_periods[e.link()];
}

std::size_t Construction::area_number(Element e) const {
  const AreaId area = area_of(e);
  return area.exists() ? area.value : horizon_.areas;
}

double Construction::visit_cost(Element e) const {
  const Economics& economics = option_.economics;
  const AreaId area = area_of(e);
  return area.exists() && !economics.visit_cost.empty() ? economics.visit_cost[area]
                                                        : economics.default_visit_cost;
}

double Construction::price_of_visits(std::span<const Element> work) {
  if (!visits_cost_) return 0;
  double price = 0;
  ++bill_;
  for (const Element e : work) {
    Visits& visits = visits_in_[area_number(e)];
    if (visits.last_period != period_ + 1 && std::exchange(visits.last_bill, bill_) != bill_)
      price += visit_cost(e);
  }
  return price;
}

double Construction::most_money_later() const {
  const std::uint32_t periods_left = horizon_.timeline.periods - period_ - 1;
  if (periods_left == 0) return 0;
  const Rollout& rollout = option_.rollout;
  return rollout.carry_over ? money_ + rollout.budget_per_period * periods_left : rollout.budget_per_period;
}

std::optional<BlockedWork::Why> Construction::permanent_obstacle(const Bill& bill) const {
  const Rollout& rollout = option_.rollout;
  for (const Trade trade : enum_values<Trade>())
    if (bill.crews[trade] > rollout.crews[trade]) return BlockedWork::Why::crew;
  const double periods = rollout.carry_over ? horizon_.timeline.periods : 1;
  if (pays(rollout.budget_per_period * periods, bill.price)) return std::nullopt;
  return BlockedWork::Why::money;
}

bool Construction::can_pay(double price) const {
  return pays(money_, price);
}

std::optional<Construction::Answer> Construction::refuse(const Bill& bill) const {
  for (const Trade trade : enum_values<Trade>())
    if (bill.crews[trade] > option_.rollout.crews[trade]) return Answer::crew_small;
  for (const Trade trade : enum_values<Trade>())
    if (bill.crews[trade] > crews_left_[trade]) return Answer::crew_busy;
  if (pays(money_, bill.price)) return std::nullopt;
  return pays(most_money_later(), bill.price) ? Answer::later : Answer::unaffordable;
}

Construction::Bill Construction::bill_of(std::span<const Element> work) {
  Bill bill;
  for (const Element e : work) bill.add(price(e), trade_of(e));
  bill.price += price_of_visits(work);
  return bill;
}

Construction::Answer Construction::start(std::span<const Element> work) {
  const Bill bill = bill_of(work);
  if (const auto refused = refuse(bill)) return *refused;
  money_ = std::max(0.0, money_ - bill.price);
  spent_.visits += price_of_visits(work);
  for (const Trade trade : enum_values<Trade>()) {
    if (crews_left_[trade] != unlimited) crews_left_[trade] -= bill.crews[trade];
    started_[trade] += bill.crews[trade];
  }
  for (const Element e : work) {
    if (visits_cost_) visits_in_[area_number(e)].last_period = period_ + 1;
    start(e);
  }
  return Answer::started;
}

void Construction::start(Element e) {
  const ElementColumns columns = columns_of(plant_, e);
  const std::uint32_t periods = horizon_.timeline.periods;
  const std::uint32_t done = std::min(period_ + std::min(build_periods(e), periods), periods);
  const double late = late_cost(e);
  const double cost = std::exchange(columns.completion_cost, 0);
  if (columns.state == State::failed) {
    spent_.repairs += cost;
  } else {
    spent_.capital += cost;
    spent_.late += late;
    capital_.capitalise(e, cost + late);
  }
  if (columns.state == State::planned) columns.state = State::under_construction;
  done_in(e) = done + 1;
  if (done < finished_in_.size()) finished_in_[done].push_back(e);
  if (!is_final_link(plant_, e)) coverage_.backbone_changed();
}

void Construction::finish_works() {
  for (const Element e : finished_in_[period_]) {
    if (done_in(e) != period_ + 1) continue;  // it was stopped, and possibly restarted
    done_in(e) = 0;
    columns_of(plant_, e).state = State::operational;
    capital_.take_into_service(e, period_);
    if (is_final_link(plant_, e))
      coverage_.homes_changed(plant_.links.from[e.link()]);
    else
      coverage_.backbone_changed();
  }
  finished_in_[period_].clear();
}

}  // namespace lastmile
