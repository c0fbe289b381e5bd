#include "sim/planning/tree_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/planning/tree_branching.h"
#include "sim/planning/tree_lagrange.h"
#include "sim/planning/tree_states.h"

namespace lastmile::planning {
namespace {

constexpr std::size_t most_states_at_once = 6'000'000;

// One knapsack for both questions: `limit` bounds the cost (budget) or the prize from below (target).
class Knapsack {
 public:
  Knapsack(const PreorderTree& tree, bool is_budget, Amount limit, const SearchControl& control)
      : tree_(tree), is_budget_(is_budget), limit_(limit), control_(control), lagrange_(tree) {}

  TreePlan solve();

 private:
  bool meets(Amount cost, Amount prize) const { return is_budget_ ? cost <= limit_ : prize >= limit_; }
  bool better(Amount cost, Amount prize) const {
    if (!plan_.feasible) return true;
    if (is_budget_) return prize != plan_.prize ? prize > plan_.prize : cost < plan_.cost;
    return cost != plan_.cost ? cost < plan_.cost : prize > plan_.prize;
  }
  void offer(Amount cost, Amount prize, std::vector<std::uint32_t> taken) {
    if (!meets(cost, prize) || !better(cost, prize)) return;
    plan_.feasible = true;
    plan_.cost = cost;
    plan_.prize = prize;
    plan_.taken = std::move(taken);
  }
  void bisect();
  void fill();
  double bound_at(double worth, const Lagrange& at) const;
  void search();

  const PreorderTree& tree_;
  bool is_budget_;
  Amount limit_;
  const SearchControl& control_;
  Lagrange lagrange_;
  double worth_ = 1;
  double bound_ = 0;
  TreePlan plan_;
};

double Knapsack::bound_at(double worth, const Lagrange& at) const {
  const double limit = static_cast<double>(limit_);
  return is_budget_ ? (at.value() + limit) / worth : worth * limit - at.value();
}

void Knapsack::bisect() {
  const double total_cost =
      static_cast<double>(std::accumulate(tree_.price.begin(), tree_.price.end(), Amount{0})) + 1;
  const auto least_prize = [&] {
    Amount least = 0;
    for (const Amount p : tree_.prize)
      if (p > 0 && (least == 0 || p < least)) least = p;
    return static_cast<double>(std::max<Amount>(least, 1));
  };
  double low = 0, high = 2 * total_cost / least_prize();
  bound_ = is_budget_
               ? static_cast<double>(std::accumulate(tree_.prize.begin(), tree_.prize.end(), Amount{0}))
               : 0;
  double best = is_budget_ ? bound_ : 0;
  worth_ = high;
  double try_next = high;
  double ratio_low = 0;
  for (int step = 0; step < 80; ++step) {
    lagrange_.solve(try_next);
    const double bound = bound_at(try_next, lagrange_);
    if (is_budget_ ? bound < best : bound > best) {
      best = bound;
      worth_ = try_next;
    }
    if (meets(lagrange_.cost, lagrange_.prize) && better(lagrange_.cost, lagrange_.prize))
      offer(lagrange_.cost, lagrange_.prize, lagrange_.taken());
    const bool enough = is_budget_ ? lagrange_.cost > limit_ : lagrange_.prize >= limit_;
    if (step == 0 && (is_budget_ ? !enough : false)) break;  // everything fits
    (enough ? high : low) = try_next;
    if (!enough) ratio_low = try_next;
    // First by orders of magnitude, then by halves.
    try_next = ratio_low == 0 && step < 40 ? high / 8 : (low + high) / 2;
    if (high - low <= 1e-9 * high || (step > 20 && control_.stopped())) break;
  }
  bound_ = is_budget_ ? std::min(bound_, best) : std::max(bound_, best);
}

// Uses up what a budget leaves: the same question on what is not taken yet.
void Knapsack::fill() {
  if (!is_budget_) return;
  for (int round = 0; round < 3 && !control_.stopped(); ++round) {
    std::vector<char> taken(tree_.price.size(), 0);
    for (const std::uint32_t i : plan_.taken) taken[i] = 1;
    PreorderTree rest = tree_;
    for (const std::uint32_t i : plan_.taken) rest.price[i] = rest.prize[i] = 0;
    // What is free is taken for nothing in every solution below.
    Lagrange more(rest);
    double low = 0, high = 64 * worth_;
    Amount best_prize = 0, best_cost = 0;
    std::vector<std::uint32_t> best;
    for (int step = 0; step < 20; ++step) {
      const double worth = (low + high) / 2;
      more.solve(worth);
      if (more.cost > limit_ - plan_.cost) {
        high = worth;
      } else {
        low = worth;
        if (more.prize > best_prize) {
          best_prize = more.prize;
          best_cost = more.cost;
          best = more.taken();
        }
      }
    }
    if (best_prize == 0) return;
    for (const std::uint32_t i : best) taken[i] = 1;
    std::vector<std::uint32_t> all;
    for (std::uint32_t i = 0; i < taken.size(); ++i)
      if (taken[i]) all.push_back(i);
    offer(plan_.cost + best_cost, plan_.prize + best_prize, std::move(all));
  }
}

void Knapsack::search() {
  StateSearchResult result =
      search_states(tree_, is_budget_, limit_, worth_, plan_, most_states_at_once, control_);
  plan_ = std::move(result.plan);
  bound_ = is_budget_ ? std::min(bound_, result.bound) : std::max(bound_, result.bound);
}

TreePlan Knapsack::solve() {
  const Amount everything = std::accumulate(tree_.prize.begin(), tree_.prize.end(), Amount{0});
  if (is_budget_ ? limit_ < 0 : limit_ > everything) return plan_;
  offer(0, 0, {});
  if (!tree_.price.empty()) {
    bisect();
    fill();
    search();
  }
  // Whole numbers: the bound is rounded towards the plan.
  const double slack = 1e-12 * std::abs(bound_) + 1e-9;
  plan_.bound = static_cast<Amount>(is_budget_ ? std::floor(bound_ + slack) : std::ceil(bound_ - slack));
  plan_.bound = is_budget_ ? std::max(plan_.bound, plan_.prize) : std::min(plan_.bound, plan_.cost);
  return plan_;
}

}  // namespace

TreePlan good_in_tree(const PreorderTree& tree, bool is_budget, Amount limit, const SearchControl& control) {
  return Knapsack(tree, is_budget, limit, control).solve();
}

TreePlan most_within_budget(const PreorderTree& tree, Amount budget, const SearchControl& control) {
  TreePlan plan = Knapsack(tree, true, budget, control).solve();
  if (!plan.feasible || plan.is_complete || control.stopped()) return plan;
  if (plan.bound > plan.prize) plan = close_by_branching(tree, true, budget, std::move(plan), control);
  if (plan.bound > plan.prize || control.stopped()) return plan;
  // The most that the budget serves is known; it may cost less.
  SearchControl silent = control;
  silent.progress = {};
  const Amount most = plan.prize;
  TreePlan known = plan;
  known.bound = 0;
  TreePlan cheaper = close_by_branching(tree, false, most, std::move(known), silent);
  if (cheaper.cost >= plan.cost) return plan;
  cheaper.bound = plan.bound;
  cheaper.is_work_limited = false;
  return cheaper;
}

TreePlan cheapest_for_target(const PreorderTree& tree, Amount target, const SearchControl& control) {
  TreePlan plan = Knapsack(tree, false, target, control).solve();
  if (!plan.feasible || plan.bound == plan.cost || control.stopped()) return plan;
  return close_by_branching(tree, false, target, std::move(plan), control);
}

}  // namespace lastmile::planning
