// Simulated worlds on many machines.
#pragma once

#include "sim/reliability/worlds.h"
#include "tools/ranks/ranks.h"

namespace lastmile::ranks {

// A step of work (Ranks::share) in which each piece is a batch of worlds. Returns all worlds on rank 0; on
// others worlds in which nobody is served, so that they can take the same steps.
Worlds share_worlds(Ranks& ranks, const WorldParts& parts);

}  // namespace lastmile::ranks
