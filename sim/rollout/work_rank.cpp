#include "sim/rollout/work_rank.h"

#include <Random123/philox.h>

#include <algorithm>

#include "sim/coverage/merit.h"

namespace lastmile {

double random_number(Draw of, std::uint64_t seed, std::uint64_t number) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
  const auto drawn = r123::Philox4x32{}(
      {{low(number), high(number), high(seed), static_cast<std::uint32_t>(of)}}, {{low(seed), 0}});
  return drawn[0] * 0x1p-32;
}

WorkRank rank_of(const Rollout& rollout, const WorkFigures& work) {
  const auto key = [&](OrderKey by) -> double {
    switch (by) {
      case OrderKey::file: return static_cast<double>(work.number);
      case OrderKey::cheapest: return round_to_12_digits(work.price);
      case OrderKey::users_per_cost: return -merit(work.users, work.price);
      case OrderKey::released_value_per_cost: return -merit(work.releases, work.price);
      case OrderKey::area: return work.area.value;
      case OrderKey::tier: return static_cast<double>(work.tier);
      case OrderKey::random: return random_number(Draw::place_in_order, rollout.seed, work.number);
    }
    return 0;
  };
  WorkRank rank;
  for (std::size_t i = 0; i < rollout.order.size(); ++i) rank.keys[i] = key(rollout.order[i]);
  rank.keys[rollout.order.size()] = static_cast<double>(work.number);
  return rank;
}

void list_blocked(std::vector<std::pair<WorkRank, BlockedWork>>& works, Course& course) {
  const std::size_t shown = std::min(works.size(), shown_blocked_works);
  std::partial_sort(works.begin(), works.begin() + static_cast<std::ptrdiff_t>(shown), works.end(),
                    [](const auto& a, const auto& b) { return a.first < b.first; });
  course.blocked_count = works.size();
  for (std::size_t i = 0; i < shown; ++i) course.blocked.push_back(works[i].second);
}

}  // namespace lastmile
