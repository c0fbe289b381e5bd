#include "tools/io/results/nearest_sites.h"

#include <GeographicLib/Geocentric.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <limits>
#include <tuple>

#include "tools/io/base/geodesic.h"

namespace lastmile::io {
namespace {

namespace geometry = boost::geometry;

// Geocentric coordinates in metres. The nearest sites along straight lines are searched first, since an
// R-tree finds those; among all that are nearly as near the geodesics decide.
using SpacePoint = geometry::model::point<double, 3, geometry::cs::cartesian>;
using Entry = std::pair<SpacePoint, SiteId>;
constexpr std::size_t node_size = 16;
using Tree = geometry::index::rtree<Entry, geometry::index::rstar<node_size>>;

// Straight lines and geodesics of the ellipsoid rank distances alike to half a per cent.
constexpr double slack = 1.01;

SpacePoint place_of(const Point& point) {
  double x = 0;
  double y = 0;
  double z = 0;
  GeographicLib::Geocentric::WGS84().Forward(point.lat, point.lon, 0, x, y, z);
  return {x, y, z};
}

Tree joined_sites(const Plant& plant, const Network& network, const IdVector<SiteId, Point>& points) {
  std::vector<Entry> entries;
  for (const SiteId site : ids<SiteId>(plant.sites.size())) {
    const BlockId block = network.site_block[site];
    if (block.exists() && !is_island(network, block) && points[site].exists())
      entries.emplace_back(place_of(points[site]), site);
  }
  return Tree(entries);
}

double straight_distance(const Tree& joined, const SpacePoint& from) {
  return geometry::distance(joined.qbegin(geometry::index::nearest(from, 1))->first, from);
}

std::optional<NearestSite> nearest_to(const Tree& joined, const IdVector<SiteId, Point>& points,
                                      const std::vector<SiteId>& island) {
  std::vector<double> straight;
  double least = std::numeric_limits<double>::infinity();
  for (const SiteId site : island) {
    straight.push_back(straight_distance(joined, place_of(points[site])));
    least = std::min(least, straight.back());
  }
  constexpr double rounding_m = 1e-3;
  const double near = least * slack + rounding_m;
  std::optional<NearestSite> best;
  for (std::size_t i = 0; i < island.size(); ++i) {
    if (straight[i] > near) continue;
    const SpacePoint at = place_of(points[island[i]]);
    const auto corner = [&](double by) {
      return SpacePoint(geometry::get<0>(at) + by, geometry::get<1>(at) + by, geometry::get<2>(at) + by);
    };
    const geometry::model::box<SpacePoint> around(corner(-near), corner(near));
    for (auto found = joined.qbegin(geometry::index::intersects(around)); found != joined.qend(); ++found) {
      const NearestSite candidate{island[i], found->second,
                                  geodesic_m(points[island[i]], points[found->second])};
      const auto rank = [](const NearestSite& of) { return std::tuple(of.distance_m, of.joined_site); };
      if (!best || rank(candidate) < rank(*best)) best = candidate;
    }
  }
  return best;
}

}  // namespace

std::vector<std::optional<NearestSite>> nearest_joined_sites(const Plant& plant, const Network& network,
                                                             const IdVector<SiteId, Point>& points,
                                                             const std::vector<Island>& islands) {
  std::vector<std::optional<NearestSite>> nearest(islands.size());
  if (points.empty() || islands.empty()) return nearest;
  IdVector<BlockId, std::uint32_t> number_of(network.block_parent.size(), std::uint32_t(islands.size()));
  for (std::size_t i = 0; i < islands.size(); ++i)
    number_of[islands[i].block] = static_cast<std::uint32_t>(i);
  std::vector<std::vector<SiteId>> sites(islands.size());
  for (const SiteId site : ids<SiteId>(plant.sites.size())) {
    const BlockId block = network.site_block[site];
    if (block.exists() && number_of[block] < islands.size() && points[site].exists())
      sites[number_of[block]].push_back(site);
  }
  const Tree joined = joined_sites(plant, network, points);
  if (joined.empty()) return nearest;
  for (std::size_t i = 0; i < islands.size(); ++i) nearest[i] = nearest_to(joined, points, sites[i]);
  return nearest;
}

}  // namespace lastmile::io
