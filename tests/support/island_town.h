// A scenario file with areas, an island, payers and works, for tests of the commands.
#pragma once

#include <string>

#include "tests/support/paths.h"

namespace lastmile::test {

inline std::string island_town() {
  return in_source("tests/support/island_town.yaml");
}
inline std::string paid_town() {
  return in_source("tests/support/paid_town.yaml");
}

}  // namespace lastmile::test
