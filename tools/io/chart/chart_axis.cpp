#include "tools/io/chart/chart_axis.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "tools/io/chart/svg_text.h"

namespace lastmile::io {
namespace {

// Tolerance for rounding in the choice of steps.
constexpr double rounding = 1e-9;

double power_of_ten(int exponent) {
  return std::pow(10.0, exponent);
}

// The smallest step of 1, 2 or 5 that is not smaller.
void choose_step(Axis& axis, double at_least) {
  axis.exponent = static_cast<int>(std::floor(std::log10(at_least)));
  const double wanted = at_least / power_of_ten(axis.exponent);
  for (const int mantissa : {1, 2, 5}) {
    axis.mantissa = mantissa;
    if (wanted <= mantissa * (1 + rounding)) return;
  }
  axis.mantissa = 1;
  ++axis.exponent;
}

// Whether the labels do not touch, apart from the first one, which is always shown.
bool has_room(const std::vector<double>& half_widths, const std::vector<std::size_t>& at, double spacing,
              double gap) {
  for (std::size_t i = 1; i < at.size(); ++i) {
    const double apart = static_cast<double>(at[i] - at[i - 1]) * spacing;
    if (apart < half_widths[at[i]] + half_widths[at[i - 1]] + gap) return false;
  }
  return true;
}

std::vector<std::size_t> multiples(const NamedPositions& positions, std::size_t step) {
  std::vector<std::size_t> at;
  for (std::size_t i = (step - positions.offset % step) % step; i < positions.names.size(); i += step)
    at.push_back(i);
  return at;
}

// Adds the first position and removes those too close to it.
std::vector<std::size_t> with_first(std::vector<std::size_t> at, const std::vector<double>& half_widths,
                                    double spacing, double gap) {
  const auto far_enough = std::find_if(at.begin(), at.end(), [&](std::size_t i) {
    return i > 0 && static_cast<double>(i) * spacing >= half_widths[0] + half_widths[i] + gap;
  });
  at.erase(at.begin(), far_enough);
  at.insert(at.begin(), 0);
  return at;
}

}  // namespace

double Axis::value_at(std::int64_t tick) const {
  const auto mantissas = static_cast<double>(tick * mantissa);
  // Division by a power of ten is exact, multiplication by its inverse is not.
  return exponent < 0 ? mantissas / power_of_ten(-exponent) : mantissas * power_of_ten(exponent);
}

std::string Axis::label(std::int64_t tick) const {
  return grouped_number(value_at(tick), std::max(0, -exponent));
}

Axis nice_axis(double least, double greatest, int steps) {
  least = std::clamp(least, -greatest_charted, 0.0);
  greatest = std::clamp(greatest, 0.0, greatest_charted);
  constexpr double as_good_as_nothing = 1e-12;
  Axis axis;
  const double range = greatest - least;
  if (range < as_good_as_nothing) return axis;
  choose_step(axis, range / steps);
  const double step = axis.value_at(1);
  axis.first = static_cast<std::int64_t>(std::floor(least / step + rounding));
  axis.last = static_cast<std::int64_t>(std::ceil(greatest / step - rounding));
  return axis;
}

std::vector<std::size_t> labelled(const NamedPositions& positions, double spacing, double font_size,
                                  double gap) {
  if (positions.names.empty()) return {};
  std::vector<double> half_widths;
  half_widths.reserve(positions.names.size());
  for (const std::string& name : positions.names) half_widths.push_back(text_width(name, font_size) / 2);
  std::size_t step = 1;
  for (std::size_t i = 0;; ++i) {
    step = i < positions.steps.size() ? positions.steps[i] : step * 2;
    const std::vector<std::size_t> at = multiples(positions, step);
    if (at.size() <= 1 || has_room(half_widths, at, spacing, gap))
      return with_first(at, half_widths, spacing, gap);
  }
}

}  // namespace lastmile::io
