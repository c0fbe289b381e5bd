// Orders over time: the Bass model for each premises, from the period in which it was passed or from the
// start.
//
// Premises that are connected and subscribed at the start stay customers. Of all others, ceiling x F(years
// since) have ordered by the end of a period, with F as in bass.h and F = 0 at the end of the period in which
// the premises was passed. With a seed, each record orders as a whole in the first period in which this share
// reaches its random number; without a seed, the share is the exact expectation. Cost: O(sites) per period,
// O(premises) with a seed.
#pragma once

#include "models/time/horizon.h"
#include "sim/rollout/running_coverage.h"

namespace lastmile {

class Orders {
 public:
  // All must outlive it. `coverage` must have been evaluated for the plant as written, and must be evaluated
  // again afterwards.
  Orders(Plant& plant, const TakeUp& take_up, const Timeline& timeline, RunningCoverage& coverage);

  void take_orders(std::uint32_t period);
  // After changes, instead of the same function of the coverage. It keeps the periods in which premises were
  // passed: premises passed at another time than their site leave the group of the site.
  void everything_changed();
  // After the evaluation of a period.
  void note_passed(std::int64_t period);
  // Null if orders are drawn at random.
  const ExpectedOrders* expected() const { return take_up_.seed ? nullptr : &expected_; }

 private:
  static constexpr std::int32_t not_yet = std::numeric_limits<std::int32_t>::max();

  void keep_customers();
  double share_after(std::int64_t since, std::uint32_t period) const;
  bool draw_order(PremisesId p, double share);

  Plant& plant_;
  const TakeUp& take_up_;
  RunningCoverage& coverage_;
  std::vector<double> share_;                  // by the number of periods since
  IdVector<SiteId, std::int32_t> site_since_;  // for the group of premises of a site
  IdVector<PremisesId, std::int32_t> apart_since_;
  ExpectedOrders expected_;
};

}  // namespace lastmile
