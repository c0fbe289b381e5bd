// Who orders in a course: the Bass model of each premises from the period on in which it was passed, or from
// the start.
//
// Whoever is connected and subscribed at the start is a customer and stays one. Of all others
// ceiling x F(years since) have ordered by the end of a period, F as in bass.h and 0 at the end of the period
// in which a premises was passed. With a seed each record orders as a whole, in the first period in which
// that share reaches its own random number; without one the share itself is the exact expectation. Cost:
// O(sites) a period, O(premises) with a seed.
#pragma once

#include "models/time/planning.h"
#include "sim/rollout/running_coverage.h"

namespace lastmile {

class Orders {
 public:
  // All must outlive it. `coverage` has been evaluated as the scenario is written; it must be evaluated
  // again.
  Orders(Plant& plant, const TakeUp& take_up, const Timeline& timeline, RunningCoverage& coverage);

  void come_in(std::uint32_t period);
  // After changes, in place of the coverage's own: who was passed when stays as it was, so that premises
  // which were passed later than the site they hang from stand apart.
  void everything_changed();
  // After the evaluation of a period.
  void note_passed(std::int64_t period);
  // Null where orders are drawn.
  const ExpectedOrders* expected() const { return take_up_.seed ? nullptr : &expected_; }

 private:
  static constexpr std::int32_t not_yet = std::numeric_limits<std::int32_t>::max();

  void keep_customers();
  double share_after(std::int64_t since, std::uint32_t period) const;
  bool draw_order(PremisesId p, double share);

  Plant& plant_;
  const TakeUp& take_up_;
  RunningCoverage& coverage_;
  std::vector<double> share_;                  // by periods since
  IdVector<SiteId, std::int32_t> site_since_;  // premises that hang from one site
  IdVector<PremisesId, std::int32_t> apart_since_;
  ExpectedOrders expected_;
};

}  // namespace lastmile
