// A scenario with its path, notes and input files.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "models/scenario/scenario.h"
#include "tools/io/base/json.h"
#include "tools/io/files/input_file.h"

namespace lastmile::io {

// What to keep of a scenario beyond what every command needs.
struct Keep {
  bool areas = false;        // even without a timeline
  bool site_points = false;  // coordinates of sites
  bool geometry = false;     // coordinates of sites and premises, and routes
  bool names = false;        // the key `name` of elements
  bool costs = false;        // the key `cost` of elements
  bool money = false;        // the keys `cost`, `value` and `completion_cost` of elements, and `late_cost`
  bool reliability = false;  // what fails, and how often
};

// The keys of a scenario that results repeat as parameters.
inline constexpr std::array<std::string_view, 6> parameter_keys = {"timeline", "economics", "take_up",
                                                                   "rollout",  "service",   "equipment"};

struct ScenarioReading {
  Scenario scenario;
  std::string path;  // of the scenario file, as given by the caller
  ProblemList notes;
  std::vector<InputRecord> inputs;         // the scenario file, then its tables in the order read
  Json parameters = Json::object();        // parameter_keys, options and reliability, as written
  std::vector<std::string> settings = {};  // of the command line, as written
};

// Names of the files read.
std::vector<std::string> input_names(const ScenarioReading& reading);

}  // namespace lastmile::io
