// What the module of geographic formats (GDAL) answers. It is opened at run time, so that GDAL and its many
// libraries load only in the commands that need them; it shares nothing with the program but these types.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/exchange/features/feature_layer.h"

namespace lastmile::exchange {

// What is wrong with a file, as a rule id, a message and a hint.
struct GisRefusal {
  std::string rule;
  std::string message;
  std::string hint;
};

struct GisLayer {
  std::string name;
  std::vector<std::string> fields;
  std::string geometry;  // "Point", "Line String", ...; "None" for a table
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
  virtual std::string version() const = 0;
};

// The one function of the module, by name.
inline constexpr const char* gis_entry = "lastmile_gis";
using GisEntry = Gis* (*)(const char* program_version);  // none if the version is not its own

}  // namespace lastmile::exchange
