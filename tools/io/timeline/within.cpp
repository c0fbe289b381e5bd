#include "tools/io/timeline/within.h"

#include <fmt/format.h>

#include <cmath>

#include "tools/io/base/text.h"
#include "tools/io/yaml/keys.h"

namespace lastmile::io {
namespace {

// Whether a side of the polygon probably crosses the antimeridian.
bool spans_half_the_world(const std::vector<Point>& corners) {
  constexpr double half = 180;  // degrees
  for (std::size_t i = 0; i < corners.size(); ++i)
    if (std::abs(corners[i].lon - corners[(i + 1) % corners.size()].lon) > half) return true;
  return false;
}

std::optional<Region> read_polygon(const YamlNode& node, const std::string& path, Reporter& report) {
  const std::uint64_t errors_before = report.error_count();
  const std::vector<Point> corners =
      points_of(node, path, "polygon: [[7.0, 50.6], [7.2, 50.6], [7.1, 50.8]]", report);
  if (node.kind != YamlNode::Kind::list || report.error_count() > errors_before) return std::nullopt;
  const FixedPlace place(node.mark, path);
  if (corners.size() < 3) {
    report.error(place,
                 {"not-a-polygon", fmt::format("must have at least 3 corners, but has {}", corners.size())});
    return std::nullopt;
  }
  if (spans_half_the_world(corners)) {
    report.error(place, {"not-a-polygon", "a side spans more than 180 degrees of longitude",
                         "split it at 180 degrees with any: [{within: ...}, {within: ...}]"});
    return std::nullopt;
  }
  auto region = polygon(corners);
  if (!region)
    report.error(place, {"not-a-polygon", "the sides cross or enclose no area",
                         "list the corners in order around the polygon"});
  return region;
}

// A point, or the id of a site or premises with coordinates.
std::optional<Point> read_centre(const YamlNode& node, const std::string& path,
                                 const Surroundings& surroundings, Reporter& report) {
  const Names& names = surroundings.scenario.names;
  if (node.kind != YamlNode::Kind::scalar) return point_of(node, path, report);
  const FixedPlace place(node.mark, path);
  const auto site = names.sites.find(node.text);
  const auto premises = names.premises.find(node.text);
  if (!site && !premises) {
    report.error(place, unknown_element("site or premises", node.text, surroundings.scenario, report));
    return std::nullopt;
  }
  const Point point =
      site ? surroundings.site_points[SiteId{*site}] : surroundings.premises_points[PremisesId{*premises}];
  if (point.exists()) return point;
  report.error(place, {"no-coordinates", fmt::format("{} has no lon and lat", io::quoted(node.text))});
  return std::nullopt;
}

struct WithinReading {
  const Surroundings& surroundings;
  std::optional<Region> polygon = {};
  std::optional<double> distance_m = {};
  std::optional<Point> centre = {};
  bool has_polygon = false;
  bool has_distance = false;
  bool has_centre = false;
};

const Keys<WithinReading>& within_keys() {
  using Reading = WithinReading;
  const Json corners = {{"type", "array"}, {"items", point_schema()}, {"minItems", 3}};
  static const Keys<Reading> keys = {
      {"polygon", corners,
       [](Reading& reading, const YamlNode& node, const std::string& path, Reporter& report) {
         reading.has_polygon = true;
         reading.polygon = read_polygon(node, path, report);
       }},
      {"distance_m", type_schema(CellType::amount),
       [](Reading& reading, const YamlNode& node, const std::string& path, Reporter& report) {
         reading.has_distance = true;
         reading.distance_m = amount_of(node, path, report);
       }},
      {"of",
       {{"anyOf", {text_or_nothing(), point_schema()}}},
       [](Reading& reading, const YamlNode& node, const std::string& path, Reporter& report) {
         reading.has_centre = true;
         reading.centre = read_centre(node, path, reading.surroundings, report);
       }},
  };
  return keys;
}

}  // namespace

std::optional<Region> read_within(const YamlNode& node, const std::string& path,
                                  const Surroundings& surroundings, Reporter& report) {
  WithinReading reading{surroundings};
  if (!read_mapping(node, within_keys(), path, reading, report)) return std::nullopt;
  const bool has_both = reading.has_distance && reading.has_centre;
  const bool has_either = reading.has_distance || reading.has_centre;
  if (reading.has_polygon ? has_either : !has_both) {
    report.error(FixedPlace(node.mark, path),
                 {"missing-key", "must have either polygon, or both distance_m and of",
                  "write {polygon: [[lon, lat], ...]} or {distance_m: 500, of: ID}"});
    return std::nullopt;
  }
  if (reading.has_polygon) return reading.polygon;
  return reading.distance_m && reading.centre ? std::optional{around(*reading.centre, *reading.distance_m)}
                                              : std::nullopt;
}

Json within_schema() {
  Json within = schema_of(within_keys());
  const Json by_corners = {{"required", {"polygon"}}, {"maxProperties", 1}};
  const Json by_distance = {{"required", {"distance_m", "of"}}, {"maxProperties", 2}};
  within["anyOf"] = {by_corners, by_distance};
  return within;
}

}  // namespace lastmile::io
