// A file of the geographic formats that holds the results of a scenario: GeoPackage, GeoJSON or FlatGeobuf,
// by the ending of its name.
#pragma once

#include <optional>
#include <string>

#include "tools/exchange/gdal/load_gis.h"
#include "tools/exchange/layers/result_layers.h"

namespace lastmile::exchange {

// The format of a file named so; none if the ending is none of .gpkg, .geojson and .fgb.
std::optional<GisFormat> gis_format_of(const std::string& path);

class GisFile {
 public:
  // Opens the module of geographic formats. Throws InputRefused if it is missing, and IoFailed if the file is
  // a GeoPackage that another program has open. `path` has a known ending.
  explicit GisFile(std::string path);
  ~GisFile();

  // Writes the file, or nothing. Returns notes: how many elements have no coordinates and are left out. The
  // scenario of `result` is as result_layers needs it; `reading` names the inputs. Throws IoFailed.
  io::ProblemList write(const io::ScenarioReading& reading, const io::ResultOf& result,
                        const LayerContent& content, io::Progress& progress) const;

 private:
  void require_closed() const;

  std::string path_;
  GisFormat format_;
  LoadedGis gis_;
};

}  // namespace lastmile::exchange
