// The time value of money: what cash flows at the ends of equal periods are worth at their beginning.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <span>

namespace lastmile {

// Present value of 1 paid after so many years: (1 + r)^-years, at a yearly rate r > -1.
inline double discount_factor(double yearly_rate, double years) {
  return std::pow(1 + yearly_rate, -years);
}

// The period from which on the cumulative cash flow is never negative again; amounts below `rounding` count
// as 0. None where it ends negative.
inline std::optional<std::uint32_t> payback_period(std::span<const double> cumulative, double rounding) {
  std::optional<std::uint32_t> since;
  for (std::uint32_t t = 0; t < cumulative.size(); ++t) {
    if (cumulative[t] < -rounding)
      since.reset();
    else if (!since)
      since = t;
  }
  return since;
}

}  // namespace lastmile
