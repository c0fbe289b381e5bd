// A network after works, judged.
#pragma once

#include "sim/coverage/coverage.h"

namespace lastmile::io {

struct JudgedNetwork {
  Plant plant;
  Network network;
  Coverage coverage;
};

}  // namespace lastmile::io
