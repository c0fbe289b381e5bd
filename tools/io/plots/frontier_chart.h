// What more money brings: frontier.svg, those served for each budget of a frontier, and their bound.
#pragma once

#include "tools/io/chart/svg_chart.h"
#include "tools/io/results/network_plan.h"

namespace lastmile::io {

// From those served without any plan on. The bound is drawn as steps: that of a budget holds for all smaller
// ones, and for no larger one.
Chart frontier_chart(const ScenarioReading& reading, const Frontier& frontier);

// Writes the chart to the folder, which is created if it does not exist. Throws IoFailed, also if it would
// replace an input of the scenario.
void write_frontier_plot(const std::string& directory, const ScenarioReading& reading,
                         const Frontier& frontier);

}  // namespace lastmile::io
