// Runs a check over many random plants; when one fails, the message names the seed and lists the network.
#pragma once

#include <doctest/doctest.h>

#include "sim/coverage/coverage.h"
#include "tests/support/random_plant.h"

namespace lastmile::test {

struct Seeds {
  std::uint64_t first;
  std::uint64_t last;  // included
};

// check(plant) for each seed's plant.
template <class Check>
void sweep(const PlantShape& shape, Seeds seeds, Check check) {
  for (std::uint64_t seed = seeds.first; seed <= seeds.last; ++seed) {
    const Plant plant = random_plant(seed, shape);
    CAPTURE(seed);
    INFO(describe(plant));
    check(plant);
  }
}

inline Coverage evaluate_plant(const Plant& plant) {
  return evaluate(plant, build_network(plant));
}

}  // namespace lastmile::test
