// The files that a result was computed from: name, size and hash of each.
#pragma once

#include "tools/io/base/json.h"
#include "tools/io/files/input_file.h"

namespace lastmile::io {

Json inputs_json(const std::vector<InputRecord>& inputs);

}  // namespace lastmile::io
