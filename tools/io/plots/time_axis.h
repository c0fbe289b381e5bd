// The common time axis of several courses.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "tools/io/chart/chart_axis.h"
#include "tools/io/results/courses.h"

namespace lastmile::io {

// Position 0 is the start of the first course, the others are the ends of periods.
struct TimeAxis {
  NamedPositions names;
  std::string title;
  std::string range;                // "2027-Q1 to 2030-Q4", or "16 periods"
  std::vector<std::size_t> starts;  // by course: the position of its start
};

// By calendar if all timelines have the same unit, else by period number from each start.
TimeAxis time_axis(std::span<const OptionCourse> courses);

}  // namespace lastmile::io
