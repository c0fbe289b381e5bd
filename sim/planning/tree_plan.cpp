#include "sim/planning/tree_plan.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace lastmile::planning {
namespace {

constexpr std::size_t most_states = 6'000'000;
constexpr std::size_t widest_list = 20'000;

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

// One knapsack for both questions: `limit` bounds the cost (budget) or the prize from below (target).
class Knapsack {
 public:
  Knapsack(const PreorderTree& tree, bool is_budget, Amount limit, const SearchControl& control)
      : tree_(tree), is_budget_(is_budget), limit_(limit), control_(control), lagrange_(tree) {}

  TreePlan solve();

 private:
  struct State {
    Amount cost, prize;
    std::uint32_t before;    // the state it comes from
    std::uint32_t position;  // taken to get here; none: skipped
    std::uint32_t next;      // in the list of its position
  };

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
  // What a state can still come to: at most this prize, or at least this cost.
  double promise(Amount cost, Amount prize, std::size_t position) const;
  bool hopeless(double promise, Amount cost) const;
  void search();

  const PreorderTree& tree_;
  bool is_budget_;
  Amount limit_;
  const SearchControl& control_;
  Lagrange lagrange_;
  double worth_ = 1;
  double bound_ = 0;
  TreePlan plan_;
  std::vector<State> states_;
  std::vector<std::uint32_t> list_;
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
  lagrange_.solve(worth_);
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

double Knapsack::promise(Amount cost, Amount prize, std::size_t position) const {
  const double c = static_cast<double>(cost), p = static_cast<double>(prize),
               limit = static_cast<double>(limit_);
  return is_budget_ ? p + (limit - c + lagrange_.rest(position)) / worth_
                    : c + worth_ * (limit - p) - lagrange_.rest(position);
}

bool Knapsack::hopeless(double promise, Amount cost) const {
  const double slack = 1e-12 * std::abs(promise) + 1e-9;
  if (is_budget_) {
    const double most = std::floor(promise + slack);
    if (!plan_.feasible) return false;
    return most < static_cast<double>(plan_.prize) ||
           (most == static_cast<double>(plan_.prize) && cost >= plan_.cost);
  }
  return plan_.feasible && std::ceil(promise - slack) >= static_cast<double>(plan_.cost);
}

void Knapsack::search() {
  const std::uint32_t n = static_cast<std::uint32_t>(tree_.price.size());
  list_.assign(n + 1, none);
  states_.clear();
  states_.push_back({0, 0, none, none, none});
  list_[0] = 0;
  std::vector<std::uint32_t> here;
  const double worst = is_budget_ ? -1 : std::numeric_limits<double>::infinity();
  double dropped = worst;
  const auto drop = [&](double promised) {
    dropped = is_budget_ ? std::max(dropped, promised) : std::min(dropped, promised);
  };
  const auto reach = [&](const State& state, std::uint32_t position) {
    if (is_budget_ && state.cost > limit_) return;
    if (hopeless(promise(state.cost, state.prize, position), state.cost)) return;
    states_.push_back(state);
    states_.back().next = list_[position];
    list_[position] = static_cast<std::uint32_t>(states_.size() - 1);
  };
  for (std::uint32_t i = 0; i <= n; ++i) {
    here.clear();
    for (std::uint32_t s = list_[i]; s != none; s = states_[s].next) here.push_back(s);
    if (here.empty()) continue;
    std::sort(here.begin(), here.end(), [&](std::uint32_t a, std::uint32_t b) {
      const State &x = states_[a], &y = states_[b];
      if (x.cost != y.cost) return x.cost < y.cost;
      if (x.prize != y.prize) return x.prize > y.prize;
      return a < b;
    });
    std::size_t kept = 0;
    for (const std::uint32_t s : here)  // undominated ones only
      if (kept == 0 || states_[s].prize > states_[here[kept - 1]].prize) here[kept++] = s;
    here.resize(kept);
    if (i == n) break;
    const std::size_t room = most_states - std::min(most_states, states_.size());
    const std::size_t width = std::clamp<std::size_t>(room / (4 * (n - i) + 1), 1, widest_list);
    const std::size_t allowed =
        i % 1024 == 0 && control_.stopped()
            ? 1
            : std::max(width, room > 4 * std::size_t{n - i} + 2 * widest_list ? widest_list : width);
    if (here.size() > allowed) {
      const auto promise_of = [&](std::uint32_t s) { return promise(states_[s].cost, states_[s].prize, i); };
      std::sort(here.begin(), here.end(), [&](std::uint32_t a, std::uint32_t b) {
        const double x = promise_of(a), y = promise_of(b);
        return x != y ? (is_budget_ ? x > y : x < y) : a < b;
      });
      for (std::size_t k = allowed; k < here.size(); ++k) drop(promise_of(here[k]));
      here.resize(allowed);
    }
    for (const std::uint32_t s : here) {
      const State from = states_[s];
      reach({from.cost, from.prize, s, none, none}, i + tree_.size[i]);
      reach({from.cost + tree_.price[i], from.prize + tree_.prize[i], s, i, none}, i + 1);
    }
  }
  for (const std::uint32_t s : here) {
    const State& end = states_[s];
    if (!meets(end.cost, end.prize) || !better(end.cost, end.prize)) continue;
    std::vector<std::uint32_t> taken;
    for (std::uint32_t at = s; at != none; at = states_[at].before)
      if (states_[at].position != none) taken.push_back(states_[at].position);
    std::reverse(taken.begin(), taken.end());
    offer(end.cost, end.prize, std::move(taken));
  }
  // Nothing but what was dropped can be better than the plan.
  if (!plan_.feasible) return;
  const double found = static_cast<double>(is_budget_ ? plan_.prize : plan_.cost);
  bound_ =
      is_budget_ ? std::min(bound_, std::max(found, dropped)) : std::max(bound_, std::min(found, dropped));
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

TreePlan most_within_budget(const PreorderTree& tree, Amount budget, const SearchControl& control) {
  return Knapsack(tree, true, budget, control).solve();
}

TreePlan cheapest_for_target(const PreorderTree& tree, Amount target, const SearchControl& control) {
  return Knapsack(tree, false, target, control).solve();
}

}  // namespace lastmile::planning
