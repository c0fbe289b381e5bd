// Features of one layer as a reader found them: text attributes and geometry in WGS 84 degrees. What they
// mean for a network is decided later, by a mapping. Flat arrays: no allocation per feature.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/base/point.h"

namespace lastmile::exchange {

enum class Shape : std::uint8_t {
  none,    // no geometry, or an empty one
  point,   // one part of one point
  line,    // one or more parts of at least two points
  area,    // its centroid, as one part of one point
  other,   // several points, or a collection
  outside  // coordinates that are no longitude and latitude; no parts
};

struct Feature {
  std::int64_t number = 0;  // the feature's own id within its layer
  Shape shape = Shape::none;
  std::uint32_t line = 1;  // where it is written, if the file is text
  std::uint32_t column = 1;
  std::uint32_t first_part = 0;
  std::uint32_t part_count = 0;
};

class FeatureLayer {
 public:
  std::string file;
  std::string name;
  std::vector<std::string> fields;
  std::vector<Feature> features;
  std::vector<Point> points;            // of all parts
  std::vector<std::uint64_t> part_end;  // of each part: the index behind its last point
  std::string text;                     // of all cells
  std::vector<std::uint64_t> cell_end;  // of each cell, feature by feature
  std::vector<std::string> notes;       // what the reader had to assume

  // The value of a field; empty if it has none.
  std::string_view cell(std::size_t feature, std::size_t field) const {
    const std::size_t at = feature * fields.size() + field;
    const std::uint64_t begin = at == 0 ? 0 : cell_end[at - 1];
    return std::string_view(text).substr(begin, cell_end[at] - begin);
  }
  std::uint64_t part_begin(std::size_t part) const { return part == 0 ? 0 : part_end[part - 1]; }
  const Point* part(std::size_t part) const { return points.data() + part_begin(part); }
  std::size_t part_size(std::size_t part) const { return part_end[part] - part_begin(part); }

  // A feature is added in this order: begin_feature, its points and end_part for each part, a cell for each
  // field.
  Feature& begin_feature(std::int64_t number) {
    Feature& feature = features.emplace_back();
    feature.number = number;
    feature.first_part = static_cast<std::uint32_t>(part_end.size());
    return feature;
  }
  void add_point(Point point) { points.push_back(point); }
  void end_part() {
    part_end.push_back(points.size());
    ++features.back().part_count;
  }
  // Takes back all parts of the last feature.
  void drop_parts() {
    Feature& feature = features.back();
    part_end.resize(feature.first_part);
    points.resize(part_end.empty() ? 0 : part_end.back());
    feature.part_count = 0;
  }
  void add_cell(std::string_view value) {
    text += value;
    cell_end.push_back(text.size());
  }
};

inline bool is_on_earth(const Point& point) {
  return point.lon >= -180 && point.lon <= 180 && point.lat >= -90 && point.lat <= 90;
}

}  // namespace lastmile::exchange
