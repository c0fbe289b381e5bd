// A random horizon with one option for a random plant: areas, late costs, build periods, orders, budgets,
// crews, lives, take-up, and changes of every kind. The same seed gives the same horizon on every machine.
#pragma once

#include <string>

#include "models/plant/plant.h"
#include "models/time/horizon.h"

namespace lastmile::test {

// Expected take-up only without a service and without drops built on order.
Horizon random_horizon(const Plant& plant, std::uint64_t seed);

// For the message of a failed test; of a horizon with one option.
std::string describe(const Horizon& horizon);

}  // namespace lastmile::test
