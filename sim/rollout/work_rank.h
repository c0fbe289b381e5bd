// In which order works are started: by an option's list of keys, what still ties by file order.
#pragma once

#include <array>
#include <compare>
#include <utility>
#include <vector>

#include "sim/rollout/course.h"

namespace lastmile {

// In [0, 1), the same for the same seed and number.
// What a random number is for: numbers for one thing tell nothing of those for another, of the same seed.
enum class Draw : std::uint32_t { place_in_order, order_of_service };
double random_number(Draw of, std::uint64_t seed, std::uint64_t number);

// What works are ranked by.
struct WorkFigures {
  std::uint64_t number;  // in file order
  double price = 0;
  double users = 0;     // of the premises; of a backbone element those it can carry
  double releases = 0;  // stranded value that it puts to work
  AreaId area;
  std::size_t tier = 0;
};

// Less comes first.
struct WorkRank {
  std::array<double, order_key_names.size()> keys{};
  std::uint64_t number = 0;

  auto operator<=>(const WorkRank&) const = default;
};

WorkRank rank_of(const Rollout& rollout, const WorkFigures& work);

// Takes the first in order into the course, and how many there are.
void list_blocked(std::vector<std::pair<WorkRank, BlockedWork>>& works, Course& course);

}  // namespace lastmile
