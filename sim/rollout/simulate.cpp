#include "sim/rollout/simulate.h"

#include <algorithm>
#include <map>
#include <variant>

#include "models/time/cash.h"
#include "sim/rollout/construction.h"
#include "sim/rollout/element_works.h"
#include "sim/rollout/listed_works.h"
#include "sim/rollout/orders.h"
#include "sim/rollout/remedy_works.h"
#include "sim/support/parallel.h"

namespace lastmile {
namespace {

double served_homes(const Status& status) {
  return status.ladder[Rung::served].homes;
}

// Books the cash of the periods in their order.
class CashBook {
 public:
  CashBook(const Economics& economics, PeriodUnit unit) : economics_(economics), years_(years_in(unit)) {}

  // Period t, with its homes served, its spending and its gross value in service.
  void book(std::uint32_t t, Period& period) {
    constexpr double months_a_year = 12;
    const double home_months = served_homes(period.status) * years_ * months_a_year;
    period.revenue = economics_.revenue_per_home_month * home_months;
    period.opex = economics_.opex_per_home_month * home_months +
                  economics_.opex_share_of_value * years_ * period.gross_in_service;
    period.cash_flow = period.revenue - period.opex - period.spent.total();
    period.cumulative_cash_flow = cumulative_cash_flow_ += period.cash_flow;
    period.operator_cash_flow = period.revenue - period.opex - period.paid.by_operator;
    const double factor = discount_factor(economics_.discount_rate, years_ * (t + 1));
    period.discounted_cash_flow = period.cash_flow * factor;
    period.operator_discounted_cash_flow = period.operator_cash_flow * factor;
  }

 private:
  const Economics& economics_;
  double years_;
  double cumulative_cash_flow_ = 0;
};

// The simulation of one option.
class CourseRun {
 public:
  CourseRun(const Plant& plant, const Horizon& horizon, const RolloutOption& option,
            const Recording& recording)
      : plant_(plant),
        horizon_(horizon),
        option_(option),
        recording_(recording),
        cash_(option.economics, horizon.timeline.unit),
        coverage_(plant_),
        capital_(plant_, option.economics, horizon.timeline.unit) {
    coverage_.evaluate(nullptr);
    if (option.take_up) {
      orders_.emplace(plant_, *option.take_up, horizon.timeline, coverage_);
      coverage_.evaluate(expected());
    }
    areas_ = map_areas(coverage_.routed(), horizon.areas, horizon.site_area, horizon.premises_area);
    construction_.emplace(plant_, horizon_, option, areas_, capital_, coverage_,
                          recording.works ? &works_started_ : nullptr);
    if (!option.builds_anything) return;
    if (!option.rollout.only.empty())
      works_.emplace<ListedWorks>(plant_, option.rollout.only, *construction_);
    else if (option.rollout.works == WorkSize::remedies)
      works_.emplace<RemedyWorks>(plant_, option, coverage_, *construction_);
    else
      works_.emplace<ElementWorks>(plant_, option, coverage_, *construction_);
  }

  Course run() {
    Course course;
    start_ = coverage_.status();
    opening_value_ = capital_.opening_value();
    start_recording(course);
    for (std::uint32_t t = 0; t < horizon_.timeline.periods; ++t) {
      course.periods.push_back(run_period(t));
      if (recording_.premises) record_premises(t, course.record.premises);
      if (recording_.watch) recording_.watch(plant_, coverage_.customers(expected()));
    }
    course.start = start_;
    for_works([&](auto& works) { works.list_blocked(course); });
    finish_recording(course);
    return course;
  }

  // The plant at the end of the period; whoever has ordered by half or more subscribes.
  Plant plant_after(std::uint32_t last) {
    for (std::uint32_t t = 0; t <= last; ++t) run_period(t);
    const CustomerShare customers = coverage_.customers(expected());
    std::vector<PremisesId> new_customers;
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size()))
      if (plant_.premises.subscribed[p] == 0 && customers(p) >= mostly) new_customers.push_back(p);
    for (const PremisesId p : new_customers) plant_.premises.subscribed[p] = 1;
    return std::move(plant_);
  }

 private:
  const ExpectedOrders* expected() const { return orders_ ? orders_->expected() : nullptr; }

  template <class Visit>
  void for_works(Visit visit) {
    if (auto* remedies = std::get_if<RemedyWorks>(&works_)) visit(*remedies);
    if (auto* elements = std::get_if<ElementWorks>(&works_)) visit(*elements);
    if (auto* listed = std::get_if<ListedWorks>(&works_)) visit(*listed);
  }

  void start_recording(Course& course) const {
    if (!recording_.premises) return;
    PremisesCourse& premises = course.record.premises;
    for (auto* rung : {&premises.passed, &premises.connected, &premises.served})
      *rung = IdVector<PremisesId, std::uint32_t>(plant_.premises.size(), never);
  }

  void record_premises(std::uint32_t t, PremisesCourse& premises) const {
    const CustomerShare customers = coverage_.customers(expected());
    for_each_chunk(plant_.premises.size(), [&](std::size_t first, std::size_t last) {
      for (const PremisesId p : IdRange<PremisesId>(first, last)) {
        if (premises.served[p] != never && premises.connected[p] != never) continue;
        const Standing standing = standing_of(coverage_.judged(), p);
        const auto note = [&](std::uint32_t& when) {
          if (when == never) when = t;
        };
        if (standing.rung >= Rung::passed) note(premises.passed[p]);
        if (standing.rung >= Rung::connected) note(premises.connected[p]);
        if (standing.obstacles.without(Obstacle::not_subscribed).empty() && customers(p) >= mostly)
          note(premises.served[p]);
      }
    });
  }

  void finish_recording(Course& course) {
    CourseRecord& record = course.record;
    if (recording_.by_area) {
      const Standings standings = judge_premises(coverage_.judged());
      record.by_area = figures_by_area(coverage_.routed(), standings, coverage_.ledger(), areas_,
                                       coverage_.customers(expected()));
    }
    record.works = std::move(works_started_);
    if (recording_.works || recording_.premises || recording_.by_area) record.areas = std::move(areas_);
    course.not_failed = std::move(not_failed_);
    course.not_failed_count = not_failed_count_;
  }

  Period run_period(std::uint32_t t) {
    apply_due_changes(t);
    if (t == 0) start_ = coverage_.status();
    if (orders_) orders_->take_orders(t);
    construction_->begin_period(t);
    for_works([](auto& works) { works.start_works(); });
    construction_->finish_works();
    Period period;
    construction_->end_period(period);
    const Closing closing = capital_.close(t);
    period.status = coverage_.evaluate(expected());
    if (orders_) orders_->note_passed(t);
    book(closing, t, period);
    return period;
  }

  void book(const Closing& closing, std::uint32_t t, Period& period) {
    period.opening_value = std::exchange(opening_value_, closing.value);
    period.depreciation = closing.depreciation;
    period.closing_value = closing.value;
    period.gross_in_service = closing.gross_in_service;
    cash_.book(t, period);
  }

  void apply_due_changes(std::uint32_t t) {
    bool changed = false;
    for (const Change& change : option_.changes) {
      if (change.period != t) continue;
      apply(change, t);
      changed = true;
    }
    if (!changed) return;
    if (orders_)
      orders_->everything_changed();
    else
      coverage_.everything_changed();
    coverage_.evaluate(expected());
    for_works([](auto& works) { works.start_over(); });
  }

  void apply(const Change& change, std::uint32_t t) {
    for (const SiteId site : change.of.sites) apply(change.set, site, t);
    for (const LinkId link : change.of.links) apply(change.set, link, t);
    for (const PremisesId p : change.of.premises) {
      if (change.set.subscribed) plant_.premises.subscribed[p] = *change.set.subscribed ? 1 : 0;
      if (change.set.users) plant_.premises.users[p] = *change.set.users;
    }
  }

  void apply(const Setting& set, Element e, std::uint32_t t) {
    const ElementColumns columns = columns_of(plant_, e);
    if (set.state == State::failed && !is_built(columns.state)) {  // what is not built cannot fail
      if (not_failed_.size() < shown_not_failed) not_failed_.push_back(e);
      ++not_failed_count_;
      return;
    }
    const bool is_in_progress = !carries_service(columns.state) && !construction_->is_to_start(e);
    const bool is_new = set.state && (*set.state != columns.state || is_in_progress);
    if (is_new) {
      construction_->interrupt(e);
      if (is_built(*set.state)) capital_.take_into_service(e, t);
      columns.state = *set.state;
      if (carries_service(columns.state)) columns.completion_cost = 0;
    }
    if (construction_->is_to_start(e)) {
      if (set.cost && !is_built(columns.state))
        columns.completion_cost = std::max(0.0, *set.cost - capital_.spent_on(e));
      if (set.completion_cost) columns.completion_cost = *set.completion_cost;
    }
    set_build_periods(set, e, is_new);
    if (set.late_cost && is_final_link(plant_, e)) horizon_.late_cost[e.link()] = *set.late_cost;
  }

  // The time of a repair holds for that repair alone.
  void set_build_periods(const Setting& set, Element e, bool is_new) {
    std::uint32_t& periods = build_periods_of(e);
    if (is_new || set.build_periods)
      if (const auto usual = usual_build_periods_.extract(e)) periods = usual.mapped();
    if (set.build_periods) periods = *set.build_periods;
    if (!set.repair_periods) return;
    usual_build_periods_.emplace(e, periods);
    periods = *set.repair_periods;
  }

  std::uint32_t& build_periods_of(Element e) {
    return e.is_site() ? horizon_.site_build_periods[e.site()] : horizon_.link_build_periods[e.link()];
  }

  Plant plant_;
  Horizon horizon_;                                       // late costs and build periods may change
  std::map<Element, std::uint32_t> usual_build_periods_;  // of elements whose next work is a timed repair
  const RolloutOption& option_;
  static constexpr double mostly = 0.5;  // share of an expected order from which it counts as one
  Recording recording_;
  AreaMap areas_;
  std::vector<StartedWork> works_started_;
  std::vector<Element> not_failed_;
  std::uint64_t not_failed_count_ = 0;
  CashBook cash_;
  RunningCoverage coverage_;
  Capital capital_;
  std::optional<Orders> orders_;
  std::optional<Construction> construction_;
  std::variant<std::monostate, RemedyWorks, ElementWorks, ListedWorks> works_;
  Status start_;
  double opening_value_ = 0;
};

// What sum_up adds to.
void clear_sums(Course& course) {
  course.spent = {};
  course.paid = {};
  for (double* sum :
       {&course.home_years_served, &course.value_years_stranded, &course.value_years_idle, &course.revenue,
        &course.opex, &course.depreciation, &course.net_present_value, &course.operator_net_present_value})
    *sum = 0;
  course.payback.reset();
}

void sum_up(const Timeline& timeline, Course& course) {
  const double years = years_in(timeline.unit);
  std::vector<double> cumulative;
  for (std::uint32_t t = 0; t < course.periods.size(); ++t) {
    const Period& period = course.periods[t];
    course.spent += period.spent;
    course.paid += period.paid;
    course.home_years_served += served_homes(period.status) * years;
    course.value_years_stranded += period.status.backbone[Book::stranded] * years;
    course.value_years_idle += period.status.backbone[Book::idle] * years;
    course.revenue += period.revenue;
    course.opex += period.opex;
    course.depreciation += period.depreciation;
    course.net_present_value += period.discounted_cash_flow;
    course.operator_net_present_value += period.operator_discounted_cash_flow;
    cumulative.push_back(period.cumulative_cash_flow);
    const double located = period.status.ladder.front().homes;
    constexpr double rounding = 1e-12;
    for (std::size_t i = 0; i < served_marks.size(); ++i)
      if (!course.reached[i] && located > 0 &&
          served_homes(period.status) >= served_marks[i] * located * (1 - rounding))
        course.reached[i] = t;
  }
  constexpr double rounding = 1e-12;
  const double turnover = course.revenue + course.opex + course.spent.total();
  const auto first = std::find_if(course.periods.begin(), course.periods.end(),
                                  [](const Period& period) { return period.spent.total() > 0; });
  if (first != course.periods.end())
    course.payback = payback_period(cumulative, static_cast<std::uint32_t>(first - course.periods.begin()),
                                    rounding * turnover);
}

}  // namespace

Course simulate(const Plant& plant, const Horizon& horizon, const RolloutOption& option,
                const Recording& recording) {
  Course course = CourseRun(plant, horizon, option, recording).run();
  sum_up(horizon.timeline, course);
  return course;
}

void book_again(const Timeline& timeline, const Economics& cash, Course& course) {
  CashBook book(cash, timeline.unit);
  for (std::uint32_t t = 0; t < course.periods.size(); ++t) book.book(t, course.periods[t]);
  clear_sums(course);
  sum_up(timeline, course);
}

Plant plant_after(const Plant& plant, const Horizon& horizon, const RolloutOption& option,
                  std::uint32_t period) {
  return CourseRun(plant, horizon, option, {}).plant_after(period);
}

}  // namespace lastmile
