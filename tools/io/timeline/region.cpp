#include "tools/io/timeline/region.h"

#include <GeographicLib/Geodesic.hpp>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <cmath>

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
    double metres = 0;
    GeographicLib::Geodesic::WGS84().Inverse(centre.lat, centre.lon, point.lat, point.lon, metres);
    return metres <= distance_m;
  };
}

}  // namespace lastmile::io
