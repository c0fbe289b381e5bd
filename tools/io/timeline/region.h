// A part of the map: what lies within a polygon, or within a distance of a point.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "models/base/point.h"

namespace lastmile::io {

// Whether a point lies in it, border included.
using Region = std::function<bool(const Point&)>;

// Of at least three corners; sides are straight on the map of longitude and latitude. None where sides cross.
std::optional<Region> polygon(const std::vector<Point>& corners);

// By the WGS 84 geodesic.
Region around(const Point& centre, double distance_m);

}  // namespace lastmile::io
