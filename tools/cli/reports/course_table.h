// A course period by period, as wide as the terminal and no longer than a screen.
#pragma once

#include "tools/cli/reports/page.h"
#include "tools/io/results/courses.h"

namespace lastmile::cli {

// The periods to show: all, or the first, the last and evenly spaced ones between them.
std::vector<std::size_t> shown_periods(std::size_t periods);

void add_course_table(Page& page, const io::OptionCourse& course, const Money& money, const Count& count);

}  // namespace lastmile::cli
