// Over 400 lines: one search whose steps share its state.
#include "sim/planning/budget_search.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>
#include <optional>
#include <set>

#include "sim/planning/min_queue.h"
#include "sim/planning/reducer.h"
#include "sim/planning/steiner_search.h"
#include "sim/planning/subset_costs.h"
#include "sim/planning/tree_plan.h"

namespace lastmile::planning {
namespace {

constexpr std::uint64_t most_nodes_for_least_cost = 2000;
constexpr std::uint64_t most_nodes_for_fewest_works = 200;

enum class Choice : char { open, in, out };

struct Node {
  std::vector<Choice> choice;  // by customer
  double worth = 0;            // of the parent's best multiplier
  double bound = 0;
  std::uint64_t number = 0;
};

class CollectingSearch {
 public:
  CollectingSearch(const CollectingProblem& problem, const SearchControl& control)
      : problem_(problem), control_(control) {}
  CollectingAnswer solve();

 private:
  struct Evaluation {
    double bound = 0;
    Amount cost = 0, prize = 0;
    std::vector<char> served;  // by customer
    bool feasible = false;
  };

  bool is_budget() const { return problem_.is_budget; }
  // Whether bound a leaves less room than b.
  bool tighter(double a, double b) const { return is_budget() ? a < b : a > b; }
  bool closed(double bound) const {
    const double slack = 1e-12 * std::abs(bound) + 1e-9;
    if (!answer_.feasible) return false;
    const double value = static_cast<double>(is_budget() ? answer_.prize : answer_.cost);
    const double counted = bound - static_cast<double>(control_.gap_origin);
    if (is_budget())
      return std::floor(bound + slack) <= value || (counted > 0 && bound - value <= control_.gap * counted);
    return std::ceil(bound - slack) >= value || value - bound <= control_.gap * value;
  }
  // Whether a cheaper tree would only have fewer works.
  bool is_cost_closed(double bound) const {
    if (is_budget() || !answer_.feasible || problem_.unit == 1) return false;
    const double slack = 1e-12 * std::abs(bound) + 1e-9;
    const Amount money = answer_.cost / problem_.unit * problem_.unit;
    return std::ceil(bound - slack) >= static_cast<double>(money);
  }
  bool is_better(Amount cost, Amount prize) const {
    if (!answer_.feasible) return true;
    return is_budget() ? prize > answer_.prize || (prize == answer_.prize && cost < answer_.cost)
                       : cost < answer_.cost || (cost == answer_.cost && prize > answer_.prize);
  }
  void reduce();
  bool solve_subsets();
  Evaluation evaluate(const std::vector<Choice>& choice, double worth, bool thorough);
  void offer(const std::vector<EdgeIndex>& edges);
  void offer_pruned(const std::vector<EdgeIndex>& edges);
  // A node that is not followed further: the bound of the whole search stays as loose as its bound.
  void settle(double bound) {
    if (tighter(settled_, bound)) settled_ = bound;
  }
  double loosest(double a, double b) const { return tighter(a, b) ? b : a; }
  void offer_everything();
  // Bounds a node and says which customer to branch on; none where the node is closed, all its customers are
  // decided, or the search must stop.
  std::size_t bound_node(Node& node, int steps, bool thorough);
  void branch();
  std::vector<EdgeIndex> original(const std::vector<EdgeIndex>& edges) const {
    std::vector<EdgeIndex> mapped(edges.size());
    std::transform(edges.begin(), edges.end(), mapped.begin(),
                   [this](EdgeIndex e) { return rest_.edge_of[e]; });
    return reducer_->expand(mapped);
  }

  const CollectingProblem& problem_;
  const SearchControl& control_;
  std::optional<Reducer> reducer_;
  Reducer::Compact rest_;
  std::vector<char> leaf_only_;
  std::vector<Vertex> customers_;  // of rest_
  Amount all_costs_ = 0;
  Amount all_prizes_ = 0;
  CollectingAnswer answer_;
  double bound_ = 0;
  double settled_ = 0;  // the loosest bound of all settled nodes
};

// What no choice of customers can use goes once and for all.
void CollectingSearch::reduce() {
  // A leaf by nature that nobody pays for is of no use, and no vertex to pass through.
  SteinerProblem useful = problem_.graph;
  for (SteinerEdge& e : useful.edges)
    for (const Vertex v : {e.a, e.b})
      if (v != useful.root && problem_.leaf_only[v] && useful.prize[v] == 0) e.a = e.b = useful.root;
  reducer_.emplace(useful, Reducer::Customers::stay);
  reducer_->simplify();
  reducer_->prune_blocks();
  reducer_->simplify();
  rest_ = reducer_->compact();
  leaf_only_.clear();
  for (Vertex v = 0; v < rest_.vertex_of.size(); ++v) {
    leaf_only_.push_back(problem_.leaf_only[rest_.vertex_of[v]]);
    all_costs_ += rest_.problem.vertex_cost[v];
    if (v == rest_.problem.root || rest_.problem.prize[v] <= 0) continue;
    customers_.push_back(v);
    all_prizes_ += rest_.problem.prize[v];
  }
  for (const SteinerEdge& e : rest_.problem.edges) all_costs_ += e.cost;
}

// Costs and prizes of a tree, given by edges of the original graph; a better one is kept.
void CollectingSearch::offer(const std::vector<EdgeIndex>& edges) {
  SteinerProblem valued = problem_.graph;
  const Amount much =
      std::accumulate(valued.vertex_cost.begin(), valued.vertex_cost.end(), Amount{1}) + all_costs_;
  for (Amount& prize : valued.prize) prize = prize > 0 ? much : 0;  // no customer is pruned
  const SteinerTree tree = tree_of(valued, edges);
  std::vector<std::uint32_t> degree(valued.vertex_count(), 0);
  Amount cost = 0, prize = 0;
  const auto count = [&](Vertex v) {
    if (degree[v]++ > 0 || v == valued.root) return;
    cost += problem_.graph.vertex_cost[v];
    prize += problem_.graph.prize[v];
  };
  for (const EdgeIndex e : tree.edges) {
    cost += problem_.graph.edges[e].cost;
    count(problem_.graph.edges[e].a);
    count(problem_.graph.edges[e].b);
  }
  for (Vertex v = 0; v < degree.size(); ++v)
    if (degree[v] > 1 && problem_.leaf_only[v]) return;
  if (is_budget() ? cost > problem_.limit : prize < problem_.limit) return offer_pruned(tree.edges);
  if (!is_better(cost, prize)) return;
  answer_.feasible = true;
  answer_.cost = cost;
  answer_.prize = prize;
  answer_.edges = tree.edges;
  if (control_.progress) control_.progress(is_budget() ? prize : cost, static_cast<Amount>(bound_));
  if (!is_budget()) offer_pruned(tree.edges);
}

// The best part of a tree that costs too much, or that serves more than is asked for.
void CollectingSearch::offer_pruned(const std::vector<EdgeIndex>& edges) {
  SteinerProblem part = problem_.graph;
  part.edges.clear();
  for (const EdgeIndex e : edges) part.edges.push_back(problem_.graph.edges[e]);
  const SteinerGraph graph(part);
  PreorderTree tree;
  std::vector<EdgeIndex> edge_at;
  struct Frame {
    Vertex v;
    std::uint32_t slot, from;
    std::uint32_t position;
  };
  std::vector<Frame> stack = {{graph.root, graph.first[graph.root], none, none}};
  while (!stack.empty()) {
    Frame& frame = stack.back();
    if (frame.slot == graph.first[frame.v + 1]) {
      if (frame.position != none)
        tree.size[frame.position] = static_cast<std::uint32_t>(tree.size.size()) - frame.position;
      stack.pop_back();
      continue;
    }
    const std::uint32_t s = frame.slot++;
    if (graph.edge[s] == frame.from) continue;
    const Vertex u = graph.neighbour[s];
    tree.price.push_back(graph.cost[s] + graph.vertex_cost[u]);
    tree.prize.push_back(graph.prize[u]);
    tree.size.push_back(0);
    edge_at.push_back(edges[graph.edge[s]]);
    stack.push_back({u, graph.first[u], graph.edge[s], static_cast<std::uint32_t>(edge_at.size() - 1)});
  }
  const TreePlan plan = good_in_tree(tree, is_budget(), problem_.limit, control_);
  if (!plan.feasible || !is_better(plan.cost, plan.prize)) return;
  answer_.feasible = true;
  answer_.cost = plan.cost;
  answer_.prize = plan.prize;
  answer_.edges.clear();
  for (const std::uint32_t i : plan.taken) answer_.edges.push_back(edge_at[i]);
  std::sort(answer_.edges.begin(), answer_.edges.end());
  if (control_.progress) control_.progress(is_budget() ? plan.prize : plan.cost, static_cast<Amount>(bound_));
}

CollectingSearch::Evaluation CollectingSearch::evaluate(const std::vector<Choice>& choice, double worth,
                                                        bool thorough) {
  SteinerProblem valued = rest_.problem;
  const bool is_decided = std::find(choice.begin(), choice.end(), Choice::open) == choice.end();
  Amount open_prizes = 0, in_prizes = 0, extra = 0;
  const Amount most = all_costs_ + 1;
  std::vector<char> doubled(valued.vertex_count(), 0);
  for (std::size_t k = 0; k < customers_.size(); ++k) {
    const Vertex v = customers_[k];
    const Amount prize = rest_.problem.prize[v];
    if (choice[k] == Choice::in) {
      in_prizes += prize;
      valued.prize[v] = required;
    } else if (choice[k] == Choice::out) {
      valued.prize[v] = 0;
    } else {
      open_prizes += prize;
      valued.prize[v] = static_cast<Amount>(
          std::min(std::floor(worth * static_cast<double>(prize)), static_cast<double>(most)));
    }
  }
  // A path through a leaf-only vertex uses two of its edges. Their cost and the vertex's prize are raised
  // above the sum of everything else, so that no best tree passes through it.
  const Amount surcharge = (2 * most / problem_.unit + 1) * problem_.unit;
  for (Vertex v = 0; v < valued.vertex_count(); ++v) {
    if (!leaf_only_[v] || v == valued.root) continue;
    doubled[v] = 1;
    if (valued.prize[v] < required) {
      if (valued.prize[v] > 0) extra += surcharge;
      valued.prize[v] += valued.prize[v] > 0 ? surcharge : 0;
    } else {
      extra += surcharge;
    }
  }
  for (SteinerEdge& e : valued.edges) e.cost += (doubled[e.a] + doubled[e.b]) * surcharge;
  SearchControl control;
  control.deadline = control_.deadline;
  control.cancelled = control_.cancelled;
  control.repetitions = thorough ? 4 : 0;
  control.improves = thorough ? 40 : 10;
  control.probes = 0;
  control.most_nodes = valued.edges.size() < 20'000 ? 200 : thorough ? 20 : 0;
  control.gap = valued.edges.size() < 20'000 ? 0 : 1e-4;
  if (is_decided) {  // no branching on customers can make up for what is left open here
    control.most_nodes = SearchControl{}.most_nodes;
    control.improves = SearchControl{}.improves;
    control.probes = SearchControl{}.probes;
    control.gap = 0;
    control.unit = problem_.unit;
  }
  const SteinerAnswer core = solve_steiner(valued, control);
  Evaluation result;
  if (core.bound >= unreachable) {
    result.bound = is_budget() ? -1 : std::numeric_limits<double>::infinity();
    return result;
  }
  const double lower = static_cast<double>(core.bound - extra);
  const double limit = static_cast<double>(problem_.limit);
  const double prizes = static_cast<double>(open_prizes + in_prizes);
  if (is_decided && is_budget())
    result.bound = lower > limit ? -1 : prizes;
  else if (is_decided)
    result.bound = prizes < limit ? std::numeric_limits<double>::infinity() : std::max(0.0, lower);
  else if (is_budget())
    result.bound =
        worth > 0 ? std::min(prizes, prizes - (lower - limit) / worth) : (lower > limit ? -1 : prizes);
  else
    result.bound = std::max(0.0, lower - worth * (prizes - limit));
  if (core.tree.objective >= unreachable) return result;
  result.feasible = true;
  result.served.assign(customers_.size(), 0);
  std::vector<char> in_tree(valued.vertex_count(), 0);
  in_tree[valued.root] = 1;
  for (const EdgeIndex e : core.tree.edges) {
    const SteinerEdge& edge = rest_.problem.edges[e];
    result.cost += edge.cost;
    for (const Vertex v : {edge.a, edge.b}) {
      if (in_tree[v]) continue;
      in_tree[v] = 1;
      result.cost += rest_.problem.vertex_cost[v];
    }
  }
  for (std::size_t k = 0; k < customers_.size(); ++k)
    if (in_tree[customers_[k]]) {
      result.served[k] = 1;
      result.prize += rest_.problem.prize[customers_[k]];
    }
  offer(original(core.tree.edges));
  return result;
}

std::size_t CollectingSearch::bound_node(Node& node, int steps, bool thorough) {
  double low = 0, high = 0;
  double worth = node.worth;
  std::vector<char> served_low, served_high;
  const bool is_decided =
      std::find(node.choice.begin(), node.choice.end(), Choice::open) == node.choice.end();
  for (int step = 0; step < steps; ++step) {
    const Evaluation at = evaluate(node.choice, worth, thorough);
    if (tighter(at.bound, node.bound)) {
      node.bound = at.bound;
      node.worth = worth;
    }
    if (closed(node.bound) || control_.stopped()) return none;
    if (!at.feasible || is_decided) break;
    const bool enough = is_budget() ? at.cost > problem_.limit : at.prize >= problem_.limit;
    if (enough) {
      high = worth;
      served_high = at.served;
    } else {
      low = worth;
      served_low = at.served;
    }
    if (!served_low.empty() && served_low == served_high) break;
    if (high == 0)
      worth *= 4;
    else if (low == 0)
      worth /= 4;
    else
      worth = std::sqrt(low * high);
    if (high > 0 && low > 0 && high / low < 1 + 1e-9) break;
    if (worth < 1e-12 * node.worth || worth > 1e12 * node.worth) break;
  }
  // Among the customers on which the two sides differ, the largest; else the largest that is open.
  std::size_t best = none;
  Amount best_prize = -1;
  for (const bool differing : {true, false}) {
    for (std::size_t k = 0; k < customers_.size(); ++k) {
      if (node.choice[k] != Choice::open) continue;
      if (differing && (served_low.empty() || served_high.empty() || served_low[k] == served_high[k]))
        continue;
      const Amount prize = rest_.problem.prize[customers_[k]];
      if (prize <= best_prize) continue;
      best_prize = prize;
      best = k;
    }
    if (best != none) return best;
  }
  return none;
}

void CollectingSearch::branch() {
  const auto order = [&](const Node& a, const Node& b) {
    if (a.bound != b.bound) return tighter(b.bound, a.bound);
    return a.number < b.number;
  };
  std::set<Node, decltype(order)> open(order);
  Node root;
  root.choice.assign(customers_.size(), Choice::open);
  root.worth = static_cast<double>(all_costs_ + 1) / static_cast<double>(std::max<Amount>(all_prizes_, 1));
  root.bound = bound_;
  const std::size_t first = bound_node(root, 40, true);
  bound_ = root.bound;
  if (first == none) return;
  std::uint64_t numbers = 0;
  const auto split = [&](const Node& node, std::size_t customer) {
    for (const Choice choice : {Choice::in, Choice::out}) {
      Node child = node;
      child.choice[customer] = choice;
      child.number = ++numbers;
      open.insert(std::move(child));
    }
  };
  split(root, first);
  settled_ = is_budget() ? -1 : std::numeric_limits<double>::infinity();
  std::uint64_t nodes_for_works = 0;
  for (std::uint64_t nodes = 0; !open.empty() && nodes < control_.most_nodes && !control_.stopped();
       ++nodes) {
    if (is_cost_closed(open.begin()->bound) && ++nodes_for_works > most_nodes_for_fewest_works) break;
    bound_ = loosest(open.begin()->bound, settled_);
    if (control_.progress && answer_.feasible)
      control_.progress(is_budget() ? answer_.prize : answer_.cost, static_cast<Amount>(bound_));
    if (closed(open.begin()->bound)) break;
    Node node = *open.begin();
    open.erase(open.begin());
    const std::size_t customer = bound_node(node, 6, false);
    if (customer == none)
      settle(node.bound);
    else
      split(node, customer);
  }
  bound_ = open.empty() ? settled_ : loosest(open.begin()->bound, settled_);
}

// Prices all subsets where they fit into memory and time.
bool CollectingSearch::solve_subsets() {
  if (customers_.size() > 15 || subset_costs_memory(customers_.size(), rest_.vertex_of.size()) > (200u << 20))
    return false;
  const SteinerGraph graph(rest_.problem);
  const Amount limit = is_budget() ? problem_.limit : unreachable - 1;
  const std::vector<Amount> costs = subset_costs(graph, customers_, leaf_only_, limit, control_);
  if (costs.empty()) return false;
  std::size_t best = 0;
  Amount best_prize = 0;
  bool found = false;
  for (std::size_t set = 0; set < costs.size(); ++set) {
    if (costs[set] >= unreachable) continue;
    Amount prize = 0;
    for (std::size_t k = 0; k < customers_.size(); ++k)
      if (set >> k & 1) prize += rest_.problem.prize[customers_[k]];
    if (!is_budget() && prize < problem_.limit) continue;
    const bool better =
        !found ||
        (is_budget() ? prize > best_prize || (prize == best_prize && costs[set] < costs[best])
                     : costs[set] < costs[best] || (costs[set] == costs[best] && prize > best_prize));
    if (!better) continue;
    found = true;
    best = set;
    best_prize = prize;
  }
  if (!found) return true;
  bound_ = static_cast<double>(is_budget() ? best_prize : costs[best]);
  std::vector<Choice> choice(customers_.size(), Choice::out);
  for (std::size_t k = 0; k < customers_.size(); ++k)
    if (best >> k & 1) choice[k] = Choice::in;
  evaluate(choice, 0, true);
  return true;
}

// All that can be reached over its cheapest paths, as a tree: so there is a plan from the start.
void CollectingSearch::offer_everything() {
  const SteinerGraph graph(problem_.graph);
  std::vector<Amount> distance(graph.vertex_count(), unreachable);
  std::vector<EdgeIndex> over(graph.vertex_count(), none);
  MinQueue<Amount, Vertex> queue;
  distance[graph.root] = 0;
  queue.push(0, graph.root);
  while (!queue.empty()) {
    const auto [at, v] = queue.pop();
    if (at != distance[v] || (problem_.leaf_only[v] && v != graph.root)) continue;
    for (std::uint32_t s = graph.first[v]; s < graph.first[v + 1]; ++s) {
      const Vertex u = graph.neighbour[s];
      const Amount reach = at + graph.cost[s] + graph.vertex_cost[u];
      if (reach >= distance[u]) continue;
      distance[u] = reach;
      over[u] = graph.edge[s];
      queue.push(reach, u);
    }
  }
  std::vector<EdgeIndex> edges;
  std::copy_if(over.begin(), over.end(), std::back_inserter(edges), [](EdgeIndex e) { return e != none; });
  offer(edges);
}

CollectingAnswer CollectingSearch::solve() {
  reduce();
  if (is_budget() ? problem_.limit < 0 : problem_.limit > all_prizes_) return answer_;
  bound_ = is_budget() ? static_cast<double>(all_prizes_) : 0;
  offer({});
  offer_everything();
  if (customers_.empty()) {
    bound_ = 0;
  } else if (!solve_subsets()) {
    branch();
  }
  const double slack = 1e-12 * std::abs(bound_) + 1e-9;
  answer_.bound = static_cast<Amount>(is_budget() ? std::floor(bound_ + slack) : std::ceil(bound_ - slack));
  if (answer_.feasible)
    answer_.bound =
        is_budget() ? std::max(answer_.bound, answer_.prize) : std::min(answer_.bound, answer_.cost);
  return answer_;
}

}  // namespace

CollectingAnswer solve_collecting(const CollectingProblem& problem, const SearchControl& control) {
  CollectingAnswer answer = CollectingSearch(problem, control).solve();
  if (!problem.is_budget || !answer.feasible || answer.prize < answer.bound) return answer;
  // The most that the budget serves is known; it may cost less.
  CollectingProblem cheaper = problem;
  cheaper.is_budget = false;
  cheaper.limit = answer.prize;
  SearchControl bounded = control;
  bounded.most_nodes = most_nodes_for_least_cost;
  bounded.progress = {};
  const CollectingAnswer other = CollectingSearch(cheaper, bounded).solve();
  if (other.feasible && other.cost < answer.cost) {
    answer.cost = other.cost;
    answer.edges = other.edges;
  }
  return answer;
}

}  // namespace lastmile::planning
