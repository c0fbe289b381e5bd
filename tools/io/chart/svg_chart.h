// Line charts as SVG: one panel, or several side by side on the same scale. Readable without colour: every
// line has its own dashes and marker, and its name at its end. Equal charts give equal bytes.
#pragma once

#include <string>

#include "tools/io/chart/chart.h"

namespace lastmile::io {

// Both axes include 0. Values beyond 1e300 are drawn at 1e300. Cost: O(points), and for the labels O(lines x
// length of the lines).
std::string svg_of(const Chart& chart);

}  // namespace lastmile::io
