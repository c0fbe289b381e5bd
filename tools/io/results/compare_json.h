// Several results side by side, and their differences: lastmile.compare.v1.
#pragma once

#include <vector>

#include "tools/io/results/result_json.h"

namespace lastmile::io {

// `results` in order, then `differences`: for each result after the first its ladder, unserved, backbone and
// final_links, each number minus that of the first result. A cause that one of them lacks counts as 0 there.
// Amounts of money are null if the currencies differ.
Json compare_json(std::vector<Json> results);

}  // namespace lastmile::io
