// Follows one option through time.
//
// A period goes: changes that fall due; orders come in; works are started in the option's order as far as the
// money at hand and the crews go; what is finished becomes operational; the network is evaluated; money is
// booked. Cost: one evaluation, then a period O(sites + links) plus the final links that it touches; with
// service levels a whole evaluation a period.
#pragma once

#include "sim/rollout/course.h"

namespace lastmile {

// `plant` is the scenario as written; the option is one of the planning's.
Course simulate(const Plant& plant, const Planning& planning, const Option& option);

}  // namespace lastmile
