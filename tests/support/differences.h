// The differences of a result from the expected one, as readable lines. Numbers may differ by 1e-9 of the
// larger one (by 1e-9 below 1); everything else has to be the same, but for the order of the keys of a JSON
// object.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lastmile::test {

using Json = nlohmann::ordered_json;
using Differences = std::vector<std::string>;

Differences differences(const Json& expected, const Json& got);
// Tables as CSV without quotes, cell by cell.
Differences table_differences(const std::string& expected, const std::string& got);

}  // namespace lastmile::test
