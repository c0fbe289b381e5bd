// Reads a YAML scenario with the files it extends and its tables.
#pragma once

#include "tools/io/scenario/reading.h"

namespace lastmile::io {

// `settings` (yaml/settings.h) are put over what the files say, in order.
// Throws InputRefused with all problems if the input is invalid, IoFailed if it cannot be read.
// Cost: O(text) time, memory proportional to the network, tables on all cores.
ScenarioReading read_yaml_scenario(const std::string& path, InputFile::Hashing table_hashing,
                                   Progress& progress, const Keep& keep = {},
                                   const std::vector<std::string>& settings = {});

}  // namespace lastmile::io
