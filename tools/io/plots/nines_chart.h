// How many homes have how many nines: availability.svg, one line for all connected homes and one for each
// area.
#pragma once

#include <string>

#include "sim/reliability/outlook.h"
#include "tools/io/chart/svg_chart.h"
#include "tools/io/results/findings.h"
#include "tools/io/results/reliability_json.h"

namespace lastmile::io {

// `by_area` is empty, or in the order of Findings::by_area. Of many areas those with most homes are drawn.
Chart nines_chart(const ScenarioReading& reading, const HomesByAvailability& homes, const Findings& found,
                  const OutlookByArea& by_area);

// Writes the chart to the folder, which is created if it does not exist. Throws IoFailed, also if it would
// replace an input of the scenario.
void write_nines_plot(const std::string& directory, const ScenarioReading& reading, const Chart& chart);

}  // namespace lastmile::io
