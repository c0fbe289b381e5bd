// What the module of geographic formats (GDAL) answers. It is opened at run time, so that GDAL and its many
// libraries load only in the commands that need them; it shares nothing with the program but these types.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/exchange/features/feature_layer.h"

namespace lastmile::exchange {

// What is wrong with a file, as a rule id, a message and a hint.
struct GisRefusal {
  std::string rule;
  std::string message;
  std::string hint;
};

enum class FieldType : std::uint8_t { text, whole, real, truth };

struct GisLayer {
  std::string name;
  std::vector<std::string> fields;
  std::vector<FieldType> types;  // of the fields; text for all that is no number
  std::string geometry;          // "Point", "Line String", ...; "None" for a table
  std::string crs;               // its code, as "EPSG:4326"; else its name; empty if the file does not say it
};

struct GisRequest {
  std::string file;
  std::string layer;
  std::string where;                // attribute filter in OGR SQL; empty for all
  std::vector<std::string> fields;  // that are read; all are in the layer
  std::string x_field, y_field;     // coordinates in these fields instead of a geometry; both or neither
  bool fields_are_degrees = false;  // they are longitude and latitude
  std::string crs;                  // of a layer that does not say its own; may be empty
  std::string encoding;             // of a Shapefile that does not say its own; may be empty
};

// A layer to be written. Each feature has one part of one point, or one part of a line; an empty cell is no
// value.
struct GisTable {
  FeatureLayer content;
  std::vector<FieldType> types;  // of its fields
  bool is_lines = false;         // otherwise points
  std::string style;             // as QGIS has it (QML); only a GeoPackage keeps it
};

enum class GisFormat : std::uint8_t { geopackage, geojson, flatgeobuf };

class Gis {
 public:
  Gis() = default;
  Gis(const Gis&) = delete;
  Gis& operator=(const Gis&) = delete;
  virtual ~Gis() = default;

  // The layers of a file. Throws GisRefusal.
  virtual std::vector<GisLayer> layers_of(const std::string& file) = 0;
  // Throws GisRefusal.
  virtual FeatureLayer read(const GisRequest& request) = 0;
  // Whether a text names a coordinate reference system for `GisRequest::crs`.
  virtual bool knows_crs(const std::string& crs) = 0;
  // Passes the bytes of a file with these layers to `take`, in order. All positions are in WGS 84
  // (EPSG:4326). A GeoPackage has a layer for each table. The other formats hold a single layer: it has all
  // features and all fields, and before them a field `layer` with the name of the table. Every format keeps
  // the order of features. Throws GisRefusal, and what `take` throws. Cost: the file is held in memory once
  // more.
  virtual void write(const std::vector<GisTable>& tables, GisFormat format,
                     const std::function<void(std::string_view)>& take) = 0;
  virtual std::string version() const = 0;
};

}  // namespace lastmile::exchange
