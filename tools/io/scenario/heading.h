// The heading of a scenario file: format version, name, currency, vocabulary.
#pragma once

#include "models/scenario/scenario.h"
#include "tools/io/yaml/keys.h"

namespace lastmile::io {

inline constexpr std::string_view version_key = "lastmile";
const Keys<Heading>& heading_keys();

// Reports a missing or unsupported format version.
void check_version(const YamlNode& root, Reporter& report);

}  // namespace lastmile::io
