// The best subtree of a tree when a prize is worth so much cost, by a linear dynamic programme.
#pragma once

#include <algorithm>

#include "sim/planning/preorder_tree.h"

namespace lastmile::planning {

// The best subtree when a prize is worth `worth` units of cost: its value, cost and prize.
class Lagrange {
 public:
  explicit Lagrange(const PreorderTree& tree) : tree_(tree), rest_(tree.price.size() + 1) {}

  void solve(double worth) {
    // rest[i]: the best that positions i.. can add, all vertices above them being in the tree.
    const std::size_t n = tree_.price.size();
    rest_[n] = 0;
    for (std::size_t i = n; i-- > 0;) {
      const double take =
          worth * static_cast<double>(tree_.prize[i]) - static_cast<double>(tree_.price[i]) + rest_[i + 1];
      rest_[i] = std::max(take, rest_[i + tree_.size[i]]);
    }
    cost = prize = 0;
    for (std::size_t i = 0; i < n;) {
      if (takes(i)) {
        cost += tree_.price[i];
        prize += tree_.prize[i];
        ++i;
      } else {
        i += tree_.size[i];
      }
    }
  }
  bool takes(std::size_t i) const { return rest_[i] > rest_[i + tree_.size[i]]; }
  double value() const { return rest_[0]; }
  double rest(std::size_t i) const { return rest_[i]; }
  std::vector<std::uint32_t> taken() const {
    std::vector<std::uint32_t> positions;
    for (std::size_t i = 0; i < tree_.price.size();) {
      if (takes(i)) {
        positions.push_back(static_cast<std::uint32_t>(i));
        ++i;
      } else {
        i += tree_.size[i];
      }
    }
    return positions;
  }

  Amount cost = 0;
  Amount prize = 0;

 private:
  const PreorderTree& tree_;
  std::vector<double> rest_;
};

}  // namespace lastmile::planning
