// Distances on the WGS 84 ellipsoid, and the limits of coordinates on it.
#pragma once

#include "models/base/point.h"

namespace lastmile::io {

inline constexpr double most_longitude = 180;  // degrees
inline constexpr double most_latitude = 90;

// Length of the geodesic between two points that exist, in metres (Karney 2013, by GeographicLib). Cost:
// about a microsecond.
double geodesic_m(const Point& a, const Point& b);

}  // namespace lastmile::io
