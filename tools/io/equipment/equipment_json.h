// The equipment library as JSON.
#pragma once

#include "models/access/equipment.h"
#include "tools/io/base/json.h"

namespace lastmile::io {

// Every figure of every entry, by the keys of the YAML; null for a capacity that is not shared.
Json equipment_json(const Equipment& equipment);

}  // namespace lastmile::io
