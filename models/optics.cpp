#include "models/optics.h"

#include <algorithm>
#include <bit>

namespace lastmile {
namespace {

constexpr double rounding = 1e-9;  // dB or m
constexpr double metres_per_km = 1000;

// Everything but the fibre and the margin.
double fixed_loss_db(const OpticalLimits& limits, const OpticalPath& path) {
  return path.split_db + path.splices * limits.splice_db + path.connectors * limits.connector_db;
}

double fibre_loss_db(double metres, double db_per_km) {
  return metres / metres_per_km * db_per_km;
}

bool is_split_too_often(const OpticalLimits& limits, const OpticalPath& path) {
  return path.split > static_cast<double>(limits.max_split);
}

}  // namespace

double splitter_loss_db(const OpticalLimits& limits, std::uint32_t split) {
  constexpr double db_per_further_doubling = 3.5;
  if (split <= 1) return 0;
  const auto doublings = static_cast<std::size_t>(std::bit_width(split - 1));
  const std::size_t known = std::min(doublings, limits.split_db.size());
  const double loss = known == 0 ? 0 : limits.split_db[known - 1];
  return loss + db_per_further_doubling * static_cast<double>(doublings - known);
}

void add_splitter(const OpticalLimits& limits, std::uint32_t split, OpticalPath& path) {
  path.split_db += splitter_loss_db(limits, split);
  path.split *= std::max<std::uint32_t>(split, 1);
}

double greatest_loss_db(const OpticalLimits& limits, const OpticalPath& path) {
  return fibre_loss_db(path.fibre_m, limits.most_db_per_km) + fixed_loss_db(limits, path) + limits.margin_db;
}

double least_loss_db(const OpticalLimits& limits, const OpticalPath& path) {
  return fibre_loss_db(path.fibre_m, limits.least_db_per_km) + fixed_loss_db(limits, path);
}

std::optional<double> reach_m(const OpticalLimits& limits, const OpticalPath& fixed_parts) {
  const double left = limits.max_loss_db - limits.margin_db - fixed_loss_db(limits, fixed_parts);
  if (left < -rounding || is_split_too_often(limits, fixed_parts)) return std::nullopt;
  if (limits.most_db_per_km <= 0) return limits.reach_m;
  return std::min(limits.reach_m, std::max(left, 0.0) / limits.most_db_per_km * metres_per_km);
}

OpticalBudget optical_budget(const OpticalLimits& limits, const OpticalPath& path) {
  OpticalBudget budget;
  budget.greatest_loss_db = greatest_loss_db(limits, path);
  budget.least_loss_db = least_loss_db(limits, path);
  budget.margin_db = limits.max_loss_db - budget.greatest_loss_db;
  budget.too_weak = budget.margin_db < -rounding || path.fibre_m > limits.reach_m + rounding ||
                    is_split_too_often(limits, path);
  budget.too_strong = budget.least_loss_db < limits.min_loss_db - rounding;
  return budget;
}

}  // namespace lastmile
