// The search for the nearest position on a line, against looking at all lines step by step.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/dice.h"
#include "tools/exchange/assembly/lines.h"

namespace lastmile::exchange::lines_test {
namespace {

// Bent lines of 1 m to 30 km around a place, with equal ones and such that run through each other.
LineSet random_lines(test::Dice& dice, const Point& around) {
  LineSet lines;
  const std::size_t count = 1 + dice.below(60);
  for (std::size_t i = 0; i < count; ++i) {
    const double reach = i % 10 == 0 ? 0.3 : i % 3 == 0 ? 0.01 : 0.001;  // degrees
    std::vector<Point> course;
    Point at{around.lon + 0.05 * (dice.fraction() - 0.5), around.lat + 0.05 * (dice.fraction() - 0.5)};
    const std::size_t bends = 2 + dice.below(4);
    for (std::size_t b = 0; b < bends; ++b) {
      course.push_back(at);
      at.lon += reach * (dice.fraction() - 0.5);
      at.lat += reach * (dice.fraction() - 0.5);
    }
    lines.add(course.data(), course.size());
  }
  return lines;
}

// The least distance to any of many positions on the lines. The true one is at most half a step less.
double least_by_steps(const LineSet& lines, const Spot& spot, std::uint32_t steps) {
  double least = 1e9;
  for (std::uint32_t line = 0; line < lines.size(); ++line)
    for (std::uint32_t v = 0; v + 1 < lines.vertex_count(line); ++v)
      for (std::uint32_t step = 0; step <= steps; ++step)
        least = std::min(least, distance_m(spot, lines.spot_at(line, {v, double(step) / steps})));
  return least;
}

TEST_CASE("The nearest position on a line is no farther than any of thousands that are tried") {
  // Also where 180 degrees and the pole are near.
  for (const Point around : {Point{7.1, 50.7}, Point{179.99, -17.0}, Point{15.0, 89.0}}) {
    for (std::uint32_t seed = 0; seed < 12; ++seed) {
      CAPTURE(around.lon);
      CAPTURE(seed);
      test::Dice dice(seed);
      const LineSet lines = random_lines(dice, around);
      const SegmentTree tree(lines, std::vector<char>(lines.size(), 1));
      for (int home = 0; home < 10; ++home) {
        const Spot spot =
            spot_of({around.lon + 0.1 * (dice.fraction() - 0.5), around.lat + 0.1 * (dice.fraction() - 0.5)});
        const auto found = tree.nearest(spot, 1e9);
        REQUIRE(found);
        // A segment of many kilometres is straight between pieces of one kilometre: 2 cm.
        CHECK(found->distance_m <= least_by_steps(lines, spot, 60) + 0.02);
        CHECK(distance_m(spot, lines.spot_at(found->line, found->at)) ==
              doctest::Approx(found->distance_m).epsilon(0.02).scale(1));
        const auto within = tree.nearest(spot, found->distance_m * 0.99);
        CHECK_FALSE(within.has_value());
        std::vector<Nearest> near;
        tree.near(spot, found->distance_m + 1e-6, ~std::uint32_t{0}, near);
        CHECK_FALSE(near.empty());
      }
    }
  }
}

}  // namespace
}  // namespace lastmile::exchange::lines_test
