// Coordinates of any coordinate reference system as longitude and latitude, by PROJ.
//
// PROJ and its database are opened when the first Projection is made, and not before: the program starts as
// fast as without them, and does not need them for scenarios in longitude and latitude.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "models/base/point.h"

namespace lastmile::io {

// Whether the text has the form EPSG:25832, in any case of letters.
bool looks_like_crs(std::string_view text);

// From one coordinate reference system to WGS 84. To be used by one thread at a time.
class Projection {
 public:
  // None if the EPSG register as PROJ has it holds no such system with horizontal coordinates. Throws
  // IoFailed if PROJ or its database is not installed. Cost: about 20 milliseconds the first time, 5 later.
  static std::unique_ptr<Projection> open(const std::string& crs);
  ~Projection();
  Projection(const Projection&) = delete;
  Projection& operator=(const Projection&) = delete;

  // x counts eastwards and y northwards (or they are longitude and latitude), whatever the order in the
  // register. None where the system does not reach. Cost: about a microsecond.
  std::optional<Point> to_wgs84(double x, double y) const;

 private:
  struct Opened;
  explicit Projection(std::unique_ptr<Opened> opened);
  std::unique_ptr<Opened> opened_;
};

// The coordinate reference system that a scenario names for its x and y.
struct NamedCrs {
  std::string name;                        // empty if there is none
  std::unique_ptr<Projection> projection;  // null also if the name was refused
};

}  // namespace lastmile::io
