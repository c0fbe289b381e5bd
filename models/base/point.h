// A WGS 84 position: longitude and latitude in degrees, NaN if unknown.
#pragma once

#include <limits>

namespace lastmile {

struct Point {
  double lon = std::numeric_limits<double>::quiet_NaN();
  double lat = std::numeric_limits<double>::quiet_NaN();
  bool exists() const { return lon == lon && lat == lat; }
};

}  // namespace lastmile
