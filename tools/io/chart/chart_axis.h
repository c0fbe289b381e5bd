// Ranges and labels of chart axes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lastmile::io {

// A numeric axis. Its ticks are multiples of 1, 2 or 5 times a power of ten.
struct Axis {
  int mantissa = 1;  // 1, 2 or 5
  int exponent = 0;
  std::int64_t first = 0;  // ticks, in steps from 0
  std::int64_t last = 1;

  double value_at(std::int64_t tick) const;
  double low() const { return value_at(first); }
  double high() const { return value_at(last); }
  // 0 at its low end, 1 at its high end.
  double share(double value) const { return (value - low()) / (high() - low()); }
  // "0", "2.5", "-1,000,000"; as many decimals as the step has.
  std::string label(std::int64_t tick) const;
};

// Covers both values and 0 in about `steps` steps; 0 to 1 if both are 0. Values must be finite, with absolute
// value at most greatest_charted.
Axis nice_axis(double least, double greatest, int steps);
inline constexpr double greatest_charted = 1e300;

// An axis of names, one per position. If there are too many, only every n-th has a label.
struct NamedPositions {
  std::vector<std::string> names;  // of positions 0, 1, 2, ...
  std::vector<std::size_t> steps = {1, 2, 5, 10,
                                    20};  // between labels; if none is large enough, the last is doubled
  std::size_t offset = 0;                 // positions with position + offset a multiple are labelled
};

// The positions with a label, in order: always the first, and as many others at one step as fit with at least
// `gap` pixels between them. Positions are `spacing` pixels apart.
std::vector<std::size_t> labelled(const NamedPositions& positions, double spacing, double font_size,
                                  double gap);

}  // namespace lastmile::io
