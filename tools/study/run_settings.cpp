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

bool are_about_horizon(const io::ScenarioVariants& scenario, std::span<const io::ShownSetting> settings) {
  return std::all_of(settings.begin(), settings.end(), [&](const io::ShownSetting& setting) {
    return scenario.is_about_horizon(setting.put.path);
  });
}

void check_settings(const io::ScenarioVariants& scenario, std::span<const io::ShownSetting> settings) {
  if (settings.empty()) return;
  if (are_about_horizon(scenario, settings))
    scenario.horizon_with(settings);
  else
    scenario.scenario_with(settings);
}

}  // namespace lastmile::study
