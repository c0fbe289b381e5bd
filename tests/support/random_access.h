// Random access data for a random plant: technologies of every kind out of a small hand-made equipment,
// splits, ports, lengths, splices, connectors, capacities, media right and wrong, final links that name a
// technology (also one that is nowhere upstream). Lengths are multiples of half a metre, so sums of them are
// exact and ties of length frequent. The same seed gives the same data on every machine.
#pragma once

#include <cstdint>
#include <string>

#include "models/plant/plant.h"
#include "tests/support/random_plant.h"

namespace lastmile::test {

// More homes on less plant than a hamlet, most of it in order: they share what there is.
inline constexpr PlantShape crowded_hamlet = {{1, 6}, {0, 3}, {3, 9}, {85, 99}, Amounts::round};

Equipment small_equipment();

Plant with_random_access(Plant plant, std::uint64_t seed);

// What each site and link is made of, for the message of a failed test; empty for a plant without access
// data.
std::string describe_access(const Plant& plant);

}  // namespace lastmile::test
