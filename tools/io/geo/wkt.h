// Routes of tables as Well-Known Text (OGC 06-103r4).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/base/point.h"

namespace lastmile::io {

struct LineText {
  std::vector<Point> points;  // x as lon, y as lat; empty for LINESTRING EMPTY
  std::string fault;          // what is wrong; empty if nothing is
};

// Reads "LINESTRING (7.1 50.7, 7.2 50.8)", in any case of letters; heights and measures are skipped. Numbers
// are finite. Cost: O(length).
LineText read_line_text(std::string_view text);

}  // namespace lastmile::io
