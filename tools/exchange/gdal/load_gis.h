// Opens the module of geographic formats, which is built only with the CMake option LASTMILE_GIS.
#pragma once

#include <memory>
#include <string>

#include "tools/exchange/features/gis.h"

namespace lastmile::exchange {

struct LoadedGis {
  std::unique_ptr<Gis> module;
  std::string why_not;  // if there is none
};

// Looks beside the program, then where `cmake --install` puts the module. It stays loaded until the end.
LoadedGis load_gis();

}  // namespace lastmile::exchange
