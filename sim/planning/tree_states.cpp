#include "sim/planning/tree_states.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/planning/tree_lagrange.h"

namespace lastmile::planning {
namespace {

constexpr std::size_t widest_list = 20'000;

class StateSearch {
 public:
  StateSearch(const PreorderTree& tree, bool is_budget, Amount limit, double worth, const TreePlan& known,
              std::size_t most_states, const SearchControl& control)
      : tree_(tree),
        is_budget_(is_budget),
        limit_(limit),
        worth_(worth),
        most_states_(most_states),
        control_(control),
        lagrange_(tree),
        plan_(known) {}

  StateSearchResult run();

 private:
  struct State {
    Amount cost, prize;
    std::uint32_t before;    // the state it comes from
    std::uint32_t position;  // taken to get here; none: skipped
    std::uint32_t next;      // in the list of its position
  };

  bool meets(Amount cost, Amount prize) const { return is_budget_ ? cost <= limit_ : prize >= limit_; }
  bool better(Amount cost, Amount prize) const {
    if (is_budget_) return prize != plan_.prize ? prize > plan_.prize : cost < plan_.cost;
    return cost != plan_.cost ? cost < plan_.cost : prize > plan_.prize;
  }
  // What a state can still come to: at most this prize, or at least this cost.
  double promise(Amount cost, Amount prize, std::size_t position) const;
  bool hopeless(double promise, Amount cost) const;

  const PreorderTree& tree_;
  bool is_budget_;
  Amount limit_;
  double worth_;
  std::size_t most_states_;
  const SearchControl& control_;
  Lagrange lagrange_;
  TreePlan plan_;
  std::vector<State> states_;
  std::vector<std::uint32_t> list_;
};

double StateSearch::promise(Amount cost, Amount prize, std::size_t position) const {
  const double c = static_cast<double>(cost), p = static_cast<double>(prize),
               limit = static_cast<double>(limit_);
  return is_budget_ ? p + (limit - c + lagrange_.rest(position)) / worth_
                    : c + worth_ * (limit - p) - lagrange_.rest(position);
}

bool StateSearch::hopeless(double promise, Amount cost) const {
  const double slack = 1e-12 * std::abs(promise) + 1e-9;
  if (is_budget_) {
    const double most = std::floor(promise + slack);
    return most < static_cast<double>(plan_.prize) ||
           (most == static_cast<double>(plan_.prize) && cost >= plan_.cost);
  }
  return std::ceil(promise - slack) >= static_cast<double>(plan_.cost);
}

StateSearchResult StateSearch::run() {
  lagrange_.solve(worth_);
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
    const std::size_t room = most_states_ - std::min(most_states_, states_.size());
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
    plan_.cost = end.cost;
    plan_.prize = end.prize;
    plan_.taken = std::move(taken);
  }
  // Nothing but what was dropped can be better than the plan.
  StateSearchResult result;
  result.states = states_.size();
  const double found = static_cast<double>(is_budget_ ? plan_.prize : plan_.cost);
  result.bound = is_budget_ ? std::max(found, dropped) : std::min(found, dropped);
  result.plan = std::move(plan_);
  result.plan.is_complete = dropped == worst;
  return result;
}

}  // namespace

StateSearchResult search_states(const PreorderTree& tree, bool is_budget, Amount limit, double worth,
                                const TreePlan& known, std::size_t most_states,
                                const SearchControl& control) {
  return StateSearch(tree, is_budget, limit, worth, known, most_states, control).run();
}

}  // namespace lastmile::planning
