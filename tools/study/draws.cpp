#include "tools/study/draws.h"

#include <Random123/philox.h>

namespace lastmile::study {

std::uint64_t draw_bits(std::uint64_t seed, Purpose purpose, std::uint32_t column, std::uint64_t number) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32U); };
  const auto drawn = r123::Philox4x32{}(
      {{low(number), high(number), column, static_cast<std::uint32_t>(purpose)}}, {{low(seed), high(seed)}});
  return std::uint64_t{drawn[0]} << 32U | drawn[1];
}

}  // namespace lastmile::study
