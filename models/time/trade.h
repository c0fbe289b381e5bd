// What is worked on: sites, and links by tier.
#pragma once

#include "models/base/enum_array.h"
#include "models/plant/tier.h"

namespace lastmile {

enum class Trade : std::uint8_t { site, backbone, feeder, distribution, drop };
constexpr Trade last_of(Trade) {
  return Trade::drop;
}
inline constexpr EnumArray<Trade, std::string_view> trade_names = {
    {"site", "backbone", "feeder", "distribution", "drop"}};
constexpr Trade trade_of(Tier tier) {
  return static_cast<Trade>(index_of(tier) + 1);
}

}  // namespace lastmile
