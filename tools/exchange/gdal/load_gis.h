// Opens the module of geographic formats, which is built only with the CMake option LASTMILE_GIS.
#pragma once

#include "tools/exchange/features/gis.h"
#include "tools/io/base/open_module.h"

namespace lastmile::exchange {

using LoadedGis = io::OpenedModule<Gis>;
LoadedGis load_gis();

}  // namespace lastmile::exchange
