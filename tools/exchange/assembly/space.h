// Positions as geocentric coordinates in metres, in which near things are near everywhere on the earth: no
// projection, no edge at 180 degrees. Straight lines here differ from geodesics by 2 cm for one kilometre.
#pragma once

#include <cmath>

#include "models/base/point.h"

namespace lastmile::exchange {

struct Spot {
  double x = 0, y = 0, z = 0;

  Spot operator-(const Spot& o) const { return {x - o.x, y - o.y, z - o.z}; }
  Spot operator+(const Spot& o) const { return {x + o.x, y + o.y, z + o.z}; }
  Spot operator*(double by) const { return {x * by, y * by, z * by}; }
  double dot(const Spot& o) const { return x * o.x + y * o.y + z * o.z; }
  bool operator==(const Spot&) const = default;
};

Spot spot_of(const Point& point);
Point point_of(const Spot& spot);

inline double distance_m(const Spot& a, const Spot& b) {
  const Spot way = a - b;
  return std::sqrt(way.dot(way));
}

// The share of the way from a to b at which it comes nearest to p, 0 to 1.
inline double nearest_share(const Spot& p, const Spot& a, const Spot& b) {
  const Spot way = b - a;
  const double square = way.dot(way);
  if (square <= 0) return 0;
  return std::fmin(1, std::fmax(0, (p - a).dot(way) / square));
}

}  // namespace lastmile::exchange
