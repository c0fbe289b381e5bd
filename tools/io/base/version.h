#pragma once

#include <string_view>

namespace lastmile::io {

inline constexpr std::string_view lastmile_version = LASTMILE_VERSION;

}  // namespace lastmile::io
