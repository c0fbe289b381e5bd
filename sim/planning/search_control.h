// When a search may end, and how it reports on its way.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <optional>

#include "sim/planning/steiner_problem.h"

namespace lastmile::planning {

inline std::chrono::steady_clock::time_point after_seconds(double seconds) {
  return std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                                std::chrono::duration<double>(seconds));
}

struct SearchControl {
  std::optional<std::chrono::steady_clock::time_point> deadline = std::nullopt;
  const std::atomic<bool>* cancelled = nullptr;
  double gap = 0;                                // stop once (value - bound) / value is no larger,
  Amount gap_origin = 0;                         // where value and bound count from here
  std::uint64_t seed = 1;                        // of perturbed repetitions
  std::uint64_t most_nodes = ~std::uint64_t{0};  // of branch and bound; 0: only the root, without repetitions
  std::uint32_t repetitions = 16;                // of the heuristic with perturbed costs, at the root
  std::uint32_t improves = 400;                  // batches of moves that raise the bound, in a round
  std::uint32_t probes = 64;                     // guesses between bound and value
  Amount unit = 1;                               // amounts within a unit only order equal plans
  Amount beat = unreachable;                     // only trees cheaper than this are of interest
  // Called by one thread at a time.
  std::function<void(Amount value, Amount bound)> progress = {};

  // One of so many searches, which share the time that is left.
  SearchControl share(std::size_t searches) const {
    SearchControl one = *this;
    if (one.deadline) {
      const auto now = std::chrono::steady_clock::now();
      const auto left = std::max(*one.deadline - now, std::chrono::steady_clock::duration::zero());
      one.deadline = now + left / static_cast<int>(std::max<std::size_t>(searches, 1));
    }
    return one;
  }

  bool is_enough(Amount value, Amount bound) const {
    const Amount counted = std::max(std::abs(value - gap_origin), std::abs(bound - gap_origin));
    return bound >= value || static_cast<double>(value - bound) <= gap * static_cast<double>(counted);
  }
  bool stopped() const {
    return (cancelled && cancelled->load(std::memory_order_relaxed)) ||
           (deadline && std::chrono::steady_clock::now() >= *deadline);
  }
};

}  // namespace lastmile::planning
