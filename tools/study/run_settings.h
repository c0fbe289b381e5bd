// The values of a run as settings of the scenario.
#pragma once

#include "tools/study/run_values.h"

namespace lastmile::study {

// In the order of the parameters, without those that scale. Study and values must outlive the settings.
std::vector<io::ShownSetting> settings_of(const Study& study, const RunValues& values);

// Throws InputRefused if the scenario does not take them.
void check_settings(const io::ScenarioVariants& scenario, std::span<const io::ShownSetting> settings);

}  // namespace lastmile::study
