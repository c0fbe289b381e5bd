// A scenario file that is read and checked once, and variants of it: the same scenario with values put over
// it, in memory, by the same paths and checks as --set.
//
// A value under timeline, economics, take_up, rollout, changes or options changes only the horizon; the plant
// and the names of the base are then shared. Any other value makes a scenario of its own, for which tables
// are read again. Nothing here changes after construction, so variants can be made on any thread.
#pragma once

#include <memory>
#include <span>

#include "tools/io/scenario/reading.h"
#include "tools/io/yaml/settings.h"

namespace lastmile::io {

// A setting and how messages show it: PATH=VALUE.
struct ShownSetting {
  NodeSetting put;
  std::string shown;
};

class ScenarioVariants {
 public:
  // Reads the base with its coordinates, areas and written money. Throws InputRefused and IoFailed as
  // read_scenario does; a packed scenario cannot be read so.
  ScenarioVariants(const std::string& path, InputFile::Hashing table_hashing,
                   Progress& progress = Progress::unwatched());
  ~ScenarioVariants();
  ScenarioVariants(const ScenarioVariants&) = delete;
  ScenarioVariants& operator=(const ScenarioVariants&) = delete;

  const ScenarioReading& base() const;

  // Whether a value at this path changes only the horizon of the base.
  bool is_about_horizon(std::span<const PathStep> path) const;

  // The horizon of the base with these values, all of them about the horizon. Throws InputRefused.
  // Cost: O(elements), without reading text.
  Horizon horizon_with(std::span<const ShownSetting> settings) const;
  // A scenario of its own. Throws InputRefused and IoFailed. Cost: that of checking the scenario, and of
  // reading its tables.
  Scenario scenario_with(std::span<const ShownSetting> settings) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lastmile::io
