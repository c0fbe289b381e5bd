// A region of the map: a polygon, or all points within a distance of a point.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "models/base/point.h"

namespace lastmile::io {

// Whether a point lies in it, border included.
using Region = std::function<bool(const Point&)>;

// At least three corners; sides are straight lines in longitude and latitude. None if sides cross.
std::optional<Region> polygon(const std::vector<Point>& corners);

// By the WGS 84 geodesic.
Region around(const Point& centre, double distance_m);

}  // namespace lastmile::io
