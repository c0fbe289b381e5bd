// The optical budget of a passive fibre network: whether the light that leaves the head-end arrives neither
// too weak nor too strong. Losses in dB, lengths in m.
//
//   greatest = fibre at the wavelength that loses most + splitters + splices + connectors + margin
//   least    = fibre at the wavelength that loses least + splitters + splices + connectors
//
// The greatest must not exceed the window's maximum, the least must not fall below its minimum. In a cascade
// of splitters losses add and splits multiply. Valid for the split loss table given and up to limits.reach_m.
// Source: ITU-T G.984.2 (2019) 8.2.7.1 and G.9807.1 annex B for the classes' windows; the sum itself is the
// usual link budget, facts and golden values in models/access/equipment.yaml and its tests. Cost: O(1).
#pragma once

#include <cstdint>
#include <optional>

#include "models/access/equipment.h"

namespace lastmile {

// What the light passes between head-end and outlet.
struct OpticalPath {
  double fibre_m = 0;
  double split_db = 0;  // of all splitters together
  double split = 1;     // product of the splits
  std::uint32_t splices = 0;
  std::uint32_t connectors = 0;  // mated pairs
};

struct OpticalBudget {
  double greatest_loss_db = 0;
  double least_loss_db = 0;
  double margin_db = 0;  // left at the weak end: maximum - greatest, below 0 where it is over budget
  bool too_weak = false;
  bool too_strong = false;
};

// Loss of one 1:split splitter. A split between two powers of two takes that of the next larger one. Beyond
// the table each further doubling costs 3.5 dB, the step of its last ones. 0 or 1 is no splitter: 0.
double splitter_loss_db(const OpticalLimits& limits, std::uint32_t split);
// Puts a splitter into the path.
void add_splitter(const OpticalLimits& limits, std::uint32_t split, OpticalPath& path);

// Everything but the fibre and the margin.
inline double fixed_loss_db(const OpticalLimits& limits, const OpticalPath& path) {
  return path.split_db + path.splices * limits.splice_db + path.connectors * limits.connector_db;
}
inline double fibre_loss_db(double metres, double db_per_km) {
  return metres / 1000 * db_per_km;
}
inline double greatest_loss_db(const OpticalLimits& limits, const OpticalPath& path) {
  return fibre_loss_db(path.fibre_m, limits.most_db_per_km) + fixed_loss_db(limits, path) + limits.margin_db;
}
inline double least_loss_db(const OpticalLimits& limits, const OpticalPath& path) {
  return fibre_loss_db(path.fibre_m, limits.least_db_per_km) + fixed_loss_db(limits, path);
}
inline bool is_split_too_often(const OpticalLimits& limits, const OpticalPath& path) {
  return path.split > static_cast<double>(limits.max_split);
}

// The longest fibre with which the path's splitters, splices and connectors stay within the weak end of the
// window, at most limits.reach_m; none where they leave nothing for the fibre. The path's own fibre is not
// looked at.
std::optional<double> reach_m(const OpticalLimits& limits, const OpticalPath& fixed_parts);

// Judges both ends. Too weak is also what has more fibre than limits.reach_m or more splits than
// limits.max_split. A difference of less than 1e-9 dB (or m) decides nothing: it is rounding.
inline OpticalBudget optical_budget(const OpticalLimits& limits, const OpticalPath& path) {
  constexpr double rounding = 1e-9;  // dB or m
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
