// The figures of the equipment library that an entry may mark as assumed.
#pragma once

#include <span>
#include <string_view>

namespace lastmile::io {

// As keys of an entry: up_mbps, optical.min_loss_db.
std::span<const std::string_view> assumable_keys();

inline constexpr std::string_view fcc_code_key = "fcc_code";
inline constexpr std::string_view rates_key_name = "rates";

}  // namespace lastmile::io
