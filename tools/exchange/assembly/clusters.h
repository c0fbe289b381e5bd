// Points that are one place.
#pragma once

#include <cstdint>
#include <vector>

#include "tools/exchange/assembly/space.h"

namespace lastmile::exchange {

// Sets with union and find (Tarjan 1975). The representative of a set is its least member.
class DisjointSets {
 public:
  explicit DisjointSets(std::size_t count) : parent_(count) {
    for (std::size_t i = 0; i < count; ++i) parent_[i] = static_cast<std::uint32_t>(i);
  }
  std::uint32_t find(std::uint32_t member) {
    while (parent_[member] != member) member = parent_[member] = parent_[parent_[member]];
    return member;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    if (a < b) parent_[b] = a;
    if (b < a) parent_[a] = b;
  }
  std::size_t size() const { return parent_.size(); }

 private:
  std::vector<std::uint32_t> parent_;
};

// For each spot the least spot of its cluster: spots within the distance of each other belong together, and
// so do those joined by others between them. Does not depend on the order of spots. Cost: O(n log n), with
// the square of the number of different spots in one small place.
std::vector<std::uint32_t> clusters_of(const std::vector<Spot>& spots, double within_m);

}  // namespace lastmile::exchange
