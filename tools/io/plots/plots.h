// Charts that compare courses: ladder.svg (homes on each rung over time, one panel per option),
// stranded_against_spending.svg (stranded value versus spending, period by period) and cash_flow.svg
// (cumulative cash flow over time).
//
// Time begins before the first period and continues over the ends of the periods. Options with different
// timelines share one axis: by calendar if their period units agree, else by period number. Money is in the
// currency of the scenario; if currencies differ, each option keeps its own and is labelled with it.
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

// Writes the charts to the folder, which is created if it does not exist: all charts or none. Throws
// IoFailed, also if a chart would replace an input of the courses. Cost: O(options x periods).
void write_plots(const std::string& directory, std::span<const OptionCourse> courses);

}  // namespace lastmile::io
