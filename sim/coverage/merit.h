// What a work brings per unit of money, comparable: amounts that differ only by the rounding of a sum count
// as equal, so that rounding does not overrule file order.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

namespace lastmile {

// To the nearest number whose mantissa has 40 bits. `x` is finite and not negative.
inline double round_to_12_digits(double x) {
  constexpr std::uint64_t dropped = std::uint64_t{1} << 13;
  return std::bit_cast<double>((std::bit_cast<std::uint64_t>(x) + dropped / 2) & ~(dropped - 1));
}

// More is better. What costs nothing and brings something beats all that costs.
inline double merit(double gain, double price) {
  if (gain <= 0) return 0;
  return price > 0 ? round_to_12_digits(gain / price) : std::numeric_limits<double>::infinity();
}

}  // namespace lastmile
