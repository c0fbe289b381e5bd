// Max-min fair sharing: no rate can be raised without lowering another rate that is not higher.
//
// Progressive filling: the rates of all flows rise together; a flow stops at its own cap or when a resource
// on its path is full (Bertsekas and Gallager, Data Networks, 2nd ed., 6.5.2). A flow of weight w counts w
// times on every resource, so identical homes form one flow. Cost: O(m log m) for m = flows + their
// resources. Resources whose flows use no other resource are filled independently, on all cores.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/base/flat_vector.h"

namespace lastmile {

struct Flow {
  double weight = 0;
  double cap = 0;                            // its maximum rate; finite
  std::span<const std::uint32_t> resources;  // that it uses
};

// Flows stored back to back, without an allocation for each.
class Flows {
 public:
  void reserve(std::size_t flows);
  void add(const Flow& flow);
  std::size_t size() const { return weight_.size(); }
  Flow operator[](std::size_t i) const {
    return {weight_[i], cap_[i], {resources_.data() + first_[i], first_[i + 1] - first_[i]}};
  }

 private:
  FlatVector<double> weight_;
  FlatVector<double> cap_;
  FlatVector<std::size_t> first_{0};
  FlatVector<std::uint32_t> resources_;
};

class MaxMinShares {
 public:
  MaxMinShares() = default;
  MaxMinShares(std::vector<double> capacities, const Flows& flows);

  // The rate of flow i.
  double rate(std::size_t flow) const { return rates_[flow]; }
  // The rate of one additional flow. While its rate rises, none of its resources is full, so each other flow
  // on them has the lower of its own rate and this one. The result is the highest rate at which everything
  // fits. Cost: O(resources x log flows).
  double rate_of_one_more(const Flow& flow) const;

 private:
  // The flows of a resource by ascending rate, with cumulative sums.
  struct Level {
    double rate = 0;
    double weight = 0;  // cumulative
    double used = 0;    // cumulative
  };
  void sort_levels(const Flows& flows, const FlatVector<std::uint32_t>& members);

  std::vector<double> capacities_;
  FlatVector<double> rates_;
  FlatVector<std::uint32_t> first_level_;  // by resource; also the first of its members
  FlatVector<Level> levels_;
};

}  // namespace lastmile
