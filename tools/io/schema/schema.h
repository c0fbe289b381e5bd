// The JSON Schema (2020-12) of scenario files, made from the same lists that the readers follow (format.h).
#pragma once

#include "tools/io/base/json.h"

namespace lastmile::io {

Json scenario_schema();

}  // namespace lastmile::io
