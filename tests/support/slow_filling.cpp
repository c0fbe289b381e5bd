#include "tests/support/slow_filling.h"

#include <algorithm>
#include <limits>

namespace lastmile::oracle {

std::vector<double> fill_slowly(const std::vector<double>& capacities, const std::vector<FlowOnPath>& flows) {
  constexpr long double rounding = 1e-15L;
  std::vector<bool> has_stopped(flows.size(), false);
  std::vector<long double> rates(flows.size(), 0);
  for (std::size_t stopped = 0; stopped < flows.size();) {
    // By how high the level can rise: to the least cap or until a resource is full.
    std::vector<long double> full_at(capacities.size(), std::numeric_limits<long double>::infinity());
    for (std::size_t r = 0; r < capacities.size(); ++r) {
      long double used = 0;
      long double rising = 0;
      for (std::size_t f = 0; f < flows.size(); ++f) {
        const auto& passed = flows[f].resources;
        if (std::find(passed.begin(), passed.end(), r) == passed.end()) continue;
        if (has_stopped[f])
          used += rates[f] * flows[f].weight;
        else
          rising += flows[f].weight;
      }
      if (rising > 0) full_at[r] = std::max(0.0L, capacities[r] - used) / rising;
    }
    long double level = std::numeric_limits<long double>::infinity();
    for (std::size_t f = 0; f < flows.size(); ++f)
      if (!has_stopped[f]) level = std::min<long double>(level, flows[f].cap);
    for (const long double at : full_at) level = std::min(level, at);

    for (std::size_t f = 0; f < flows.size(); ++f) {
      if (has_stopped[f]) continue;
      const auto& passed = flows[f].resources;
      const bool is_stopped =
          flows[f].cap <= level || std::any_of(passed.begin(), passed.end(), [&](std::size_t r) {
            return full_at[r] <= level * (1 + rounding);
          });
      if (!is_stopped) continue;
      rates[f] = level;
      has_stopped[f] = true;
      ++stopped;
    }
  }
  return {rates.begin(), rates.end()};
}

}  // namespace lastmile::oracle
