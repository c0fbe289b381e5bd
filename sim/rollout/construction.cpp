#include "sim/rollout/construction.h"

#include <algorithm>
#include <utility>

namespace lastmile {
namespace {

// Amounts that agree to 12 digits count as equal.
bool pays(double money, double price) {
  constexpr double rounding = 1e-12;
  return price <= money * (1 + rounding);
}

}  // namespace

Construction::Construction(Plant& plant, const Horizon& horizon, const RolloutOption& option,
                           const AreaMap& areas, Capital& capital, RunningCoverage& coverage,
                           std::vector<StartedWork>* works)
    : plant_(plant),
      horizon_(horizon),
      option_(option),
      areas_(areas),
      capital_(capital),
      coverage_(coverage),
      site_done_in_(plant.sites.size(), 0),
      link_done_in_(plant.links.size() + plant.premises.size(), 0),
      finished_in_(horizon.timeline.periods),
      works_(works),
      visits_cost_(option.economics.default_visit_cost > 0 || !option.economics.visit_cost.empty()),
      visits_in_(areas.size()),
      money_from_(horizon.timeline.periods + 1, 0) {
  const Rollout& rollout = option.rollout;
  for (std::uint32_t period = horizon.timeline.periods; period-- > 0;) {
    const double budget = rollout.budget_in(period);
    const double later = money_from_[period + 1];
    money_from_[period] = rollout.carry_over ? budget + later : std::max(budget, later);
  }
}

void Construction::begin_period(std::uint32_t period) {
  period_ = period;
  money_ = (option_.rollout.carry_over ? money_ : 0) + option_.rollout.budget_in(period);
  crews_left_ = option_.rollout.crews;
  started_ = {};
  spent_ = {};
  paid_ = {};
}

void Construction::end_period(Period& period) const {
  period.started = started_;
  period.spent = spent_;
  period.paid = paid_;
  period.budget_left = money_;
}

Trade Construction::trade_of(Element e) const {
  if (e.is_site()) return Trade::site;
  return lastmile::trade_of(tier_of(plant_, e.link()));
}

AreaId Construction::area_of(Element e) const {
  return areas_.of(plant_, e);
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

double Construction::visit_cost(Element e) const {
  const Economics& economics = option_.economics;
  const AreaId area = area_of(e);
  return area != areas_.none() && !economics.visit_cost.empty() ? economics.visit_cost[area]
                                                                : economics.default_visit_cost;
}

double Construction::price_of_visits(std::span<const Element> work) {
  if (!visits_cost_) return 0;
  double price = 0;
  ++bill_;
  for (const Element e : work) {
    Visits& visits = visits_in_[area_of(e).value];
    if (visits.last_period != period_ + 1 && std::exchange(visits.last_bill, bill_) != bill_)
      price += visit_cost(e);
  }
  return price;
}

double Construction::most_money_later() const {
  const double later = money_from_[period_ + 1];
  const bool is_last = period_ + 2 >= money_from_.size();
  return option_.rollout.carry_over && !is_last ? money_ + later : later;
}

std::optional<BlockedWork::Why> Construction::permanent_obstacle(const Bill& bill) const {
  const Rollout& rollout = option_.rollout;
  for (const Trade trade : enum_values<Trade>())
    if (bill.crews[trade] > rollout.crews[trade]) return BlockedWork::Why::crew;
  if (pays(money_from_.front(), bill.price)) return std::nullopt;
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
  for (const Trade trade : enum_values<Trade>()) {
    if (crews_left_[trade] != unlimited) crews_left_[trade] -= bill.crews[trade];
    started_[trade] += bill.crews[trade];
  }
  for (const Element e : work) start(e, count_visit(e) ? visit_cost(e) : 0);
  return Answer::started;
}

bool Construction::count_visit(Element e) {
  return visits_cost_ && std::exchange(visits_in_[area_of(e).value].last_period, period_ + 1) != period_ + 1;
}

void Construction::start(Element e, double visit_cost) {
  const ElementColumns columns = columns_of(plant_, e);
  const std::uint32_t periods = horizon_.timeline.periods;
  const std::uint32_t done = std::min(period_ + std::min(build_periods(e), periods), periods);
  const double late = late_cost(e);
  const double cost = std::exchange(columns.completion_cost, 0);
  spent_.visits += visit_cost;
  paid_.add(cost + late + visit_cost, option_.economics.payers, trade_of(e), area_of(e).value);
  if (columns.state == State::failed) {
    spent_.repairs += cost;
  } else {
    spent_.capital += cost;
    spent_.late += late;
    capital_.capitalise(e, cost + late);
  }
  if (columns.state == State::planned) columns.state = State::under_construction;
  done_in(e) = done + 1;
  if (done < finished_in_.size()) finished_in_[done].emplace_back(e, works_ != nullptr ? works_->size() : 0);
  if (works_ != nullptr)
    works_->push_back({e, trade_of(e), area_of(e), period_, never, cost, late, visit_cost});
  if (!is_final_link(plant_, e)) coverage_.backbone_changed();
}

void Construction::prefetch(Element e) const {
  if (!e.is_link()) return;
  const LinkId link = e.link();
  const Links& links = plant_.links;
  for (const void* at :
       {static_cast<const void*>(&links.state[link]), static_cast<const void*>(&links.from[link]),
        static_cast<const void*>(&links.value[link]), static_cast<const void*>(&links.completion_cost[link]),
        static_cast<const void*>(&horizon_.late_cost[link]),
        static_cast<const void*>(&horizon_.link_build_periods[link]),
        static_cast<const void*>(&link_done_in_[link.value])})
    __builtin_prefetch(at);
  capital_.prefetch(link);
}

void Construction::finish_works() {
  // An element that was stopped and started again is listed more than once; its last start counts.
  auto& finished = finished_in_[period_];
  std::reverse(finished.begin(), finished.end());
  std::erase_if(finished, [&](const auto& listed) {
    std::uint32_t& done = done_in(listed.first);
    return std::exchange(done, done == period_ + 1 ? 0 : done) != period_ + 1;
  });
  std::reverse(finished.begin(), finished.end());
  for (std::size_t i = 0; i < finished.size(); ++i) {
    constexpr std::size_t ahead = 8;
    if (i + ahead < finished.size()) prefetch(finished[i + ahead].first);
    const auto& [e, number] = finished[i];
    if (works_ != nullptr) (*works_)[number].operational = period_;
    columns_of(plant_, e).state = State::operational;
    capital_.take_into_service(e, period_);
    if (is_final_link(plant_, e))
      coverage_.homes_changed(plant_.links.from[e.link()]);
    else
      coverage_.backbone_changed();
  }
  finished.clear();
}

}  // namespace lastmile
