// Where a link stands between the core and the door.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace lastmile {

enum class Tier : std::uint8_t { backbone, feeder, distribution, drop };

inline constexpr std::array<std::string_view, 4> tier_names = {"backbone", "feeder", "distribution", "drop"};

constexpr std::string_view name(Tier tier) {
  return tier_names[static_cast<std::size_t>(tier)];
}

}  // namespace lastmile
