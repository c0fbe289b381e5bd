// What is being built in a course: what a work costs, whether money and crews at hand allow it, what has been
// started and when it is finished.
//
// An element's price is its completion cost, of a final link that is started when its site is already built
// also its late cost. The first work of a period in an area costs a visit too; a link lies in the area of its
// end farther from the sources, a final link in that of its premises, or of its site where that has none. An
// element is paid when it is started. Cost: O(1) an element started.
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
  Construction(Plant& plant, const Planning& planning, const Option& option, Capital& capital,
               RunningCoverage& coverage);

  // Money and crews of the period.
  void begin_period(std::uint32_t period);
  enum class Answer {
    started,
    later,       // money that is still to come would pay it
    too_dear,    // no money that is still to come would
    crew_busy,   // until the next period
    crew_small,  // for good: it takes more than the crew starts in a period
  };
  // What a work takes.
  struct Bill {
    double price = 0;
    std::array<std::uint32_t, trade_names.size()> crews{};

    void add(double amount, Trade trade) {
      price += amount;
      ++crews[static_cast<std::size_t>(trade)];
    }
    bool operator==(const Bill&) const = default;
    std::uint32_t elements() const { return std::accumulate(crews.begin(), crews.end(), 0U); }
  };
  // Visits included.
  Bill bill_of(std::span<const Element> work);
  // Why such a work cannot be started now; none where it can.
  std::optional<Answer> refuse(const Bill& bill) const;
  // Whether no period of the course could ever have started it.
  std::optional<BlockedWork::Why> blocks_for_good(const Bill& bill) const;
  // Starts all of them, or none.
  Answer start(std::span<const Element> work);
  // What is done by the end of this period is operational.
  void finish_works();
  void end_period(Period& period) const;
  // Nothing can be started any more; visits cost as in a period without works.
  void end_course() { ++period_; }
  // An element whose state a change sets is no longer being built.
  void interrupt(Element e) { done_in(e) = 0; }

  bool is_to_start(Element e) const { return !carries_service(state_of(plant_, e)) && done_in(e) == 0; }
  double price(Element e) const;  // without visits
  bool has_late_costs() const;
  bool visits_cost() const { return visits_cost_; }
  bool can_pay(double price) const;
  std::uint32_t crew_left(Trade trade) const { return crews_left_[static_cast<std::size_t>(trade)]; }
  Trade trade_of(Element e) const;
  AreaId area_of(Element e) const;

 private:
  struct Visits {
    std::uint32_t last_period = 0;  // counted from 1
    std::uint64_t last_bill = 0;
  };
  double price_of_visits(std::span<const Element> work);
  double most_money_later() const;
  void start(Element e);
  double late_cost(Element e) const;
  std::uint32_t build_periods(Element e) const;
  std::size_t area_number(Element e) const;  // no area comes last
  double visit_cost(Element e) const;
  std::uint32_t& done_in(Element e) {
    return e.site.exists() ? site_done_in_[e.site] : link_done_in_[e.link.value];
  }
  std::uint32_t done_in(Element e) const {
    return e.site.exists() ? site_done_in_[e.site] : link_done_in_[e.link.value];
  }

  Plant& plant_;
  const Planning& planning_;
  const Option& option_;
  Capital& capital_;
  RunningCoverage& coverage_;
  IdVector<LinkId, AreaId> link_area_;  // of links of the backbone
  // The period at whose end it is done, counted from 1; 0: it is not being built.
  IdVector<SiteId, std::uint32_t> site_done_in_;
  std::vector<std::uint32_t> link_done_in_;        // inline drops too
  std::vector<std::vector<Element>> finished_in_;  // by period
  bool visits_cost_;
  std::vector<Visits> visits_in_;  // by area
  std::uint64_t bill_ = 0;
  std::uint32_t period_ = 0;
  double money_ = 0;
  std::array<std::uint32_t, trade_names.size()> crews_left_{};
  std::array<std::uint32_t, trade_names.size()> started_{};
  Spending spent_;
};

}  // namespace lastmile
