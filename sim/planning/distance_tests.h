// Edges and vertices that a best tree can do without because there is a cheaper way around them.
//
// The special distance of two vertices is the longest leg of the best walk between them, where required
// vertices part the walk into legs: a tree that uses a more expensive edge between the two is improved by one
// of the legs. Sources: Duin, Volgenant 1989 (special distance, degree 3, nearest vertex); Polzin, Vahdati
// Daneshmand 2001 (the three nearest terminals and a bottleneck tree instead of all pairs). O(m log n).
#pragma once

#include "sim/planning/reducer.h"

namespace lastmile::planning {

// Returns the number of edges and vertices that went.
std::size_t apply_distance_tests(Reducer& reducer);

}  // namespace lastmile::planning
