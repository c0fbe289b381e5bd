// Patterns of names, as in file systems.
#pragma once

#include <string_view>

namespace lastmile::io {

// Whether the name matches the pattern: * stands for any characters, ? for one.
bool matches(std::string_view pattern, std::string_view name);

}  // namespace lastmile::io
