// Random plants with a required service, and all results for them.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/support/approx.h"
#include "tests/support/dice.h"
#include "tests/support/random_access.h"
#include "tests/support/sweep.h"

namespace lastmile::test {

// check(plant, dice) for plants with access data.
template <class Check>
void sweep_with_access(const PlantShape& shape, Seeds seeds, Check check) {
  for (std::uint64_t seed = seeds.first; seed <= seeds.last; ++seed) {
    const Plant plant = with_random_access(random_plant(seed, shape), seed);
    CAPTURE(seed);
    INFO(describe(plant) << describe_access(plant));
    Dice dice(seed);
    check(plant, dice);
  }
}

template <class Check>
void on_random_plants(Check check) {
  sweep_with_access(hamlet, {30'000, 30'300}, check);
  sweep_with_access(crowded_hamlet, {0, 600}, check);
  sweep_with_access(town, {0, 15}, check);
}

// A plant with all that is found out about it.
struct Judged {
  Plant plant;
  Network network;
  Coverage coverage;

  explicit Judged(Plant to_judge)
      : plant(std::move(to_judge)), network(build_network(plant)), coverage(evaluate(plant, network)) {}
  std::vector<DeliveredService> services() const {
    std::vector<DeliveredService> all;
    for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
      all.push_back(coverage.qualification.service(routed(plant, network, coverage), p));
    return all;
  }
};

inline std::string words(Obstacles obstacles) {
  std::string text;
  for (const Obstacle obstacle : enum_values<Obstacle>())
    if (obstacles.contains(obstacle)) text += std::string(obstacle_names[obstacle]) + ' ';
  return text;
}

inline void check_tally(const Tally& tally, const Tally& expected) {
  CHECK(tally.premises == expected.premises);
  CHECK(tally.homes == expected.homes);
  CHECK(tally.users == about(expected.users));
}

}  // namespace lastmile::test
