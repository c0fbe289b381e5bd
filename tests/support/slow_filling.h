// Max-min shares, found slowly.
#pragma once

#include <cstddef>
#include <vector>

namespace lastmile::oracle {

struct FlowOnPath {
  double weight = 0;
  double cap = 0;
  std::vector<std::size_t> resources;
};

// Max-min shares by progressive filling, every figure summed up anew at every step: O(flows^2 x resources).
// A flow of weight 0 uses nothing; it stops where one of next to nothing would.
std::vector<double> fill_slowly(const std::vector<double>& capacities, const std::vector<FlowOnPath>& flows);

}  // namespace lastmile::oracle
