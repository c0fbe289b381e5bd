#include "sim/rollout/construction.h"

#include <algorithm>
#include <utility>

namespace lastmile {
namespace {

// Of a backbone link, whichever way round it is written.
AreaId area_of_link(const Plant& plant, const Planning& planning, const Reach& reach, LinkId link) {
  const auto distance = [&](SiteId site) { return std::pair(reach.path[site].elements, site); };
  const auto [nearer, farther] =
      std::minmax({distance(plant.links.from[link]), distance(plant.links.to[link])});
  const AreaId area = planning.site_area[farther.second];
  return area.exists() ? area : planning.site_area[nearer.second];
}

// Sums of money that agree to 12 digits count as equal.
bool pays(double money, double price) {
  constexpr double rounding = 1e-12;
  return price <= money * (1 + rounding);
}

}  // namespace

Construction::Construction(Plant& plant, const Planning& planning, const Option& option, Capital& capital,
                           RunningCoverage& coverage)
    : plant_(plant),
      planning_(planning),
      option_(option),
      capital_(capital),
      coverage_(coverage),
      link_area_(plant.links.size()),
      site_done_in_(plant.sites.size(), 0),
      link_done_in_(plant.links.size() + plant.premises.size(), 0),
      finished_in_(planning.timeline.periods),
      visits_cost_(option.economics.default_visit_cost > 0 || !option.economics.visit_cost.empty()),
      visits_in_(planning.areas + 1) {
  for (const LinkId link : ids<LinkId>(plant.links.size()))
    if (plant.links.tier[link] != Tier::drop)
      link_area_[link] = area_of_link(plant, planning, coverage.reach(), link);
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
  if (e.site.exists()) return Trade::site;
  return is_final_link(plant_, e.link) ? Trade::drop : lastmile::trade_of(plant_.links.tier[e.link]);
}

AreaId Construction::area_of(Element e) const {
  if (e.site.exists()) return planning_.site_area[e.site];
  if (!is_final_link(plant_, e.link)) return link_area_[e.link];
  const FinalLink link = final_link(plant_, e.link);
  const AreaId area = planning_.premises_area[link.premises];
  return area.exists() ? area : planning_.site_area[link.site];
}

// A site that is built in the same period is not built yet while works are chosen; a final link that is built
// already only waits to be lit or repaired.
double Construction::late_cost(Element e) const {
  if (!is_final_link(plant_, e)) return 0;
  const FinalLink link = final_link(plant_, e.link);
  if (is_built(link.state) || !is_built(plant_.sites.state[link.site])) return 0;
  return plant_.is_inline_drop(e.link) ? planning_.drop_late_cost[link.premises]
                                       : planning_.late_cost[e.link];
}

double Construction::price(Element e) const {
  return completion_cost_of(plant_, e) + late_cost(e);
}

bool Construction::has_late_costs() const {
  const auto costs = [](double late_cost) { return late_cost > 0; };
  return std::any_of(planning_.late_cost.begin(), planning_.late_cost.end(), costs) ||
         std::any_of(planning_.drop_late_cost.begin(), planning_.drop_late_cost.end(), costs);
}

std::uint32_t Construction::build_periods(Element e) const {
  if (e.site.exists()) return planning_.site_build_periods[e.site];
  return plant_.is_inline_drop(e.link) ? planning_.drop_build_periods[final_link(plant_, e.link).premises]
                                       : planning_.link_build_periods[e.link];
}

std::size_t Construction::area_number(Element e) const {
  const AreaId area = area_of(e);
  return area.exists() ? area.value : planning_.areas;
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
  const std::uint32_t periods_left = planning_.timeline.periods - period_ - 1;
  if (periods_left == 0) return 0;
  const Rollout& rollout = option_.rollout;
  return rollout.carry_over ? money_ + rollout.budget_per_period * periods_left : rollout.budget_per_period;
}

std::optional<BlockedWork::Why> Construction::blocks_for_good(const Bill& bill) const {
  const Rollout& rollout = option_.rollout;
  for (std::size_t i = 0; i < bill.crews.size(); ++i)
    if (bill.crews[i] > rollout.crews[i]) return BlockedWork::Why::crew;
  const double periods = rollout.carry_over ? planning_.timeline.periods : 1;
  if (pays(rollout.budget_per_period * periods, bill.price)) return std::nullopt;
  return BlockedWork::Why::money;
}

bool Construction::can_pay(double price) const {
  return pays(money_, price);
}

std::optional<Construction::Answer> Construction::refuse(const Bill& bill) const {
  for (std::size_t i = 0; i < bill.crews.size(); ++i)
    if (bill.crews[i] > option_.rollout.crews[i]) return Answer::crew_small;
  for (std::size_t i = 0; i < bill.crews.size(); ++i)
    if (bill.crews[i] > crews_left_[i]) return Answer::crew_busy;
  if (pays(money_, bill.price)) return std::nullopt;
  return pays(most_money_later(), bill.price) ? Answer::later : Answer::too_dear;
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
  for (std::size_t i = 0; i < bill.crews.size(); ++i) {
    if (crews_left_[i] != unlimited) crews_left_[i] -= bill.crews[i];
    started_[i] += bill.crews[i];
  }
  for (const Element e : work) {
    if (visits_cost_) visits_in_[area_number(e)].last_period = period_ + 1;
    start(e);
  }
  return Answer::started;
}

void Construction::start(Element e) {
  const ElementColumns columns = columns_of(plant_, e);
  const std::uint32_t periods = planning_.timeline.periods;
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
    if (done_in(e) != period_ + 1) continue;  // it was stopped, and perhaps begun anew
    done_in(e) = 0;
    columns_of(plant_, e).state = State::operational;
    capital_.take_into_service(e, period_);
    if (is_final_link(plant_, e))
      coverage_.homes_changed(final_link(plant_, e.link).site);
    else
      coverage_.backbone_changed();
  }
  finished_in_[period_].clear();
}

}  // namespace lastmile
