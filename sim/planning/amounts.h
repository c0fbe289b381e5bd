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
  // that adds up to `copies` times that sum gets a smaller scale, so that all of it stays below 2^55; one
  // that multiplies amounts by `steps`, to order those that are equal, gets one as much smaller.
  explicit AmountScale(std::span<const double> amounts, double copies = 1, double steps = 1) {
    const double most = std::min(0x1p50, 0x1p55 / copies) / steps;
    double total = 1;
    for (const double x : amounts) total += x;
    for (double factor = 1; factor <= 1e9 && total * factor < most; factor *= 10) {
      const auto whole = [&](double x) { return std::round(x * factor) / factor == x; };
      if (!std::all_of(amounts.begin(), amounts.end(), whole)) continue;
      factor_ = factor;
      return;
    }
    factor_ = std::exp2(std::floor(std::log2(most / total)));
    for (const double x : amounts) {
      const double rounded = std::round(x * factor_);
      const double off = std::abs(x * factor_ - rounded);
      error_ += off;
      share_ = std::max(share_, rounded > 0 ? off / rounded : off > 0 ? 1 : 0);
    }
  }

  double factor() const { return factor_; }
  bool is_exact() const { return error_ == 0; }
  // How far a sum of whole amounts may be from what it stands for.
  Amount error_of(Amount sum) const {
    return static_cast<Amount>(std::ceil(std::min(error_, share_ * static_cast<double>(sum))));
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
  double error_ = 0;  // of the sum of all
  double share_ = 0;  // the most that one is off
};

}  // namespace lastmile::planning
