// Problems as `check --format json` prints them.
#pragma once

#include "tools/io/base/json.h"
#include "tools/io/problems/problem.h"

namespace lastmile::io {

Json problems_json(const ProblemList& problems);

}  // namespace lastmile::io
