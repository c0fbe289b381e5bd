// Max-min fair sharing: nobody can get more without someone who has no more than he getting less.
//
// Progressive filling: the rates of all flows rise together; a flow stops at its own cap or when a resource
// on its path is full (Bertsekas and Gallager, Data Networks, 2nd ed., 6.5.2). A flow of weight w counts w
// times on every resource, so many homes that are alike are one flow. Cost: O(m log m) for m = flows + their
// resources; resources whose flows pass no other one are filled on all cores, each by itself.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/base/flat_vector.h"

namespace lastmile {

struct Flow {
  double weight = 0;
  double cap = 0;                            // the most that it can use; finite
  std::span<const std::uint32_t> resources;  // that it passes
};

// Flows one after another, without an allocation for each.
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
  // What one more flow would get beside the others. As long as it rises, none of its resources is full, so
  // the others on them have the lesser of their own rate and its; its rate is the greatest at which all still
  // fits. Cost: O(resources x log flows).
  double rate_of_one_more(const Flow& flow) const;

 private:
  // The flows that pass a resource, by rising rate, with sums over those up to each.
  struct Level {
    double rate = 0;
    double weight = 0;  // of all up to this one
    double used = 0;    // by all up to this one
  };
  void sort_levels(const Flows& flows, const FlatVector<std::uint32_t>& members);

  std::vector<double> capacities_;
  FlatVector<double> rates_;
  FlatVector<std::uint32_t> first_level_;  // by resource; of its members too
  FlatVector<Level> levels_;
};

}  // namespace lastmile
