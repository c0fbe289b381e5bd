// Distances on the WGS 84 ellipsoid.
#pragma once

#include "models/base/point.h"

namespace lastmile::io {

// Length of the geodesic between two points that exist, in metres (Karney 2013, by GeographicLib). Cost:
// about a microsecond.
double geodesic_m(const Point& a, const Point& b);

}  // namespace lastmile::io
