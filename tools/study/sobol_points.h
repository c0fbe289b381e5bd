// Sobol's sequence (Sobol' 1967) with the direction numbers of Joe and Kuo 2008 (new-joe-kuo-6), in the order
// of the Gray code (Antonov and Saleev 1979). Its first 2^m points, and every later block of 2^m points, have
// one point in each of the 2^m equal intervals of every coordinate.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace lastmile::study {

class SobolPoints {
 public:
  static constexpr std::size_t most_dimensions = 3667;
  static constexpr std::uint64_t most_points = std::uint64_t{1} << 32U;

  // With a seed, the digits of every coordinate are shifted at random (a digital shift), which keeps the
  // property above. Without one the sequence is as published and starts with the origin.
  explicit SobolPoints(std::size_t dimensions, std::optional<std::uint64_t> seed = std::nullopt);

  // The first 32 binary digits of a coordinate. Cost: O(digits of the number of the point).
  std::uint32_t digits(std::uint64_t point, std::size_t dimension) const;
  // The coordinate, in the middle of its interval of 2^-32, so that it is neither 0 nor 1.
  double coordinate(std::uint64_t point, std::size_t dimension) const {
    return (static_cast<double>(digits(point, dimension)) + 0.5) * 0x1p-32;
  }

 private:
  static constexpr std::size_t bits = 32;
  std::vector<std::uint32_t> directions_;  // `bits` for each dimension
  std::vector<std::uint32_t> shift_;       // of each dimension
};

}  // namespace lastmile::study
