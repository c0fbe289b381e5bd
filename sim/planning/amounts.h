// From currency and people to the whole numbers that the solver works with, and back.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>

#include "sim/planning/steiner_problem.h"

namespace lastmile::planning {

class AmountScale {
 public:
  // The least power of ten that makes all amounts whole; where there is none, the largest power of two that
  // keeps their sum below 2^50, so that sums of a million amounts still agree to 9 digits and more. A solver
  // that adds up to `copies` times that sum gets a smaller scale, so that all of it stays below 2^55.
  explicit AmountScale(std::span<const double> amounts, double copies = 1) {
    const double most = std::min(0x1p50, 0x1p55 / copies);
    double total = 1;
    for (const double x : amounts) total += x;
    for (double factor = 1; factor <= 1e9 && total * factor < most; factor *= 10) {
      const auto whole = [&](double x) { return std::round(x * factor) / factor == x; };
      if (!std::all_of(amounts.begin(), amounts.end(), whole)) continue;
      factor_ = factor;
      return;
    }
    factor_ = std::exp2(std::floor(std::log2(most / total)));
  }

  Amount whole(double x) const { return static_cast<Amount>(std::llround(std::min(x * factor_, 0x1p55))); }
  // A limit: amounts that agree with it to 12 digits are within it.
  Amount most(double x) const {
    return static_cast<Amount>(std::floor(std::min(x * factor_ * (1 + 1e-12) + 1e-9, 0x1p55)));
  }
  Amount least(double x) const {
    return static_cast<Amount>(std::ceil(std::min(x * factor_ * (1 - 1e-12) - 1e-9, 0x1p55)));
  }
  double back(Amount amount) const { return static_cast<double>(amount) / factor_; }

 private:
  double factor_ = 1;
};

}  // namespace lastmile::planning
