// A scenario that was read, with what is known about its reading.
#pragma once

#include <string>
#include <vector>

#include "models/scenario/scenario.h"
#include "tools/io/files/input_file.h"

namespace lastmile::io {

struct ScenarioReading {
  Scenario scenario;
  std::string path;  // of the scenario file, as it was given
  ProblemList notes;
  std::vector<InputRecord> inputs;  // the scenario file, then its tables in the order read
};

// The files that a reading came from, by name.
std::vector<std::string> input_names(const ScenarioReading& reading);

}  // namespace lastmile::io
