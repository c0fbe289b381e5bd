// Writes layers as a GeoPackage, GeoJSON or FlatGeobuf.
#pragma once

#include "tools/exchange/features/gis.h"

namespace lastmile::exchange {

// As Gis::write.
void write_tables(const std::vector<GisTable>& tables, GisFormat format,
                  const std::function<void(std::string_view)>& take);

}  // namespace lastmile::exchange
