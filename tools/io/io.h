// Scenario files and results for programs in C++, on top of the engine. Installed as <lastmile/io.h>; needs
// the component io of the package.
//
//   const io::ScenarioReading reading = io::read_scenario("town.yaml", io::InputFile::Hashing::off);
//   const Plant& plant = reading.scenario.plant;
//   ...
//   std::cout << io::to_text(io::result_json(reading, coverage));
#pragma once

#include "sim/lastmile.h"
#include "tools/io/read_scenario.h"
#include "tools/io/results/result_json.h"
