// Construction over time: the price of works, whether the available money and crews allow them, which have
// started and when they are finished.
//
// The price of an element is its completion cost, plus the late cost of a final link whose site is already
// built. The first work in an area in a period also costs a visit. A backbone link lies in the area of its
// end farther from the sources; a final link in the area of its premises, or of its site if the premises has
// none. An element is paid for when it is started. Cost: O(1) per started element.
#pragma once

#include <numeric>
#include <optional>
#include <span>
#include <vector>

#include "models/plant/element.h"
#include "sim/rollout/capital.h"
#include "sim/rollout/course.h"
#include "sim/rollout/running_coverage.h"

namespace lastmile {

class Construction {
 public:
  // All must outlive it. `coverage` has been evaluated.
  // Appends each started element to `works`, unless that is null.
  Construction(Plant& plant, const Horizon& horizon, const RolloutOption& option, const AreaMap& areas,
               Capital& capital, RunningCoverage& coverage, std::vector<StartedWork>* works);

  // Adds the money and crews of the period.
  void begin_period(std::uint32_t period);
  enum class Answer {
    started,
    later,         // a later budget can pay for it
    unaffordable,  // no later budget can pay for it
    crew_busy,     // until the next period
    crew_small,    // it needs more than the crew can start in any period
  };
  // The price and crews of a work.
  struct Bill {
    double price = 0;
    EnumArray<Trade, std::uint32_t> crews;

    void add(double amount, Trade trade) {
      price += amount;
      ++crews[trade];
    }
    bool operator==(const Bill&) const = default;
    std::uint32_t elements() const { return std::accumulate(crews.begin(), crews.end(), 0U); }
  };
  // Including visits.
  Bill bill_of(std::span<const Element> work);
  // Why the work cannot be started now; none if it can.
  std::optional<Answer> refuse(const Bill& bill) const;
  // Why the work could not start in any period; none if it could.
  std::optional<BlockedWork::Why> permanent_obstacle(const Bill& bill) const;
  // Starts all elements or none.
  Answer start(std::span<const Element> work);
  // Starts to load what start() and finish_works() read: works in order lie anywhere in memory.
  void prefetch(Element e) const;
  // Elements that are finished in this period become operational.
  void finish_works();
  void end_period(Period& period) const;
  // After the last period: no more works start, and visits cost as in a period without works.
  void end_course() { ++period_; }
  // Stops the construction of an element whose state was changed.
  void interrupt(Element e) { done_in(e) = 0; }

  bool is_to_start(Element e) const { return !carries_service(state_of(plant_, e)) && done_in(e) == 0; }
  double price(Element e) const;  // without visits
  bool has_late_costs() const;
  bool visits_cost() const { return visits_cost_; }
  bool can_pay(double price) const;
  std::uint32_t crew_left(Trade trade) const { return crews_left_[trade]; }
  Trade trade_of(Element e) const;
  AreaId area_of(Element e) const;

 private:
  struct Visits {
    std::uint32_t last_period = 0;  // counted from 1
    std::uint64_t last_bill = 0;
  };
  double price_of_visits(std::span<const Element> work);
  double most_money_later() const;
  bool count_visit(Element e);  // whether it is the first work of the period in its area
  void start(Element e, double visit_cost);
  double late_cost(Element e) const;
  std::uint32_t build_periods(Element e) const;
  double visit_cost(Element e) const;
  std::uint32_t& done_in(Element e) {
    return e.is_site() ? site_done_in_[e.site()] : link_done_in_[e.link().value];
  }
  std::uint32_t done_in(Element e) const {
    return e.is_site() ? site_done_in_[e.site()] : link_done_in_[e.link().value];
  }

  Plant& plant_;
  const Horizon& horizon_;
  const RolloutOption& option_;
  const AreaMap& areas_;
  Capital& capital_;
  RunningCoverage& coverage_;
  // The period in which it is finished, counted from 1; 0: not under construction.
  IdVector<SiteId, std::uint32_t> site_done_in_;
  std::vector<std::uint32_t> link_done_in_;  // including inline drops
  // By period; each with its position in the list of started works.
  std::vector<std::vector<std::pair<Element, std::size_t>>> finished_in_;
  std::vector<StartedWork>* works_;
  bool visits_cost_;
  std::vector<Visits> visits_in_;  // by area
  // For each period: the sum of its budget and all later ones if unspent budget carries over, else the
  // largest of them.
  std::vector<double> money_from_;
  std::uint64_t bill_ = 0;
  std::uint32_t period_ = 0;
  double money_ = 0;
  EnumArray<Trade, std::uint32_t> crews_left_;
  EnumArray<Trade, std::uint32_t> started_;
  Spending spent_;
  Payments paid_;
};

}  // namespace lastmile
