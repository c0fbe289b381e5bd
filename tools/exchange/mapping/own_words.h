// The meaning of files that say it themselves: OFDS and GraphML, whose readers use the names of tables.
#pragma once

#include <string>

#include "tools/exchange/features/feature_layer.h"
#include "tools/exchange/mapping/mapping.h"

namespace lastmile::exchange {

// Fields named like a key of a table are that key.
LayerMapping mapping_by_names(const FeatureLayer& layer, Meaning meaning);

// Forgets the keys for coordinates, once features have their geometry.
void remove_coordinates(LayerMapping& mapping);

// The keys that elements of a meaning can have, in the order of the tables, with `name`; drop_... for a drop.
std::vector<std::string> known_keys(Meaning meaning);

}  // namespace lastmile::exchange
