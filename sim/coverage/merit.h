// The gain of a work per unit of money. Amounts that differ only by rounding are made equal, so that rounding
// does not override file order.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

namespace lastmile {

// Rounds to a mantissa of 40 bits. `x` is finite and not negative.
inline double round_to_12_digits(double x) {
  constexpr std::uint64_t dropped = std::uint64_t{1} << 13;
  return std::bit_cast<double>((std::bit_cast<std::uint64_t>(x) + dropped / 2) & ~(dropped - 1));
}

// Higher is better. A gain without cost beats any gain with cost.
inline double merit(double gain, double price) {
  if (gain <= 0) return 0;
  return price > 0 ? round_to_12_digits(gain / price) : std::numeric_limits<double>::infinity();
}

}  // namespace lastmile
