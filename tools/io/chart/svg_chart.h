// Line charts as SVG: one panel, or several of one scale side by side. Readable without colours: every line
// has its dashes, its marker and its name at its end. The same chart gives the same bytes.
#pragma once

#include <string>

#include "tools/io/chart/chart.h"

namespace lastmile::io {

// Both axes hold 0. Values beyond 1e300 are drawn there. Cost: O(points), and for the labels O(lines x length
// of the lines).
std::string svg_of(const Chart& chart);

}  // namespace lastmile::io
