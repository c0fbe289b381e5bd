// A place on the earth: WGS 84 longitude and latitude in degrees; not a number if it is unknown.
#pragma once

#include <limits>

namespace lastmile {

struct Point {
  double lon = std::numeric_limits<double>::quiet_NaN();
  double lat = std::numeric_limits<double>::quiet_NaN();
  bool exists() const { return lon == lon && lat == lat; }
};

}  // namespace lastmile
