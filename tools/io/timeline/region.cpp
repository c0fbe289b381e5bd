#include "tools/io/timeline/region.h"

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <cmath>

#include "tools/io/base/geodesic.h"

namespace lastmile::io {
namespace {

namespace geometry = boost::geometry;
using MapPoint = geometry::model::d2::point_xy<double>;

MapPoint on_map(const Point& point) {
  return {point.lon, point.lat};
}

}  // namespace

std::optional<Region> polygon(const std::vector<Point>& corners) {
  geometry::model::polygon<MapPoint> shape;
  for (const Point& corner : corners) geometry::append(shape, on_map(corner));
  geometry::correct(shape);
  if (!geometry::is_valid(shape)) return std::nullopt;
  return [shape](const Point& point) { return geometry::covered_by(on_map(point), shape); };
}

Region around(const Point& centre, double distance_m) {
  // The shortest degree of latitude; most distant points are excluded by it without a geodesic.
  constexpr double least_m_per_degree = 110'500;
  return [centre, distance_m](const Point& point) {
    if (std::abs(point.lat - centre.lat) * least_m_per_degree > distance_m) return false;
    return geodesic_m(centre, point) <= distance_m;
  };
}

}  // namespace lastmile::io
