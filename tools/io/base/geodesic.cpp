#include "tools/io/base/geodesic.h"

#include <GeographicLib/Geodesic.hpp>

namespace lastmile::io {

double geodesic_m(const Point& a, const Point& b) {
  double length_m = 0;
  GeographicLib::Geodesic::WGS84().Inverse(a.lat, a.lon, b.lat, b.lon, length_m);
  return length_m;
}

}  // namespace lastmile::io
