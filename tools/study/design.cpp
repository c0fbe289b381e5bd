#include "tools/study/design.h"

#include <bit>
#include <limits>

#include "tools/study/draws.h"

namespace lastmile::study {
namespace {

constexpr std::uint64_t beyond = std::numeric_limits<std::uint64_t>::max();

std::uint64_t product(std::uint64_t a, std::uint64_t b) {
  return b != 0 && a > beyond / b ? beyond : a * b;
}

}  // namespace

std::uint64_t point_count(const DesignShape& shape) {
  if (shape.method == Method::sobol) return product(shape.samples, shape.factors + 2);
  if (shape.method != Method::grid) return shape.samples;
  std::uint64_t points = 1;
  for (const std::uint64_t levels : shape.levels) points = product(points, levels);
  return points;
}

Design::Design(DesignShape shape) : shape_(std::move(shape)), points_(point_count(shape_)) {
  if (shape_.method == Method::sobol) sobol_.emplace(2 * shape_.factors, shape_.seed);
}

void Design::point(std::uint64_t number, std::span<double> coordinates) const {
  switch (shape_.method) {
    case Method::grid: return grid_point(number, coordinates);
    case Method::sobol: return sobol_point(number, coordinates);
    case Method::random: break;
    case Method::latin_hypercube: break;
  }
  for (std::uint32_t factor = 0; factor < coordinates.size(); ++factor) {
    const double within = unit_of(draw_bits(shape_.seed, Purpose::sample, factor, number));
    if (shape_.method == Method::random) {
      coordinates[factor] = within;
      continue;
    }
    const std::uint64_t interval = permuted(number, shape_.samples, shape_.seed, factor);
    coordinates[factor] = (static_cast<double>(interval) + within) / static_cast<double>(shape_.samples);
  }
}

void Design::sobol_point(std::uint64_t number, std::span<double> coordinates) const {
  const std::uint64_t sample = number / group();
  const std::uint64_t place = number % group();  // A, B, then A with factor place - 2 from B
  for (std::size_t factor = 0; factor < coordinates.size(); ++factor) {
    const bool from_b = place == 1 || place == factor + 2;
    coordinates[factor] = sobol_->coordinate(sample, from_b ? shape_.factors + factor : factor);
  }
}

void Design::grid_point(std::uint64_t number, std::span<double> coordinates) const {
  for (std::size_t factor = coordinates.size(); factor-- > 0;) {
    const std::uint64_t levels = shape_.levels[factor];
    coordinates[factor] = (static_cast<double>(number % levels) + 0.5) / static_cast<double>(levels);
    number /= levels;
  }
}

std::uint64_t permuted(std::uint64_t number, std::uint64_t count, std::uint64_t seed, std::uint32_t column) {
  if (count <= 1) return 0;
  const auto half = static_cast<unsigned>((std::bit_width(count - 1) + 1) / 2);
  const std::uint64_t mask = (std::uint64_t{1} << half) - 1;
  constexpr std::uint64_t rounds = 8;
  do {
    std::uint64_t left = number >> half;
    std::uint64_t right = number & mask;
    for (std::uint64_t round = 0; round < rounds; ++round) {
      const std::uint64_t mixed = draw_bits(seed, Purpose::stratum, column, right << 3U | round) & mask;
      const std::uint64_t next = left ^ mixed;
      left = right;
      right = next;
    }
    number = left << half | right;
  } while (number >= count);
  return number;
}

}  // namespace lastmile::study
