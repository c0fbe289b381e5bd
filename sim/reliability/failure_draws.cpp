#include "sim/reliability/failure_draws.h"

#include <Random123/philox.h>

#include <bit>
#include <cmath>

namespace lastmile {
namespace {

// Two numbers between 0 and 1, both excluded, for each number of a draw.
std::array<double, 2> draw(std::uint64_t seed, std::uint64_t key, std::uint32_t batch, std::uint32_t number) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32U); };
  const auto drawn = r123::Philox4x32{}({{low(key), high(key), batch, number}}, {{low(seed), high(seed)}});
  const auto unit = [](std::uint32_t a, std::uint32_t b) {
    const std::uint64_t bits = (std::uint64_t{a} << 20U) ^ (std::uint64_t{b} >> 12U);
    return (static_cast<double>(bits) + 0.5) * 0x1p-52;
  };
  return {unit(drawn[0], drawn[1]), unit(drawn[2], drawn[3])};
}

}  // namespace

std::uint32_t WorldSet::size() const {
  std::uint32_t count = 0;
  for (const std::uint64_t word : words) count += static_cast<std::uint32_t>(std::popcount(word));
  return count;
}

// The number of worlds until the next one is geometric.
void FailureDraws::add(std::uint64_t key, double probability, WorldSet& worlds) const {
  if (probability <= 0) return;
  if (probability >= 1) {
    worlds = WorldSet::all();
    return;
  }
  constexpr auto all = static_cast<double>(worlds_per_batch);
  std::array<double, 2> numbers = draw(seed_, key, batch_, 0);
  if (numbers[0] <= 1 - all * probability) return;  // surely after the last world; saves the logarithms
  const double scale = 1 / std::log1p(-probability);
  double world = -1;
  for (std::uint32_t i = 0;; ++i) {
    if (i > 0 && i % 2 == 0) numbers = draw(seed_, key, batch_, i / 2);
    world += 1 + std::floor(std::log(numbers[i % 2]) * scale);
    if (!(world < all)) return;
    const auto at = static_cast<std::size_t>(world);
    worlds.words[at / 64] |= std::uint64_t{1} << (at % 64);
  }
}

}  // namespace lastmile
