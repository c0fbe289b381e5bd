// Pictures of courses side by side: ladder.svg (homes on each rung over time, a panel an option),
// stranded_against_spending.svg (where an option's money lies, period by period) and cash_flow.svg
// (cumulative cash flow over time).
//
// Time runs from the start, before the first period, over the ends of the periods. Options of several
// timelines share one axis: by calendar where their periods are of one unit, else by number of period. Money
// is in the scenario's currency; where currencies differ every option keeps its own, and is marked with it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "tools/io/chart/svg_chart.h"
#include "tools/io/results/courses.h"

namespace lastmile::io {

Chart ladder_chart(std::span<const OptionCourse> courses);
Chart stranded_chart(std::span<const OptionCourse> courses);
Chart cash_flow_chart(std::span<const OptionCourse> courses);

// Writes the pictures into the folder, which is made where it is not there. They appear whole and together or
// not at all. Throws IoFailed, also where a picture would take the place of an input of the courses.
// Cost: O(options x periods).
void write_plots(const std::string& directory, std::span<const OptionCourse> courses);

}  // namespace lastmile::io
