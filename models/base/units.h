// Conversions between units.
#pragma once

namespace lastmile {

inline constexpr double metres_per_km = 1000;

}  // namespace lastmile
