// Costs as the solvers see them: money first, then the number of works.
#pragma once

#include <numeric>
#include <vector>

#include "sim/planning/amounts.h"
#include "sim/planning/rooted_graph.h"

namespace lastmile::planning {

inline double sum_of(const std::vector<double>& amounts) {
  return std::accumulate(amounts.begin(), amounts.end(), 0.0);
}

inline std::vector<double> costs_of(const RootedGraph& graph) {
  std::vector<double> costs = graph.vertex_cost;
  costs[graph.root] = 0;
  for (const RootedGraph::Edge& e : graph.edges) costs.push_back(e.cost);
  return costs;
}

// How many whole units an amount holds, rounded down.
constexpr Amount units_in(Amount amount, Amount unit) {
  return amount >= 0 ? amount / unit : -((-amount + unit - 1) / unit);
}

// A whole amount of money counts `unit`, a work 1 more, and the unit exceeds the number of works: so of trees
// of the same cost the one with fewer works is cheaper. Where no works are known, or the numbers would get
// too large, the unit is 1 and works do not count.
class CostScale {
 public:
  // `copies` as for AmountScale.
  CostScale(const RootedGraph& graph, double copies) : money_(costs_of(graph), copies) {
    const double works = static_cast<double>(graph.work_count());
    if (works == 0) return;
    const AmountScale ordered(costs_of(graph), copies, works + 1);
    if (!ordered.is_exact()) return;
    money_ = ordered;
    unit_ = static_cast<Amount>(works) + 1;
  }

  const AmountScale& money() const { return money_; }
  Amount unit() const { return unit_; }
  Amount whole(double cost, bool is_work) const {
    return unit_ == 1 ? money_.whole(cost) : unit_ * money_.whole(cost) + (is_work ? 1 : 0);
  }
  // All amounts whose money is at most that of `limit`.
  Amount most(Amount limit) const { return limit * unit_ + unit_ - 1; }
  // The money of an amount, or of a bound that no amount is below.
  double back(Amount amount) const { return money_.back(floored(amount)); }
  Amount floored(Amount amount) const { return units_in(amount, unit_); }

 private:
  AmountScale money_;
  Amount unit_ = 1;
};

// Cost and prizes left out as the solver sees them: a whole amount counts `unit`, which exceeds what orders
// trees of the same objective. For a value that is their cost, then their works; or, where the numbers would
// get too large for that, their works alone.
class ValueScale {
 public:
  // `amounts` are all costs and prizes, `copies` as for AmountScale.
  ValueScale(const RootedGraph& graph, const std::vector<double>& amounts, double copies, bool orders_by_cost)
      : scale_(amounts, copies) {
    const double works = static_cast<double>(graph.work_count());
    if (works == 0) return;
    if (!orders(amounts, copies, works + 1)) return;
    work_ = 1;
    const double most_cost = sum_of(costs_of(graph)) * scale_.factor();
    const Amount unit = unit_;
    // The cost has its own steps between those of the objective.
    if (orders_by_cost && orders(amounts, copies, (std::round(most_cost) + 2) * (works + 1))) step_ = unit;
  }

  Amount whole(double cost, bool is_work) const {
    return (unit_ + step_) * scale_.whole(cost) + (is_work ? work_ : 0);
  }
  Amount prize(double amount) const { return unit_ * scale_.whole(amount); }
  Amount unit() const { return unit_; }
  const AmountScale& amounts() const { return scale_; }
  double back(Amount amount) const { return scale_.back(units_in(amount, unit_)); }

 private:
  bool orders(const std::vector<double>& amounts, double copies, double steps) {
    if (!(steps < 0x1p50)) return false;
    // Costs count their steps on top.
    const AmountScale finer(amounts, copies, 2 * steps);
    if (!finer.is_exact()) return false;
    scale_ = finer;
    unit_ = static_cast<Amount>(steps);
    return true;
  }
  AmountScale scale_;
  Amount unit_ = 1;  // of the objective
  Amount step_ = 0;  // of the cost
  Amount work_ = 0;
};

}  // namespace lastmile::planning
