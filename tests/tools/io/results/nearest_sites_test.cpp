// The nearest joined site of an island against all pairs of sites.
#include "tools/io/results/nearest_sites.h"

#include <doctest/doctest.h>

#include <GeographicLib/Geodesic.hpp>
#include <algorithm>

#include "sim/coverage/coverage.h"
#include "tests/support/dice.h"
#include "tests/support/sweep.h"

namespace lastmile::nearest_sites_test {

TEST_CASE("The nearest joined site is the nearest of all pairs along the geodesic") {
  test::sweep({{5, 40}, {0, 10}, {0, 10}, {50, 99}, test::Amounts::round}, {0, 300}, [](const Plant& plant) {
    const Network network = build_network(plant);
    const Coverage coverage = evaluate(plant, network);
    test::Dice dice(plant.sites.size());
    IdVector<SiteId, Point> points;
    for (std::size_t i = 0; i < plant.sites.size(); ++i) {
      const double lon = static_cast<double>(dice.between(0, 359)) - 180;
      const double lat = static_cast<double>(dice.between(0, 178)) - 89;
      points.push_back(dice.chance(85) ? Point{lon, lat} : Point{});
    }
    const std::vector<Island> islands = find_islands(plant, network, coverage.standings).largest;
    const auto nearest = io::nearest_joined_sites(plant, network, points, islands);
    REQUIRE(nearest.size() == islands.size());
    for (std::size_t i = 0; i < islands.size(); ++i) {
      std::optional<double> least;
      for (const SiteId on_island : ids<SiteId>(plant.sites.size())) {
        if (network.site_block[on_island] != islands[i].block || !points[on_island].exists()) continue;
        for (const SiteId joined : ids<SiteId>(plant.sites.size())) {
          if (!coverage.reach.path[joined].exists() || !points[joined].exists()) continue;
          double distance = 0;
          GeographicLib::Geodesic::WGS84().Inverse(points[on_island].lat, points[on_island].lon,
                                                   points[joined].lat, points[joined].lon, distance);
          least = std::min(least.value_or(distance), distance);
        }
      }
      REQUIRE(nearest[i].has_value() == least.has_value());
      if (least) CHECK(nearest[i]->distance_m == doctest::Approx(*least).epsilon(1e-12));
    }
  });
}

}  // namespace lastmile::nearest_sites_test
