// The nearest of many spots.
#pragma once

#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "tools/exchange/assembly/space.h"

namespace lastmile::exchange {

// An R-tree, bulk-loaded by finish(). Build O(n log n), queries O(log n) each.
class SpotTree {
 public:
  void add(const Spot& spot, std::uint32_t number) {
    entries_.emplace_back(Corner(spot.x, spot.y, spot.z), number);
  }
  void finish() {
    tree_ = Tree(entries_);
    entries_ = {};
  }

  struct Found {
    std::uint32_t number;
    double distance_m;
  };
  // The nearest within a distance; of equals the one with the least number.
  std::optional<Found> nearest(const Spot& spot, double within_m) const {
    std::optional<Found> best;
    if (tree_.empty()) return best;
    const Corner corner(spot.x, spot.y, spot.z);
    const double distance =
        boost::geometry::distance(tree_.qbegin(boost::geometry::index::nearest(corner, 1))->first, corner);
    if (!(distance <= within_m)) return best;
    const double reach = distance * (1 + 1e-12);
    const boost::geometry::model::box<Corner> around(Corner(spot.x - reach, spot.y - reach, spot.z - reach),
                                                     Corner(spot.x + reach, spot.y + reach, spot.z + reach));
    for (auto at = tree_.qbegin(boost::geometry::index::intersects(around)); at != tree_.qend(); ++at)
      if (boost::geometry::distance(at->first, corner) <= distance && (!best || at->second < best->number))
        best = Found{at->second, distance};
    return best ? best : Found{tree_.qbegin(boost::geometry::index::nearest(corner, 1))->second, distance};
  }

 private:
  using Corner = boost::geometry::model::point<double, 3, boost::geometry::cs::cartesian>;
  using Entry = std::pair<Corner, std::uint32_t>;
  using Tree = boost::geometry::index::rtree<Entry, boost::geometry::index::rstar<16>>;
  std::vector<Entry> entries_;
  Tree tree_;
};

}  // namespace lastmile::exchange
