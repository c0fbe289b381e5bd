// The order in which works are started: by the keys of the option, then in file order.
#pragma once

#include <array>
#include <utility>
#include <vector>

#include "sim/rollout/course.h"

namespace lastmile {

// The purpose of a random number: numbers for different purposes are independent, even with the same seed.
enum class Draw : std::uint32_t { place_in_order, order_of_service };
// In [0, 1); the same purpose, seed and number give the same result.
double random_number(Draw of, std::uint64_t seed, std::uint64_t number);

// The figures by which works are ranked.
struct WorkFigures {
  std::uint64_t number;  // in file order
  double price = 0;
  double users = 0;     // of the premises, or those that a backbone element can carry
  double releases = 0;  // stranded value that it puts to use
  AreaId area;
  Tier tier = Tier::backbone;
};

// Lower ranks come first. No two works have the same number, so a comparison ends there at the latest.
struct WorkRank {
  std::array<double, enum_count<OrderKey> + 1> keys{};  // those of the rollout, then the number in file order

  bool operator<(const WorkRank& other) const {
    std::size_t i = 0;
    while (i + 1 < keys.size() && keys[i] == other.keys[i]) ++i;
    return keys[i] < other.keys[i];
  }
};

WorkRank rank_of(const Rollout& rollout, const WorkFigures& work);

// Adds the first works in order, and the number of all, to the course.
void list_blocked(std::vector<std::pair<WorkRank, BlockedWork>>& works, Course& course);

}  // namespace lastmile
