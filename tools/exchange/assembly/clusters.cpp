#include "tools/exchange/assembly/clusters.h"

#include <algorithm>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <iterator>
#include <numeric>
#include <tuple>

namespace lastmile::exchange {

std::vector<std::uint32_t> clusters_of(const std::vector<Spot>& spots, double within_m) {
  namespace geometry = boost::geometry;
  using Corner = geometry::model::point<double, 3, geometry::cs::cartesian>;
  using Entry = std::pair<Corner, std::uint32_t>;

  DisjointSets sets(spots.size());
  std::vector<std::uint32_t> order(spots.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto key = [&](std::uint32_t i) { return std::tuple(spots[i].x, spots[i].y, spots[i].z, i); };
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  std::vector<Entry> different;  // of equal spots only the first
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Spot& spot = spots[order[i]];
    if (i > 0 && spot == spots[order[i - 1]])
      sets.join(order[i - 1], order[i]);
    else
      different.emplace_back(Corner(spot.x, spot.y, spot.z), order[i]);
  }
  if (within_m > 0) {
    const geometry::index::rtree<Entry, geometry::index::rstar<16>> tree(different);
    std::vector<Entry> near;
    for (const Entry& entry : different) {
      const Spot& spot = spots[entry.second];
      const geometry::model::box<Corner> around(
          Corner(spot.x - within_m, spot.y - within_m, spot.z - within_m),
          Corner(spot.x + within_m, spot.y + within_m, spot.z + within_m));
      near.clear();
      tree.query(geometry::index::intersects(around), std::back_inserter(near));
      for (const Entry& other : near)
        if (distance_m(spot, spots[other.second]) <= within_m) sets.join(entry.second, other.second);
    }
  }
  std::vector<std::uint32_t> least(spots.size());
  for (std::uint32_t i = 0; i < spots.size(); ++i) least[i] = sets.find(i);
  return least;
}

}  // namespace lastmile::exchange
