// Random numbers of a study. Each depends only on the seed and on what it is for (a counter-based generator;
// Salmon et al. 2011, Philox), so it is the same on any number of threads and machines.
#pragma once

#include <cstdint>

namespace lastmile::study {

// What a random number is for; numbers of different purposes are independent.
enum class Purpose : std::uint32_t { sample, stratum, shift, resample, check };

// Bits for the item `number` in `column`; both are below 2^48 and 2^32.
std::uint64_t draw_bits(std::uint64_t seed, Purpose purpose, std::uint32_t column, std::uint64_t number);

// Strictly between 0 and 1.
constexpr double unit_of(std::uint64_t bits) {
  return (static_cast<double>(bits >> 12U) + 0.5) * 0x1p-52;
}

}  // namespace lastmile::study
