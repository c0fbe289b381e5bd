// Simulates one rollout option over time.
//
// The steps of a period: changes take effect; orders are taken; works start in the order of the option as far
// as money and crews allow; finished elements become operational; the network is evaluated; money is booked.
// Cost: one evaluation, then per period O(sites + links) plus the final links that change; with a service, a
// full evaluation per period.
#pragma once

#include "sim/rollout/course.h"

namespace lastmile {

// `plant` is the plant as written; the option is one of the horizon.
Course simulate(const Plant& plant, const Horizon& horizon, const RolloutOption& option,
                const Recording& recording = {});

// Books the cash of a course again: what it would be if the option had the economics `cash`, which may differ
// from its own in discount_rate, revenue_per_home_month, opex_per_home_month and opex_share_of_value. These
// decide no work, so that all else stays as it is, to the last bit. Cost: O(periods).
void book_again(const Timeline& timeline, const Economics& cash, Course& course);

// The plant as it stands at the end of a period, customers as PremisesCourse counts them.
Plant plant_after(const Plant& plant, const Horizon& horizon, const RolloutOption& option,
                  std::uint32_t period);

}  // namespace lastmile
