// Random numbers that depend on nothing but a counter.
#pragma once

#include <cstdint>

namespace lastmile::planning {

// splitmix64 (Steele, Lea, Flood 2014): 64 random bits for each x.
inline std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

// From 0 to below 1.
inline double mixed_share(std::uint64_t x) {
  return static_cast<double>(mixed(x) >> 11) * 0x1p-53;
}

}  // namespace lastmile::planning
