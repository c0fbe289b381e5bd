// A scenario with its path, notes and input files.
#pragma once

#include <string>
#include <vector>

#include "models/scenario/scenario.h"
#include "tools/io/files/input_file.h"

namespace lastmile::io {

struct ScenarioReading {
  Scenario scenario;
  std::string path;  // of the scenario file, as given by the caller
  ProblemList notes;
  std::vector<InputRecord> inputs;  // the scenario file, then its tables in the order read
};

// Names of the files read.
std::vector<std::string> input_names(const ScenarioReading& reading);

}  // namespace lastmile::io
