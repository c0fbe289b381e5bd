// What a scenario file says about itself: format version, name, currency, words of its own.
#pragma once

#include "models/scenario/scenario.h"
#include "tools/io/yaml/keys.h"

namespace lastmile::io {

inline constexpr std::string_view version_key = "lastmile";
const Keys<Heading>& heading_keys();

// Reports where the file does not say that it has this format.
void check_version(const YamlNode& root, Reporter& report);

}  // namespace lastmile::io
