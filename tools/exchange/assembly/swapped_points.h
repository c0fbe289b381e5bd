// Points whose longitude and latitude were exchanged.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "tools/exchange/assembly/spot_tree.h"
#include "tools/exchange/assembly/workspace.h"
#include "tools/io/base/geodesic.h"

namespace lastmile::exchange {

// Features far from everything that are near with longitude and latitude exchanged; one error for each layer.
class SwappedPoints {
 public:
  SwappedPoints(const Workspace& work, const SegmentTree& lines, const SpotTree& sites)
      : work_(work), lines_(lines), sites_(sites) {}

  // To the nearest line or site; none if there is none within a distance.
  std::optional<double> distance_m(const Point& at, double within_m) const {
    const Spot spot = spot_of(at);
    std::optional<Point> nearest;
    if (const auto line = lines_.nearest(spot, within_m)) {
      nearest = point_of(work_.out.lines.spot_at(line->line, line->at));
      within_m = line->distance_m;
    }
    if (const auto site = sites_.nearest(spot, within_m)) nearest = work_.points[site->number].at;
    return nearest ? std::optional(io::geodesic_m(at, *nearest)) : std::nullopt;
  }
  // A feature at this distance from what it belongs to, or from all that there is.
  void consider(const Origin& origin, const Point& at, double distance_m) {
    constexpr double far_m = 100'000;  // as `check` has it
    if (distance_m <= far_m || std::abs(at.lon) > 90) return;
    const auto exchanged = this->distance_m({at.lat, at.lon}, far_m);
    if (!exchanged) return;
    Found& found =
        found_.try_emplace(origin.layer, Found{origin.feature, distance_m, *exchanged}).first->second;
    ++found.count;
  }
  void report(io::ProblemList& problems) const {
    for (const auto& [layer, found] : found_) {
      const LayerValues& values = work_.values[layer];
      const std::string more = found.count > 1 ? fmt::format(", like {} more", found.count - 1) : "";
      io::Reporter(work_.layers[layer].file, problems)
          .error(io::FixedPlace(values.mark(found.feature), values.place(found.feature)),
                 {"swapped-coordinates",
                  fmt::format("it lies {:.0f} km from the network, and {:.1f} km with longitude and latitude "
                              "exchanged{}",
                              found.distance_m / 1000, found.exchanged_m / 1000, more),
                  "exchange the two coordinates"});
    }
  }

 private:
  struct Found {
    std::uint32_t feature;  // the first
    double distance_m;
    double exchanged_m;
    std::size_t count = 0;
  };
  const Workspace& work_;
  const SegmentTree& lines_;
  const SpotTree& sites_;                 // numbers are those of points
  std::map<std::uint32_t, Found> found_;  // by layer
};

}  // namespace lastmile::exchange
