// A tree around a source, flat, and a plan in it.
#pragma once

#include <vector>

#include "sim/planning/steiner_problem.h"

namespace lastmile::planning {

// Vertices in preorder without the root: price is that of the vertex with the edge that leads to it, size
// counts the vertex and all below it.
struct PreorderTree {
  std::vector<Amount> price;
  std::vector<Amount> prize;
  std::vector<std::uint32_t> size;
};

struct TreePlan {
  bool feasible = false;
  Amount cost = 0;
  Amount prize = 0;
  Amount bound = 0;  // on the prize within a budget (none has more), on the cost for a target (none has less)
  std::vector<std::uint32_t> taken;  // positions, ascending
  bool is_complete = false;          // nothing was dropped: of plans as good none comes before it
  bool is_work_limited = false;      // the gap is left by the limit of work, not by a deadline
};

}  // namespace lastmile::planning
