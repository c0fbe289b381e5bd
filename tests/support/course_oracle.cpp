#include "tests/support/course_oracle.h"

#include <algorithm>
#include <cmath>

#include "models/time/bass.h"
#include "sim/rollout/work_rank.h"
#include "tests/support/slow_works.h"

namespace lastmile::oracle {
namespace {

class SlowCourse {
 public:
  SlowCourse(const Plant& plant, const Horizon& horizon, const RolloutOption& option)
      : all_(plant, horizon, option), works_(all_) {}

  Course run() {
    course_.start = all_.status_of(all_.look());
    for (; all_.now < all_.horizon.timeline.periods; ++all_.now) run_period();
    finish_course();
    return course_;
  }

 private:
  void run_period() {
    Period period;
    period.opening_value = all_.booked_value();
    for (const Change& change : all_.option.changes)
      if (change.period == all_.now) apply(change);
    const Look before = all_.look();
    if (all_.now == 0) course_.start = all_.status_of(before);
    take_orders();
    works_.begin_period();
    if (all_.option.builds_anything) works_.start_works(before, period);
    period.budget_left = works_.money();
    for (Item& one : all_.items) {
      if (!one.ready || *one.ready > all_.now) continue;
      all_.columns(one).state = State::operational;
      one.ready.reset();
      works_.note_finished(one.element);
      all_.put_in_service(one);
    }
    ++all_.periods_over;
    for (const Item& one : all_.items)
      for (const Batch& batch : one.batches)
        period.depreciation += all_.depreciated(one, batch, all_.periods_over) -
                               all_.depreciated(one, batch, all_.periods_over - 1);
    period.closing_value = all_.booked_value();
    const Look after = all_.look();
    period.status = all_.status_of(after);
    for (const PremisesId p : ids<PremisesId>(all_.plant.premises.size()))
      if (!all_.passed_in[p] && after.coverage.standings.rung[p] >= Rung::passed)
        all_.passed_in[p] = all_.now;
    book(period);
    course_.periods.push_back(period);
  }

  void apply(const Change& change) {
    for (const SiteId site : change.of.sites) apply(change.set, all_.item(site));
    for (const LinkId link : change.of.links) apply(change.set, all_.item(link));
    for (const PremisesId p : change.of.premises) {
      if (change.set.users) all_.plant.premises.users[p] = *change.set.users;
      if (change.set.subscribed) all_.customer[p] = *change.set.subscribed ? 1 : 0;
      if (change.set.subscribed) all_.share[p] = all_.customer[p];
    }
  }

  void apply(const Setting& set, Item& one) {
    const ElementColumns column = all_.columns(one);
    if (set.state == State::failed && !is_built(column.state)) {
      ++course_.not_failed_count;
      return;
    }
    const bool is_new = set.state && (*set.state != column.state || one.ready);
    if (is_new) {
      one.ready.reset();
      one.repair_periods.reset();
      column.state = *set.state;
      if (carries_service(*set.state)) column.completion_cost = 0;
      if (is_built(*set.state)) all_.put_in_service(one);
    }
    if (set.cost && !is_built(column.state) && !one.ready)
      column.completion_cost = std::max(0.0, *set.cost - column.value);
    if (set.completion_cost && !carries_service(column.state) && !one.ready)
      column.completion_cost = *set.completion_cost;
    if (set.late_cost && all_.is_final(one)) one.late_cost = *set.late_cost;
    if (set.build_periods) {
      one.build_periods = *set.build_periods;
      one.repair_periods.reset();
    }
    if (set.repair_periods) one.repair_periods = set.repair_periods;
  }

  void take_orders() {
    if (!all_.option.take_up) return;
    const TakeUp& take_up = *all_.option.take_up;
    for (const PremisesId p : ids<PremisesId>(all_.plant.premises.size())) {
      if (all_.customer[p] != 0) continue;
      double years = 0;
      if (take_up.from == TakeUp::From::start || all_.was_passed_at_start[p] != 0)
        years = (all_.now + 1) * all_.length;
      else if (all_.passed_in[p])
        years = (all_.now - *all_.passed_in[p]) * all_.length;
      const double share = take_up.ceiling * bass_share(take_up.p, take_up.q, years);
      if (!take_up.seed)
        all_.share[p] = share;
      else if (share > random_number(Draw::order_of_service, *take_up.seed, p.value))
        all_.share[p] = 1;
    }
  }

  // ---- Money ----

  void book(Period& period) {
    constexpr double months_a_year = 12;
    const Economics& economics = all_.option.economics;
    const double homes = period.status.ladder.back().homes;
    period.revenue = homes * economics.revenue_per_home_month * months_a_year * all_.length;
    double in_service = 0;
    for (const Item& one : all_.items)
      for (const Batch& batch : one.batches)
        if (batch.first <= all_.periods_over) in_service += batch.amount;
    period.opex = homes * economics.opex_per_home_month * months_a_year * all_.length +
                  economics.opex_share_of_value * all_.length * in_service;
    period.cash_flow = period.revenue - period.opex - period.spent.total();
    course_cash_ += period.cash_flow;
    period.cumulative_cash_flow = course_cash_;
    period.operator_cash_flow = period.revenue - period.opex - period.paid.by_operator;
    period.operator_discounted_cash_flow =
        period.operator_cash_flow / std::pow(1 + economics.discount_rate, (all_.now + 1) * all_.length);
    period.discounted_cash_flow =
        period.cash_flow / std::pow(1 + economics.discount_rate, (all_.now + 1) * all_.length);
  }

  void finish_course() {
    for (std::uint32_t t = 0; t < course_.periods.size(); ++t) {
      const Period& period = course_.periods[t];
      const ExpectedTally& served = period.status.ladder.back();
      const double located = period.status.ladder.front().homes;
      course_.spent += period.spent;
      course_.home_years_served += served.homes * all_.length;
      course_.value_years_stranded += period.status.backbone[Book::stranded] * all_.length;
      course_.value_years_idle += period.status.backbone[Book::idle] * all_.length;
      course_.revenue += period.revenue;
      course_.opex += period.opex;
      course_.depreciation += period.depreciation;
      course_.net_present_value += period.discounted_cash_flow;
      course_.operator_net_present_value += period.operator_discounted_cash_flow;
      course_.paid += period.paid;
      if (period.cumulative_cash_flow < 0) course_.payback.reset();
      if (course_.spent.total() > 0 && period.cumulative_cash_flow >= 0 && !course_.payback)
        course_.payback = t;
      for (std::size_t mark = 0; mark < served_marks.size(); ++mark)
        if (!course_.reached[mark] && located > 0 &&
            served.homes >= served_marks[mark] * located * (1 - rounding))
          course_.reached[mark] = t;
    }
    if (course_.spent.total() <= 0) course_.payback.reset();
    course_.record.works = works_.started();
    if (all_.option.builds_anything) works_.list_blocked(course_);
  }

  SlowPlant all_;
  SlowWorks works_;
  double course_cash_ = 0;
  Course course_;
};

}  // namespace

Course slow_course(const Plant& plant, const Horizon& horizon, const RolloutOption& option) {
  return SlowCourse(plant, horizon, option).run();
}

}  // namespace lastmile::oracle
