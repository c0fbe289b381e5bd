// JSON Schema (2020-12) of scenario files, built from the lists that the readers use (format.h).
#pragma once

#include "tools/io/base/json.h"

namespace lastmile::io {

Json scenario_schema();

}  // namespace lastmile::io
