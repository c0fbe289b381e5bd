// The position of a link between the core and the premises.
#pragma once

#include <cstdint>
#include <string_view>

#include "models/base/enum_array.h"

namespace lastmile {

enum class Tier : std::uint8_t { backbone, feeder, distribution, drop };
constexpr Tier last_of(Tier) {
  return Tier::drop;
}
inline constexpr EnumArray<Tier, std::string_view> tier_names = {
    {"backbone", "feeder", "distribution", "drop"}};

constexpr std::string_view name(Tier tier) {
  return tier_names[tier];
}

}  // namespace lastmile
