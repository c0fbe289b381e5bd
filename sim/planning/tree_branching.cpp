// Over 400 lines: one search whose steps share its state.
#include "sim/planning/tree_branching.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "sim/planning/tree_lagrange.h"
#include "sim/planning/tree_states.h"

namespace lastmile::planning {
namespace {

// What is left of a tree once some of it is decided; what is in costs and collects.
struct Part {
  PreorderTree tree;
  std::vector<std::uint32_t> position;  // in the tree it was taken from
  Amount cost = 0, prize = 0;
  std::vector<std::uint32_t> in;  // positions there
};

enum class Decision : char { open, in, out };

// Those above a vertex that is in must be in, too.
Part part_of(const PreorderTree& tree, const std::vector<Decision>& choice) {
  Part part;
  std::vector<std::uint32_t> removed_before(tree.price.size() + 1, 0);
  for (std::uint32_t i = 0; i < tree.price.size();) {
    if (choice[i] == Decision::out) {
      i += tree.size[i];
      continue;
    }
    if (choice[i] == Decision::in) {
      part.cost += tree.price[i];
      part.prize += tree.prize[i];
      part.in.push_back(i);
    } else {
      part.position.push_back(i);
      part.tree.price.push_back(tree.price[i]);
      part.tree.prize.push_back(tree.prize[i]);
    }
    ++i;
  }
  // The end of each subtree is where the first position beyond it has come to.
  part.tree.size.resize(part.position.size());
  for (std::uint32_t k = 0; k < part.position.size(); ++k) {
    const std::uint32_t end = part.position[k] + tree.size[part.position[k]];
    const auto beyond = std::lower_bound(part.position.begin() + k, part.position.end(), end);
    part.tree.size[k] = static_cast<std::uint32_t>(beyond - part.position.begin()) - k;
  }
  return part;
}

std::vector<std::uint32_t> parents_of(const PreorderTree& tree) {
  std::vector<std::uint32_t> above(tree.price.size(), none);
  std::vector<std::uint32_t> stack;
  for (std::uint32_t i = 0; i < above.size(); ++i) {
    while (!stack.empty() && stack.back() + tree.size[stack.back()] <= i) stack.pop_back();
    if (!stack.empty()) above[i] = stack.back();
    stack.push_back(i);
  }
  return above;
}

struct TreeNode {
  std::vector<std::pair<std::uint32_t, Decision>> decisions;  // positions in the base
  double bound = 0;
  double worth = 0;  // of the parent's multiplier; 0: none
  std::uint64_t number = 0;
};

// One within the limit and one beyond it, equally good at the best multiplier.
struct Dual {
  double worth = 0;
  double value = 0;  // of the best tree at that multiplier
  double bound = 0;
  std::vector<std::uint32_t> low, high;  // positions
};

class Branching {
 public:
  Branching(const PreorderTree& tree, bool is_budget, Amount limit, TreePlan first,
            const SearchControl& control, const BranchingEffort& effort)
      : tree_(tree),
        is_budget_(is_budget),
        limit_(limit),
        control_(control),
        effort_(effort),
        plan_(std::move(first)) {}

  TreePlan solve() {
    TreeNode root;
    root.bound = static_cast<double>(plan_.bound);
    const std::uint32_t first = bound_node(root, true);
    bound_ = root.bound;
    if (first != none) branch(root, first);
    finish();
    return std::move(plan_);
  }

 private:
  double value() const { return static_cast<double>(is_budget_ ? plan_.prize : plan_.cost); }
  bool tighter(double a, double b) const { return is_budget_ ? a < b : a > b; }
  double loosest(double a, double b) const { return tighter(a, b) ? b : a; }
  static double slack(double bound) { return 1e-12 * std::abs(bound) + 1e-9; }
  double whole(double bound) const {
    return is_budget_ ? std::floor(bound + slack(bound)) : std::ceil(bound - slack(bound));
  }
  bool is_closed(double bound) const { return !tighter(value(), whole(bound)); }
  bool is_enough(double bound) const {
    const double counted =
        std::max(value(), bound) - (is_budget_ ? static_cast<double>(control_.gap_origin) : 0);
    return is_closed(bound) || std::abs(bound - value()) <= control_.gap * counted;
  }
  bool is_over() const { return control_.stopped() || (!control_.deadline && work_ > effort_.most_work); }

  void offer(const Part& part, Amount cost, Amount prize, const std::vector<std::uint32_t>& taken) {
    if (is_budget_ ? cost > limit_ : prize < limit_) return;
    if (is_budget_ ? prize <= plan_.prize : cost >= plan_.cost) return;
    plan_.cost = cost;
    plan_.prize = prize;
    plan_.taken = base_.in;
    for (const std::uint32_t i : part.in) plan_.taken.push_back(original(i));
    for (const std::uint32_t i : taken) plan_.taken.push_back(original(part.position[i]));
    std::sort(plan_.taken.begin(), plan_.taken.end());
    if (control_.progress) control_.progress(is_budget_ ? prize : cost, static_cast<Amount>(bound_));
  }

  // The root has the whole tree, before there is a base.
  std::uint32_t original(std::uint32_t i) const { return above_.empty() ? i : base_.position[i]; }

  Amount cost_of(const Part& part) const { return base_.cost + part.cost; }
  Amount prize_of(const Part& part) const { return base_.prize + part.prize; }

  // The best multiplier, where the lines of two trees cross that are the best on either side of it.
  bool solve_dual(const Part& part, double worth, Dual& dual) {
    const Amount rest = limit_ - (is_budget_ ? cost_of(part) : prize_of(part));
    Amount low_cost = 0, low_prize = 0;
    Amount high_cost = std::accumulate(part.tree.price.begin(), part.tree.price.end(), Amount{0});
    Amount high_prize = std::accumulate(part.tree.prize.begin(), part.tree.prize.end(), Amount{0});
    const auto enough = [&](Amount cost, Amount prize) { return is_budget_ ? cost > rest : prize >= rest; };
    dual.low.clear();
    dual.high.resize(part.tree.price.size());
    std::iota(dual.high.begin(), dual.high.end(), 0U);
    const double worst = std::numeric_limits<double>::infinity();
    dual.bound = is_budget_ ? worst : -worst;
    if (is_budget_ ? rest < 0 : high_prize < rest) {  // nothing answers the question
      dual.bound = -dual.bound;
      return false;
    }
    offer(part, cost_of(part), prize_of(part), {});
    offer(part, cost_of(part) + high_cost, prize_of(part) + high_prize, dual.high);
    if (is_budget_ ? high_cost <= rest : rest <= 0) {
      dual.bound = static_cast<double>(is_budget_ ? prize_of(part) + high_prize : cost_of(part));
      return false;
    }
    if (high_prize == 0) {
      dual.bound = static_cast<double>(prize_of(part));
      return false;
    }
    Lagrange lagrange(part.tree);
    const double origin = static_cast<double>(is_budget_ ? prize_of(part) : cost_of(part));
    for (int step = 0; step < 100 && high_prize > low_prize; ++step) {
      const double crossing =
          static_cast<double>(high_cost - low_cost) / static_cast<double>(high_prize - low_prize);
      const double at = step == 0 && worth > 0 ? worth : crossing;
      if (!(at > 0)) break;
      lagrange.solve(at);
      work_ += part.tree.price.size();
      const double limit = static_cast<double>(rest);
      const double bound =
          origin + (is_budget_ ? (lagrange.value() + limit) / at : at * limit - lagrange.value());
      if (tighter(bound, dual.bound)) {
        dual.bound = bound;
        dual.worth = at;
        dual.value = lagrange.value();
      }
      const bool is_enough_here = enough(lagrange.cost, lagrange.prize);
      if (lagrange.cost == (is_enough_here ? high_cost : low_cost) &&
          lagrange.prize == (is_enough_here ? high_prize : low_prize)) {
        if (at == crossing) break;
        continue;
      }
      (is_enough_here ? dual.high : dual.low) = lagrange.taken();
      (is_enough_here ? high_cost : low_cost) = lagrange.cost;
      (is_enough_here ? high_prize : low_prize) = lagrange.prize;
      if (is_enough_here != is_budget_)
        offer(part, cost_of(part) + lagrange.cost, prize_of(part) + lagrange.prize, lagrange.taken());
    }
    return dual.worth > 0;
  }

  // A plan between the two trees: branches in which they differ, each that still fits, or that can still go.
  void offer_between(const Part& part, const Dual& dual) {
    const PreorderTree& tree = part.tree;
    const std::size_t n = tree.price.size();
    const std::vector<std::uint32_t> above = parents_of(tree);
    std::vector<char> in(n, 0), differs(n, 0);
    for (const std::uint32_t i : dual.high) differs[i] = 1;
    for (const std::uint32_t i : dual.low) {
      in[i] = 1;
      differs[i] = 0;
    }
    if (!is_budget_)
      for (const std::uint32_t i : dual.high) in[i] = 1;
    Amount cost = 0, prize = 0;
    std::vector<Amount> cost_before(n + 1, 0), prize_before(n + 1, 0);  // of where they differ
    for (std::size_t i = 0; i < n; ++i) {
      cost += in[i] ? tree.price[i] : 0;
      prize += in[i] ? tree.prize[i] : 0;
      cost_before[i + 1] = cost_before[i] + (differs[i] ? tree.price[i] : 0);
      prize_before[i + 1] = prize_before[i] + (differs[i] ? tree.prize[i] : 0);
    }
    const Amount rest = limit_ - (is_budget_ ? cost_of(part) : prize_of(part));
    for (std::size_t i = 0; i < n;) {
      const std::size_t end = i + tree.size[i];
      if (above[i] != none && !in[above[i]]) {
        i = end;
        continue;
      }
      if (!differs[i]) {
        ++i;
        continue;
      }
      const Amount branch_cost = cost_before[end] - cost_before[i];
      const Amount branch_prize = prize_before[end] - prize_before[i];
      if (is_budget_ ? cost + branch_cost <= rest : prize - branch_prize >= rest) {
        for (std::size_t k = i; k < end; ++k)
          if (differs[k]) in[k] = is_budget_ ? 1 : 0;
        cost += is_budget_ ? branch_cost : -branch_cost;
        prize += is_budget_ ? branch_prize : -branch_prize;
        i = end;
      } else {
        if (is_budget_ && end > i + 1 && cost + tree.price[i] <= rest) {
          in[i] = 1;
          cost += tree.price[i];
          prize += tree.prize[i];
        }
        ++i;
      }
    }
    work_ += 2 * n;
    std::vector<std::uint32_t> taken;
    for (std::uint32_t i = 0; i < n; ++i)
      if (in[i]) taken.push_back(i);
    offer(part, cost_of(part) + cost, prize_of(part) + prize, taken);
  }

  // What no better plan can have otherwise: a position that costs the bound too much to force in or out.
  Part shrunk(const Part& part, const Dual& dual) {
    const PreorderTree& tree = part.tree;
    const std::size_t n = tree.price.size();
    const std::vector<std::uint32_t> above = parents_of(tree);
    std::vector<double> gain(n, 0);
    for (std::size_t i = n; i-- > 0;) {
      gain[i] += dual.worth * static_cast<double>(tree.prize[i]) - static_cast<double>(tree.price[i]);
      if (above[i] != none && gain[i] > 0) gain[above[i]] += gain[i];
    }
    const auto is_hopeless = [&](double loss) {
      return is_closed(is_budget_ ? dual.bound - loss / dual.worth : dual.bound + loss);
    };
    std::vector<Decision> choice;
    choice.reserve(n);
    std::vector<double> loss_in(n), loss_out(n);
    for (std::size_t i = 0; i < n; ++i) {
      const bool is_top = above[i] == none;
      loss_in[i] = std::max(0.0, -gain[i]) + (is_top ? 0 : loss_in[above[i]]);
      loss_out[i] = std::max(0.0, gain[i]);
      if (!is_top) loss_out[i] = std::min(loss_out[i], loss_out[above[i]]);
      choice.push_back(is_hopeless(loss_in[i])    ? Decision::out
                       : is_hopeless(loss_out[i]) ? Decision::in
                                                  : Decision::open);
    }
    Part rest = part_of(tree, choice);
    work_ += 3 * n;
    rest.cost += part.cost;
    rest.prize += part.prize;
    for (std::uint32_t& i : rest.in) i = part.position[i];
    rest.in.insert(rest.in.end(), part.in.begin(), part.in.end());
    for (std::uint32_t& i : rest.position) i = part.position[i];
    return rest;
  }

  // The top of the largest branch in which the two trees differ; a position of the base.
  static std::uint32_t largest_difference(const Part& part, const Dual& dual) {
    std::vector<char> differs(part.tree.price.size(), 0);
    for (const std::uint32_t i : dual.low) differs[i] ^= 1;
    for (const std::uint32_t i : dual.high) differs[i] ^= 1;
    std::uint32_t best = none;
    Amount most = -1;
    for (std::uint32_t i = 0; i < differs.size();) {
      if (!differs[i]) {
        ++i;
        continue;
      }
      const std::uint32_t end = i + part.tree.size[i];
      Amount cost = 0;
      for (std::uint32_t k = i; k < end; ++k) cost += differs[k] ? part.tree.price[k] : 0;
      if (cost > most) {
        most = cost;
        best = part.position[i];
      }
      i = end;
    }
    return best;
  }

  // Bounds a node and says where to branch; none: it is settled.
  std::uint32_t bound_node(TreeNode& node, bool is_root) {
    std::vector<Decision> choice((is_root ? tree_ : base_.tree).price.size(), Decision::open);
    for (const auto& [position, chosen] : node.decisions) {
      choice[position] = chosen;
      if (chosen == Decision::in)
        for (std::uint32_t at = above_[position]; at != none; at = above_[at]) choice[at] = Decision::in;
    }
    Part part = part_of(is_root ? tree_ : base_.tree, choice);
    work_ += 2 * choice.size();
    Dual dual;
    const bool has_multiplier = solve_dual(part, node.worth, dual);
    if (tighter(dual.bound, node.bound)) node.bound = dual.bound;
    if (!has_multiplier) return none;
    offer_between(part, dual);
    if (is_closed(node.bound)) return none;
    node.worth = dual.worth;
    const std::uint32_t top = largest_difference(part, dual);
    Part rest = shrunk(part, dual);
    if (is_root) {
      // Nothing that is decided here is looked at again.
      base_ = rest;
      above_ = parents_of(base_.tree);
      const auto at = std::lower_bound(base_.position.begin(), base_.position.end(), top);
      return at != base_.position.end() && *at == top
                 ? static_cast<std::uint32_t>(at - base_.position.begin())
                 : none;
    }
    solve_states(rest, dual, node);
    return is_closed(node.bound) ? none : top;
  }

  void solve_states(const Part& part, const Dual& dual, TreeNode& node) {
    TreePlan known;
    known.feasible = true;
    known.cost = plan_.cost - cost_of(part);
    known.prize = plan_.prize - prize_of(part);
    const Amount rest = limit_ - (is_budget_ ? cost_of(part) : prize_of(part));
    const StateSearchResult found =
        search_states(part.tree, is_budget_, rest, dual.worth, known, effort_.most_states, control_);
    work_ += 4 * found.states + part.tree.price.size();  // they are sorted
    offer(part, cost_of(part) + found.plan.cost, prize_of(part) + found.plan.prize, found.plan.taken);
    const double bound = found.bound + static_cast<double>(is_budget_ ? prize_of(part) : cost_of(part));
    if (tighter(bound, node.bound)) node.bound = bound;
  }

  void branch(const TreeNode& root, std::uint32_t first) {
    const auto order = [&](const TreeNode& a, const TreeNode& b) {
      return a.bound != b.bound ? tighter(b.bound, a.bound) : a.number < b.number;
    };
    std::set<TreeNode, decltype(order)> open(order);
    std::uint64_t numbers = 0;
    const auto split = [&](const TreeNode& node, std::uint32_t position) {
      for (const Decision choice : {Decision::in, Decision::out}) {
        TreeNode child = node;
        child.decisions.emplace_back(position, choice);
        child.number = ++numbers;
        open.insert(std::move(child));
      }
    };
    split(root, first);
    double settled = value();
    while (!open.empty()) {
      bound_ = loosest(open.begin()->bound, settled);
      if (control_.progress)
        control_.progress(is_budget_ ? plan_.prize : plan_.cost, static_cast<Amount>(bound_));
      if (is_enough(bound_) || is_over()) break;
      TreeNode node = *open.begin();
      open.erase(open.begin());
      const std::uint32_t position = bound_node(node, false);
      if (position != none)
        split(node, position);
      else if (!is_closed(node.bound))
        settled = loosest(settled, node.bound);
    }
    bound_ = loosest(open.empty() ? settled : loosest(open.begin()->bound, settled), value());
  }

  void finish() {
    bound_ = is_budget_ ? std::min(bound_, static_cast<double>(plan_.bound))
                        : std::max(bound_, static_cast<double>(plan_.bound));
    const double bound = whole(loosest(bound_, value()));
    plan_.bound = static_cast<Amount>(bound);
    plan_.bound = is_budget_ ? std::max(plan_.bound, plan_.prize) : std::min(plan_.bound, plan_.cost);
    plan_.is_work_limited = !is_enough(bound) && !control_.stopped();
  }

  const PreorderTree& tree_;
  bool is_budget_;
  Amount limit_;
  const SearchControl& control_;
  const BranchingEffort& effort_;
  TreePlan plan_;
  Part base_;                         // what the root leaves of the whole tree
  std::vector<std::uint32_t> above_;  // in the base
  double bound_ = 0;
  std::uint64_t work_ = 0;
};

}  // namespace

TreePlan close_by_branching(const PreorderTree& tree, bool is_budget, Amount limit, TreePlan first,
                            const SearchControl& control, const BranchingEffort& effort) {
  return Branching(tree, is_budget, limit, std::move(first), control, effort).solve();
}

}  // namespace lastmile::planning
