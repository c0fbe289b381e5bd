// Opens the module for work on many machines, which is built only with the CMake option LASTMILE_MPI.
#pragma once

#include "tools/ranks/launch.h"
#include "tools/ranks/ranks.h"

namespace lastmile::ranks {

struct OpenedRanks {
  std::unique_ptr<Ranks> ranks;
  std::string why_not;  // if there are none; ends with what to do
};
// For a process that was launched so. Takes about 0.3 s.
OpenedRanks open_ranks(const Launch& launch);

}  // namespace lastmile::ranks
