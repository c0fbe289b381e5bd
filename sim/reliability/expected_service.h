// How many homes to expect to be served when elements fail, for comparing scenarios, options and periods.
//
// Networks are compared in the same worlds (common random numbers), so the difference of two is known far
// better than either of them.
#pragma once

#include "sim/reliability/outlook.h"

namespace lastmile {

struct ExpectedService {
  WorldsRequest request;
  ExpectedServed served;
  bool can_fail = false;      // whether any operational element can, by itself or in an event
  bool is_exact = true;       // otherwise some availabilities are estimated from the worlds
  Estimate homes_in_worlds;   // mean
  std::vector<double> homes;  // served in each world
};

// `reliability` may be null: nothing fails. `customers` as in outlook_of(). Cost: see availability.h and
// worlds.h.
ExpectedService expect_service(const Plant& plant, const Reliability* reliability, const DrawKeys& keys,
                               const WorldsRequest& request, const CustomerShare& customers = nullptr,
                               const DrawWorlds& draw = nullptr);

// By how much more homes are served in `later` than in `first`, in the same worlds; of width 0 if neither can
// fail.
Estimate difference_in_homes(const ExpectedService& later, const ExpectedService& first);

}  // namespace lastmile
