// Patterns of names, as a file system has them.
#pragma once

#include <string_view>

namespace lastmile::io {

// Whether the pattern stands for the name: * for any characters, ? for one character.
bool matches(std::string_view pattern, std::string_view name);

}  // namespace lastmile::io
