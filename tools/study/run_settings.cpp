#include "tools/study/run_settings.h"

#include <algorithm>

namespace lastmile::study {

std::vector<io::ShownSetting> settings_of(const Study& study, const RunValues& values) {
  std::vector<io::ShownSetting> settings;
  for (std::size_t i = 0; i < study.parameters.size(); ++i) {
    const Parameter& parameter = study.parameters[i];
    if (parameter.is_scaled()) continue;
    const RunValue& value = values.of_parameters[i];
    settings.push_back({{parameter.path, value.node}, parameter.name + "=" + value.text});
  }
  return settings;
}

void check_settings(const io::ScenarioVariants& scenario, std::span<const io::ShownSetting> settings) {
  const auto any = [&](io::ScenarioVariants::Part part) {
    return std::any_of(settings.begin(), settings.end(), [&](const io::ShownSetting& setting) {
      return scenario.part_of(setting.put.path) == part;
    });
  };
  if (any(io::ScenarioVariants::Part::any)) {
    scenario.scenario_with(settings);
    return;
  }
  if (any(io::ScenarioVariants::Part::horizon)) scenario.horizon_with(settings);
  std::optional<Access> access;
  if (any(io::ScenarioVariants::Part::service)) scenario.put_service(settings, access);
}

}  // namespace lastmile::study
