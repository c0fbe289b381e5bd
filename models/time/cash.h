// The time value of money: the present value of cash flows at the ends of equal periods.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <span>

namespace lastmile {

// Present value of 1 paid after `years`: (1 + r)^-years, at a yearly rate r > -1.
inline double discount_factor(double yearly_rate, double years) {
  return std::pow(1 + yearly_rate, -years);
}

// The first period, from `first_spending` on, after which the cumulative cash flow stays at or above 0;
// amounts below `rounding` count as 0. None if it ends negative.
inline std::optional<std::uint32_t> payback_period(std::span<const double> cumulative,
                                                   std::uint32_t first_spending, double rounding) {
  std::optional<std::uint32_t> since;
  for (std::uint32_t t = first_spending; t < cumulative.size(); ++t) {
    if (cumulative[t] < -rounding)
      since.reset();
    else if (!since)
      since = t;
  }
  return since;
}

}  // namespace lastmile
