#include "tests/support/planned_town.h"

#include <doctest/doctest.h>

namespace lastmile::test {

Scenario scenario_of(const std::string& yaml) {
  return ScenarioFolder(town + yaml).read().scenario;
}

Horizon horizon_of(const std::string& yaml) {
  return scenario_of(yaml).horizon.value();
}

RolloutOption only_option(const std::string& yaml) {
  const Horizon horizon = horizon_of(yaml);
  REQUIRE(horizon.options.size() == 1);
  return horizon.options.front();
}

std::string errors_of(const std::string& yaml) {
  return said_about(ScenarioFolder(town + yaml)).errors();
}

}  // namespace lastmile::test
