#include "tools/exchange/assembly/space.h"

#include <GeographicLib/Geocentric.hpp>

namespace lastmile::exchange {

Spot spot_of(const Point& point) {
  Spot spot;
  GeographicLib::Geocentric::WGS84().Forward(point.lat, point.lon, 0, spot.x, spot.y, spot.z);
  return spot;
}

Point point_of(const Spot& spot) {
  Point point;
  double height = 0;
  GeographicLib::Geocentric::WGS84().Reverse(spot.x, spot.y, spot.z, point.lat, point.lon, height);
  return point;
}

}  // namespace lastmile::exchange
