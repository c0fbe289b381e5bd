#include "models/access/optics.h"

#include <algorithm>
#include <bit>

#include "models/base/units.h"

namespace lastmile {
namespace {

constexpr double rounding = 1e-9;  // dB or m

// Of a splitter that divides the light in two `doublings` times.
double loss_db(const std::vector<double>& table, std::size_t doublings, double db_per_further_doubling) {
  const std::size_t known = std::min(doublings, table.size());
  const double loss = known == 0 ? 0 : table[known - 1];
  return loss + db_per_further_doubling * static_cast<double>(doublings - known);
}

}  // namespace

double splitter_loss_db(const OpticalLimits& limits, std::uint32_t split) {
  constexpr double db_per_further_doubling = 3.5;
  if (split <= 1) return 0;
  return loss_db(limits.split_db, static_cast<std::size_t>(std::bit_width(split - 1)),
                 db_per_further_doubling);
}

double least_splitter_loss_db(const OpticalLimits& limits, std::uint32_t split) {
  constexpr double db_per_further_doubling = 3;
  if (split <= 1) return 0;
  return loss_db(limits.least_split_db, static_cast<std::size_t>(std::bit_width(split) - 1),
                 db_per_further_doubling);
}

void add_splitter(const OpticalLimits& limits, std::uint32_t split, OpticalPath& path) {
  path.split_db += splitter_loss_db(limits, split);
  path.least_split_db += least_splitter_loss_db(limits, split);
  path.split *= std::max<std::uint32_t>(split, 1);
}

std::optional<double> reach_m(const OpticalLimits& limits, const OpticalPath& fixed_parts) {
  const double left = limits.max_loss_db - limits.margin_db - fixed_loss_db(limits, fixed_parts);
  if (left < -rounding || is_split_too_often(limits, fixed_parts)) return std::nullopt;
  if (limits.most_db_per_km <= 0) return limits.reach_m;
  return std::min(limits.reach_m, std::max(left, 0.0) / limits.most_db_per_km * metres_per_km);
}

}  // namespace lastmile
