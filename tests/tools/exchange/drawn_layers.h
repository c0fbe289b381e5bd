// Layers of features as tests draw them, in metres east and north of a place in Bonn.
#pragma once

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "tools/exchange/features/feature_layer.h"
#include "tools/exchange/mapping/mapping.h"

namespace lastmile::test {

struct Metres {
  double east = 0;
  double north = 0;
};

// Accurate to a millimetre for one kilometre; lengths in tests are measured on the ellipsoid.
inline Point drawn(const Metres& at) {
  constexpr double lon = 7.1;
  constexpr double lat = 50.7;
  constexpr double metres_east = 70645.1;
  constexpr double metres_north = 111242.3;
  return {lon + at.east / metres_east, lat + at.north / metres_north};
}

class DrawnLayer {
 public:
  explicit DrawnLayer(std::string name, std::vector<std::string> fields = {}) {
    layer.file = name + ".geojson";
    layer.name = std::move(name);
    layer.fields = std::move(fields);
  }
  DrawnLayer& line(const std::vector<Metres>& vertices, const std::vector<std::string>& cells = {}) {
    begin(exchange::Shape::line);
    for (const Metres& vertex : vertices) layer.add_point(drawn(vertex));
    layer.end_part();
    return end(cells);
  }
  DrawnLayer& point(const Metres& at, const std::vector<std::string>& cells = {},
                    exchange::Shape shape = exchange::Shape::point) {
    begin(shape);
    layer.add_point(drawn(at));
    layer.end_part();
    return end(cells);
  }
  DrawnLayer& nothing(exchange::Shape shape, const std::vector<std::string>& cells = {}) {
    begin(shape);
    return end(cells);
  }

  exchange::FeatureLayer layer;

 private:
  void begin(exchange::Shape shape) {
    layer.begin_feature(static_cast<std::int64_t>(layer.features.size())).shape = shape;
  }
  DrawnLayer& end(const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < layer.fields.size(); ++i) layer.add_cell(i < cells.size() ? cells[i] : "");
    return *this;
  }
};

// A mapping in which each field is the key of its name.
inline exchange::LayerMapping mapped(const exchange::FeatureLayer& layer, exchange::Meaning meaning) {
  exchange::LayerMapping mapping;
  mapping.file = mapping.path = layer.file;
  mapping.layer = layer.name;
  mapping.meaning = meaning;
  for (const std::string& field : layer.fields) {
    exchange::KeySource source;
    source.field = field;
    mapping.keys.emplace_back(field, std::move(source));
  }
  return mapping;
}

inline exchange::KeySource constant(const std::string& word) {
  exchange::KeySource source;
  source.value = word;
  return source;
}

}  // namespace lastmile::test
