// Random plants for oracle and property tests: trees with rings, parallel links, cut-off parts, none to many
// sources, premises with none to four final links (explicit and inline, also several from one site), every
// state everywhere. The same seed and shape give the same plant on every machine.
#pragma once

#include <cstdint>
#include <string>

#include "models/plant/plant.h"

namespace lastmile::test {

struct Range {
  std::size_t least;
  std::size_t most;
};

enum class Amounts {
  round,  // small whole numbers and quarters: ties are frequent, some works are free, sums are exact
  rough,  // 53 random bits: no two works cost the same, none is free, and sums show the order of their terms
};

struct PlantShape {
  Range sites;
  Range chords;  // links besides those of the tree
  Range premises;
  Range health;  // percent of the backbone that is operational
  Amounts amounts;
};

// Small enough to try every path.
inline constexpr PlantShape hamlet = {{0, 7}, {0, 4}, {0, 6}, {50, 99}, Amounts::round};
inline constexpr PlantShape rough_hamlet = {{0, 7}, {0, 4}, {0, 6}, {50, 99}, Amounts::rough};
inline constexpr PlantShape town = {{200, 500}, {0, 120}, {200, 600}, {90, 99}, Amounts::round};
inline constexpr PlantShape rough_town = {{200, 500}, {0, 120}, {200, 600}, {90, 99}, Amounts::rough};

Plant random_plant(std::uint64_t seed, const PlantShape& shape);

// The plant as a list of elements, one a line, for the message of a failed test. Of a large plant only the
// sizes.
std::string describe(const Plant& plant);

}  // namespace lastmile::test
