#include "tools/study/sobol_points.h"

#include <bit>
#include <boost/random/sobol.hpp>

#include "tools/study/draws.h"

namespace lastmile::study {

// Boost has the direction numbers but only gives points, in order and without the origin. Point 2^(k+1) - 1
// has the Gray code 2^k, so that its coordinates are the direction numbers of digit k.
SobolPoints::SobolPoints(std::size_t dimensions, std::optional<std::uint64_t> seed)
    : directions_(dimensions * bits), shift_(dimensions, 0) {
  if (dimensions == 0) return;
  for (std::size_t k = 0; k < bits; ++k) {
    boost::random::sobol sequence(dimensions);
    sequence.seed((std::uint64_t{2} << k) - 2);
    for (std::size_t dimension = 0; dimension < dimensions; ++dimension)
      directions_[dimension * bits + k] = static_cast<std::uint32_t>(sequence() >> 32U);
  }
  if (!seed) return;
  for (std::size_t dimension = 0; dimension < dimensions; ++dimension)
    shift_[dimension] = static_cast<std::uint32_t>(
        draw_bits(*seed, Purpose::shift, static_cast<std::uint32_t>(dimension), 0) >> 32U);
}

std::uint32_t SobolPoints::digits(std::uint64_t point, std::size_t dimension) const {
  const std::uint32_t* const direction = &directions_[dimension * bits];
  std::uint32_t digits = shift_[dimension];
  for (std::uint64_t code = point ^ point >> 1U; code != 0; code &= code - 1)
    digits ^= direction[std::countr_zero(code)];
  return digits;
}

}  // namespace lastmile::study
