// Reads a scenario file and its tables into a checked Scenario.
#pragma once

#include <string>

#include "tools/io/scenario/reading.h"

namespace lastmile::io {

// `settings` are put over what the files say, such as "take_up.ceiling=0.6" (yaml/settings.h).
// Also reads snapshots (snapshot.h), which need no further checks and take no settings; their inputs are
// those from which they were packed. Hashing tables costs about as much as reading them; the scenario file
// itself is always hashed. Throws InputRefused with all problems if the input is invalid, IoFailed if it
// cannot be read. Cost: O(text) time, memory proportional to the network, tables on all cores.
ScenarioReading read_scenario(const std::string& path, InputFile::Hashing table_hashing,
                              Progress& progress = Progress::unwatched(), const Keep& keep = {},
                              const std::vector<std::string>& settings = {});

}  // namespace lastmile::io
