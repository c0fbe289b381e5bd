#include "tools/io/scenario/doubts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "models/plant/element.h"
#include "tools/io/base/geodesic.h"
#include "tools/io/base/text.h"

namespace lastmile::io {
namespace {

constexpr double long_drop_m = 100'000;

struct DropDistances {
  std::size_t all = 0;
  std::size_t far = 0;
  std::size_t near_if_swapped = 0;  // of those that are far

  void add(const Point& site, const Point& premises) {
    constexpr double most_lat = 90;
    if (!site.exists() || !premises.exists()) return;
    ++all;
    if (geodesic_m(site, premises) <= long_drop_m) return;
    ++far;
    if (std::abs(premises.lon) <= most_lat && geodesic_m(site, {premises.lat, premises.lon}) <= long_drop_m)
      ++near_if_swapped;
  }
};

DropDistances measure_drops(const Plant& plant, const Geometry& geometry) {
  constexpr std::size_t most = 10'000;
  const std::size_t links = plant.links.size() + plant.premises.size();
  const std::size_t step = std::max<std::size_t>(1, links / most);
  DropDistances distances;
  for (std::size_t i = 0; i < links; i += step) {
    const LinkId link{i};
    if (!is_final_link(plant, link)) continue;
    const FinalLink drop = final_link(plant, link);
    if (!drop.site.exists() || !drop.premises.exists()) continue;
    if (drop.site.value < geometry.site_points.size() &&
        drop.premises.value < geometry.premises_points.size())
      distances.add(geometry.site_points[drop.site], geometry.premises_points[drop.premises]);
  }
  return distances;
}

// Pairs of neighbours, in the order of their small letters, that are equal but for the case.
struct TwinSearch {
  std::vector<std::pair<std::size_t, std::string_view>> ids;  // by the hash of their small letters
  std::size_t twins = 0;
  std::pair<std::string_view, std::string_view> first;

  void add(const NameTable& names) {
    ids.reserve(ids.size() + names.size());
    for (std::size_t i = 0; i < names.size(); ++i)
      ids.emplace_back(std::hash<std::string>{}(lower_case(names[i])), names[i]);
  }
  void search() {
    std::sort(ids.begin(), ids.end());
    for (std::size_t i = 1; i < ids.size(); ++i) {
      if (ids[i].first != ids[i - 1].first || !equals_ignoring_case(ids[i].second, ids[i - 1].second))
        continue;
      if (twins++ == 0) first = {ids[i - 1].second, ids[i].second};
    }
  }
};

}  // namespace

void doubt_coordinates(const Plant& plant, const Geometry& geometry, Reporter& report) {
  const DropDistances drops = measure_drops(plant, geometry);
  if (2 * drops.far <= drops.all) return;
  const std::string how_many = fmt::format("{} of {} drops are longer than 100 km", drops.far, drops.all);
  if (2 * drops.near_if_swapped > drops.far)
    report.error(FixedPlace({}),
                 {"swapped-coordinates", fmt::format("coordinates look swapped: {}", how_many),
                  "lon is the longitude, east of Greenwich, and lat the latitude"});
  else
    report.note(FixedPlace({}), {"long-drops", how_many, "check the coordinates of sites and premises"});
}

void note_ids_that_differ_in_case(const Names& names, Reporter& report) {
  TwinSearch places;
  places.add(names.sites);
  places.add(names.premises);
  places.search();
  TwinSearch links;
  links.add(names.links);
  links.search();
  const std::size_t twins = places.twins + links.twins;
  if (twins == 0) return;
  const auto& [one, other] = places.twins > 0 ? places.first : links.first;
  const std::string more = twins > 1 ? fmt::format(" (and {} more like this)", twins - 1) : "";
  report.note(FixedPlace({}), {"ids-differ-in-case",
                               fmt::format("ids {} and {} differ only in the case of letters{}",
                                           io::quoted(one), io::quoted(other), more),
                               "they are different elements"});
}

}  // namespace lastmile::io
