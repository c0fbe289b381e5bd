// A random planning with one option for a random plant: areas, late costs, build periods, orders, budgets,
// crews, lives, take-up, and changes of every kind. The same seed gives the same planning on every machine.
#pragma once

#include <string>

#include "models/plant/plant.h"
#include "models/time/planning.h"

namespace lastmile::test {

// Take-up as an expectation only where no service is asked for, and where drops wait for nobody.
Planning random_planning(const Plant& plant, std::uint64_t seed);

// For the message of a failed test; of a planning with one option.
std::string describe(const Planning& planning);

}  // namespace lastmile::test
