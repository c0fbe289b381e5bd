// The optical budget of a passive fibre network: whether the light from the head-end arrives neither too weak
// nor too strong. Losses in dB, lengths in m.
//
//   greatest = fibre, splitters, splices and connectors at their greatest plausible loss + margin
//   least    = fibre, splitters, splices and connectors at their least plausible loss
//
// The greatest loss must not exceed the maximum of the range, the least must not fall below its minimum. In a
// cascade of splitters, losses add and splits multiply. Valid for the given tables of split losses and up to
// limits.reach_m.
// Source: ITU-T G.984.2 (2019) 8.2.7.1 and G.9807.1 annex B for the classes' windows; the sum itself is the
// usual link budget, facts and golden values in models/access/equipment.yaml and its tests. Cost: O(1).
#pragma once

#include <cstdint>
#include <optional>

#include "models/access/equipment.h"

namespace lastmile {

// The parts that light passes between head-end and outlet.
struct OpticalPath {
  double fibre_m = 0;
  double split_db = 0;        // of all splitters, at most
  double least_split_db = 0;  // of all splitters, at least
  double split = 1;           // product of the splits
  std::uint32_t splices = 0;
  std::uint32_t connectors = 0;  // mated pairs
};

struct OpticalBudget {
  double greatest_loss_db = 0;
  double least_loss_db = 0;
  double weak_margin_db = 0;    // maximum - greatest; negative if the loss is too high
  double strong_margin_db = 0;  // least - minimum; negative if the loss is too low
  bool too_weak = false;
  bool too_strong = false;
};

// The greatest and the least plausible loss of one 1:split splitter. A split between two powers of two has
// the greatest loss of the next larger and the least loss of the next smaller one. Beyond its table, each
// doubling adds 3.5 dB to the greatest loss and 3 dB to the least, as the last steps of the tables do. 0 or 1
// means no splitter: 0 dB.
double splitter_loss_db(const OpticalLimits& limits, std::uint32_t split);
double least_splitter_loss_db(const OpticalLimits& limits, std::uint32_t split);
// Adds a splitter to the path.
void add_splitter(const OpticalLimits& limits, std::uint32_t split, OpticalPath& path);

// All losses except fibre and margin, at most and at least.
inline double fixed_loss_db(const OpticalLimits& limits, const OpticalPath& path) {
  return path.split_db + path.splices * limits.splice_db + path.connectors * limits.connector_db;
}
inline double least_fixed_loss_db(const OpticalLimits& limits, const OpticalPath& path) {
  return path.least_split_db + path.splices * limits.least_splice_db +
         path.connectors * limits.least_connector_db;
}
inline double fibre_loss_db(double metres, double db_per_km) {
  return metres / 1000 * db_per_km;
}
inline double greatest_loss_db(const OpticalLimits& limits, const OpticalPath& path) {
  return fibre_loss_db(path.fibre_m, limits.most_db_per_km) + fixed_loss_db(limits, path) + limits.margin_db;
}
inline double least_loss_db(const OpticalLimits& limits, const OpticalPath& path) {
  return fibre_loss_db(path.fibre_m, limits.least_db_per_km) + least_fixed_loss_db(limits, path);
}
inline bool is_split_too_often(const OpticalLimits& limits, const OpticalPath& path) {
  return path.split > static_cast<double>(limits.max_split);
}

// The longest fibre with which the splitters, splices and connectors of the path stay below the maximum loss,
// at most limits.reach_m. None if they leave nothing for the fibre. The fibre of the path itself is ignored.
std::optional<double> reach_m(const OpticalLimits& limits, const OpticalPath& fixed_parts);

// Checks both limits. Light is also too weak if there is more fibre than limits.reach_m or a larger split
// than limits.max_split. Differences below 1e-9 dB (or m) count as rounding.
inline OpticalBudget optical_budget(const OpticalLimits& limits, const OpticalPath& path) {
  constexpr double rounding = 1e-9;  // dB or m
  OpticalBudget budget;
  budget.greatest_loss_db = greatest_loss_db(limits, path);
  budget.least_loss_db = least_loss_db(limits, path);
  budget.weak_margin_db = limits.max_loss_db - budget.greatest_loss_db;
  budget.strong_margin_db = budget.least_loss_db - limits.min_loss_db;
  budget.too_weak = budget.weak_margin_db < -rounding || path.fibre_m > limits.reach_m + rounding ||
                    is_split_too_often(limits, path);
  budget.too_strong = budget.strong_margin_db < -rounding;
  return budget;
}

}  // namespace lastmile
