// The door into the program: from a scenario file and its tables to a checked Scenario.
#pragma once

#include <string>

#include "tools/io/scenario/reading.h"

namespace lastmile::io {

// Reads a snapshot (snapshot.h) as well: then there is nothing left to check, and the inputs are those it was
// packed from. Hashing tables costs about as much as reading them; the scenario file itself is always hashed.
// Throws InputRefused with all problems where the input is wrong, IoFailed where it cannot be read.
// Cost: O(text) time, memory proportional to the network, tables on all cores.
ScenarioReading read_scenario(const std::string& path, InputFile::Hashing table_hashing,
                              Progress& progress = Progress::unwatched());

}  // namespace lastmile::io
