// A scenario file that is read and checked once, and variants of it: the same scenario with values put over
// it, in memory, by the same paths and checks as --set.
//
// A value under timeline, economics, take_up, rollout, changes or options changes only the horizon, one under
// service only the profiles; all else of the base is then shared. Any other value makes a scenario of its
// own, for which tables are read again. Nothing here changes after construction, so variants can be made on
// any thread.
#pragma once

#include <memory>
#include <optional>
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
  // Reads the base, with settings over it, with its coordinates, areas and written money. Throws InputRefused
  // and IoFailed as read_scenario does; a packed scenario cannot be read so.
  ScenarioVariants(const std::string& path, InputFile::Hashing table_hashing,
                   Progress& progress = Progress::unwatched(), const std::vector<std::string>& settings = {});
  ~ScenarioVariants();
  ScenarioVariants(const ScenarioVariants&) = delete;
  ScenarioVariants& operator=(const ScenarioVariants&) = delete;

  const ScenarioReading& base() const;

  // What of the base a value at this path can change.
  enum class Part : std::uint8_t { horizon, service, any };
  Part part_of(std::span<const PathStep> path) const;

  // The horizon of the base with the values that are about it. Throws InputRefused. Cost: O(elements),
  // without reading text.
  Horizon horizon_with(std::span<const ShownSetting> settings) const;
  // Puts the service of the base with the values that are about it into the access of a plant like the
  // base's. Throws InputRefused. Cost: O(1), or O(elements) if it has none.
  void put_service(std::span<const ShownSetting> settings, std::optional<Access>& access) const;
  // What read_scenario would return with these further settings, notes included; `base` is what it returned
  // for the base. None where that needs a reading of its own: for values that are about anything else, that
  // are wrong, or that change what is noted about the whole. Cost: O(network) to copy it.
  std::optional<ScenarioReading> reading_with(const ScenarioReading& base,
                                              const std::vector<std::string>& settings) const;
  // A scenario of its own. Throws InputRefused and IoFailed. Cost: that of checking the scenario, and of
  // reading its tables.
  Scenario scenario_with(std::span<const ShownSetting> settings) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lastmile::io
