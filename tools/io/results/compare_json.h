// Several results side by side, and what differs: lastmile.compare.v1.
#pragma once

#include <vector>

#include "tools/io/results/result_json.h"

namespace lastmile::io {

// `results` in order, then `differences`: for each result after the first its ladder, unserved, backbone and
// final_links with every number less that of the first. Causes that only one of them has count as 0 in the
// other. Amounts of money are null where the currencies differ: money of two currencies is never subtracted.
Json compare_json(std::vector<Json> results);

}  // namespace lastmile::io
