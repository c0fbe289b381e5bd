#include "tools/exchange/gdal/load_gis.h"

#include "tools/io/base/version.h"

namespace lastmile::exchange {

LoadedGis load_gis() {
#ifdef LASTMILE_GIS
  return io::open_module<Gis>("lastmile_gis", std::string{io::lastmile_version});
#else
  return {nullptr, "lastmile was built with LASTMILE_GIS=OFF"};
#endif
}

}  // namespace lastmile::exchange
