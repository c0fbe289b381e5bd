// Over 400 lines: all questions prepare their numbers and read their answers in the same way.
#include "sim/planning/solve_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "sim/planning/budget_search.h"
#include "sim/planning/cost_scale.h"
#include "sim/planning/spare_works.h"
#include "sim/planning/steiner_graph.h"
#include "sim/planning/steiner_search.h"
#include "sim/planning/tree_plan.h"

namespace lastmile::planning {
namespace {

using Report = std::function<void(double, double)>;

template <class Scale>
SteinerProblem problem_of(const RootedGraph& graph, const Scale& cost) {
  SteinerProblem problem;
  problem.root = graph.root;
  for (EdgeIndex e = 0; e < graph.edges.size(); ++e) {
    const RootedGraph::Edge& edge = graph.edges[e];
    problem.edges.push_back({edge.a, edge.b, cost.whole(edge.cost, graph.is_work(e))});
  }
  for (Vertex v = 0; v < graph.vertex_count(); ++v)
    problem.vertex_cost.push_back(cost.whole(graph.vertex_cost[v], graph.vertex_work[v] != 0));
  problem.prize.assign(graph.vertex_count(), 0);
  return problem;
}

std::vector<char> reached_from_root(const RootedGraph& graph) {
  std::vector<std::vector<Vertex>> next(graph.vertex_count());
  for (const RootedGraph::Edge& e : graph.edges) {
    next[e.a].push_back(e.b);
    next[e.b].push_back(e.a);
  }
  std::vector<char> reached(graph.vertex_count(), 0);
  std::vector<Vertex> queue = {graph.root};
  reached[graph.root] = 1;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    if (graph.leaf_only[queue[i]] && queue[i] != graph.root) continue;
    for (const Vertex u : next[queue[i]])
      if (!reached[u]) {
        reached[u] = 1;
        queue.push_back(u);
      }
  }
  return reached;
}

// A tree of all that is reached; where a search is stopped before it finds one of its own.
std::vector<EdgeIndex> spanning_edges(const RootedGraph& graph) {
  std::vector<std::vector<EdgeIndex>> at(graph.vertex_count());
  for (EdgeIndex e = 0; e < graph.edges.size(); ++e)
    for (const Vertex v : {graph.edges[e].a, graph.edges[e].b}) at[v].push_back(e);
  std::vector<char> reached(graph.vertex_count(), 0);
  std::vector<Vertex> queue = {graph.root};
  std::vector<EdgeIndex> tree;
  reached[graph.root] = 1;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    if (graph.leaf_only[queue[i]] && queue[i] != graph.root) continue;
    for (const EdgeIndex e : at[queue[i]]) {
      const Vertex u = graph.edges[e].a == queue[i] ? graph.edges[e].b : graph.edges[e].a;
      if (reached[u]) continue;
      reached[u] = 1;
      queue.push_back(u);
      tree.push_back(e);
    }
  }
  return tree;
}

// What the tree of these edges costs and collects, in the graph's own units and in file order.
void measure(const RootedGraph& graph, GraphPlan& plan) {
  plan.cost = plan.prize = 0;
  std::vector<char> in(graph.vertex_count(), 0);
  in[graph.root] = 1;
  for (const EdgeIndex e : plan.edges) {
    plan.cost += graph.edges[e].cost;
    in[graph.edges[e].a] = in[graph.edges[e].b] = 1;
  }
  for (Vertex v = 0; v < graph.vertex_count(); ++v) {
    if (!in[v]) continue;
    if (v != graph.root) plan.cost += graph.vertex_cost[v];
    plan.prize += graph.prize[v];
  }
}

void leave_out_spare_works(const RootedGraph& graph, const PlanRequest& request, GraphPlan& plan) {
  if (graph.work_count() == 0) return;
  std::vector<EdgeIndex> edges = without_spare_works(graph, request, plan.edges);
  if (edges == plan.edges) return;
  plan.edges = std::move(edges);
  measure(graph, plan);
}

bool is_guarded(const RootedGraph& graph, Vertex v) {
  return v != graph.root && graph.leaf_only[v];
}

// How often the solvers may add up all amounts. The edges and the prize of a leaf by nature are raised by at
// most twice the sum of everything, so that no best tree passes through it.
double copies_of_everything(const RootedGraph& graph) {
  std::size_t surcharges = 0;
  for (Vertex v = 0; v < graph.vertex_count(); ++v) surcharges += is_guarded(graph, v) ? 1U : 0U;
  for (const RootedGraph::Edge& e : graph.edges)
    surcharges += (is_guarded(graph, e.a) ? 1U : 0U) + (is_guarded(graph, e.b) ? 1U : 0U);
  return 1 + 2 * static_cast<double>(surcharges);
}

// Least cost and prizes left out: benchmark problems and values.
GraphPlan solve_spanning(const RootedGraph& graph, const PlanRequest& request, const SearchControl& control,
                         const Report& report, GraphPlan plan) {
  const double worth = request.question == Question::value     ? request.amount
                       : request.question == Question::steiner ? 0
                                                               : 1;
  std::vector<double> amounts = costs_of(graph);
  double all = 0;
  for (Vertex v = 0; v < graph.vertex_count(); ++v) {
    amounts.push_back(worth * graph.prize[v]);
    if (v != graph.root) all += worth * graph.prize[v];
  }
  const ValueScale scale(graph, amounts, copies_of_everything(graph), request.question == Question::value);
  SteinerProblem problem = problem_of(graph, scale);
  for (Vertex v = 0; v < graph.vertex_count(); ++v)
    problem.prize[v] = v != graph.root && graph.must[v] ? required : scale.prize(worth * graph.prize[v]);
  problem.prize[graph.root] = 0;
  // Twice through a vertex that is a leaf by nature costs more than everything else together.
  Amount everything = 1;
  for (const SteinerEdge& e : problem.edges) everything += e.cost;
  everything = std::accumulate(problem.vertex_cost.begin(), problem.vertex_cost.end(), everything);
  for (const Amount p : problem.prize) everything += p < required ? p : 0;
  everything += scale.unit() - everything % scale.unit();
  std::vector<std::uint32_t> degree(graph.vertex_count(), 0);
  for (const RootedGraph::Edge& e : graph.edges) {
    ++degree[e.a];
    ++degree[e.b];
  }
  const auto guarded = [&](Vertex v) { return is_guarded(graph, v) && degree[v] > 1; };
  Amount extra = 0;
  for (SteinerEdge& e : problem.edges)
    e.cost += ((guarded(e.a) ? 1 : 0) + (guarded(e.b) ? 1 : 0)) * everything;
  for (Vertex v = 0; v < graph.vertex_count(); ++v) {
    if (!guarded(v) || problem.prize[v] == 0) continue;
    extra += everything;
    if (problem.prize[v] < required) problem.prize[v] += everything;
  }
  const auto objective_of = [&](Amount amount) {
    const double value = scale.back(amount - extra);
    return request.question == Question::value ? all - value : value;
  };
  SearchControl inner = control;
  inner.unit = scale.unit();
  inner.gap_origin = extra + (request.question == Question::value ? scale.prize(all) : 0);
  if (report)
    inner.progress = [&](Amount value, Amount bound) {
      if (value < unreachable) report(objective_of(value), objective_of(bound));
    };
  SteinerAnswer answer = solve_steiner(problem, inner);
  if (answer.tree.objective >= unreachable && control.stopped())
    answer.tree = tree_of(problem, spanning_edges(graph));
  if (answer.tree.objective >= unreachable) {
    plan.status = control.stopped() ? GraphPlan::Status::stopped : GraphPlan::Status::out_of_reach;
    return plan;
  }
  plan.edges = answer.tree.edges;
  measure(graph, plan);
  if (request.question == Question::value) leave_out_spare_works(graph, request, plan);
  const double root_prize = worth * graph.prize[graph.root];
  plan.objective = request.question == Question::value ? worth * plan.prize - root_prize - plan.cost
                                                       : plan.cost + all + root_prize - plan.prize;
  if (request.question == Question::steiner) plan.objective = plan.cost;
  const bool is_closed = answer.bound / scale.unit() >= answer.tree.objective / scale.unit();
  if (is_closed && scale.amounts().is_exact()) {
    plan.bound = plan.objective;
    return plan;
  }
  const Amount whole_bound = std::max<Amount>(answer.bound - extra, 0) / scale.unit();
  const Amount error = scale.amounts().error_of(whole_bound);
  const double bound = objective_of(answer.bound - error * scale.unit());
  plan.bound =
      request.question == Question::value ? std::max(bound, plan.objective) : std::min(bound, plan.objective);
  // Nothing is worth its cost: there is no share of 0 that a rounded amount could stay below.
  if (is_closed && std::max(plan.objective, bound) <= 1e-9 * all) plan.bound = plan.objective;
  return plan;
}

// The graph as a tree in preorder, where it is one.
struct AsTree {
  PreorderTree tree;
  std::vector<EdgeIndex> edge_at;
};
std::optional<AsTree> as_tree(const SteinerProblem& problem, const std::vector<char>& reached) {
  SteinerProblem part = problem;
  part.edges.clear();
  std::vector<EdgeIndex> kept;
  for (EdgeIndex e = 0; e < problem.edges.size(); ++e)
    if (reached[problem.edges[e].a] && reached[problem.edges[e].b] &&
        problem.edges[e].a != problem.edges[e].b) {
      part.edges.push_back(problem.edges[e]);
      kept.push_back(e);
    }
  const auto vertices = static_cast<std::size_t>(std::count(reached.begin(), reached.end(), 1));
  if (part.edges.size() + 1 != vertices) return std::nullopt;
  const SteinerGraph graph(part);
  AsTree result;
  struct Frame {
    std::uint32_t slot, end, from, position;
  };
  std::vector<Frame> stack = {{graph.first[graph.root], graph.first[graph.root + 1], none, none}};
  while (!stack.empty()) {
    Frame& frame = stack.back();
    if (frame.slot == frame.end) {
      if (frame.position != none)
        result.tree.size[frame.position] = static_cast<std::uint32_t>(result.edge_at.size()) - frame.position;
      stack.pop_back();
      continue;
    }
    const std::uint32_t s = frame.slot++;
    if (graph.edge[s] == frame.from) continue;
    const Vertex u = graph.neighbour[s];
    result.tree.price.push_back(graph.cost[s] + graph.vertex_cost[u]);
    result.tree.prize.push_back(graph.prize[u]);
    result.tree.size.push_back(0);
    result.edge_at.push_back(kept[graph.edge[s]]);
    stack.push_back({graph.first[u], graph.first[u + 1], graph.edge[s],
                     static_cast<std::uint32_t>(result.edge_at.size() - 1)});
  }
  return result;
}

// Budgets and targets.
class LimitedSearch {
 public:
  LimitedSearch(const RootedGraph& graph, const PlanRequest& request, const SearchControl& control,
                const Report& report, const std::vector<char>& reached)
      : graph_(graph),
        request_(request),
        cost_(graph, copies_of_everything(graph)),
        // A vertex that must be in the plan is raised by the sum of all prizes.
        prize_(graph.prize, static_cast<double>(1 + std::count(graph.must.begin(), graph.must.end(), 1))),
        inner_(control) {
    problem_.graph = problem_of(graph, cost_);
    problem_.leaf_only = graph.leaf_only;
    problem_.is_budget = is_budget();
    problem_.unit = cost_.unit();
    Amount all = 1;
    for (Vertex v = 0; v < graph.vertex_count(); ++v)
      if (v != graph.root) all += prize_.whole(graph.prize[v]);
    // What must be in the plan is worth more than everything else together.
    for (Vertex v = 0; v < graph.vertex_count(); ++v) {
      if (v == graph.root) continue;
      problem_.graph.prize[v] = prize_.whole(graph.prize[v]) + (graph.must[v] ? all : 0);
      musts_ += graph.must[v] ? all : 0;
    }
    inner_.gap_origin = is_budget() ? musts_ : 0;
    if (report)
      inner_.progress = [this, &report](Amount value, Amount bound) {
        report(objective_of(value), bound_of(bound));
      };
    tree_ = as_tree(problem_.graph, reached);
  }

  GraphPlan solve(GraphPlan plan) {
    // Whole numbers that had to be rounded may hide a plan that is within the limit, or show one that is not.
    const Amount error = error_of_limit();
    CollectingAnswer answer = solve_for(limit(error));
    const Amount bound = answer.bound;
    if (answer.feasible) take(answer, plan);
    if (error > 0 && answer.feasible && !is_within_limit(plan)) {
      answer = solve_for(limit(-error));
      answer.bound = bound;
      if (answer.feasible) take(answer, plan);
    }
    if (!answer.feasible || answer.prize < musts_) {
      const bool is_proven = !answer.feasible || answer.bound < musts_;
      plan.status = !is_proven   ? GraphPlan::Status::stopped
                    : musts_ > 0 ? GraphPlan::Status::must_too_dear
                                 : GraphPlan::Status::out_of_reach;
      plan.edges.clear();
      return plan;
    }
    plan.objective = is_budget() ? plan.prize : plan.cost;
    const bool is_exact = cost_.money().is_exact() && prize_.is_exact();
    const bool is_closed = is_budget() ? answer.bound <= answer.prize
                                       : cost_.floored(answer.bound) >= cost_.floored(answer.cost);
    plan.is_work_limited = is_work_limited_;
    if (is_exact && is_closed)
      plan.bound = plan.objective;
    else if (is_budget())
      plan.bound = std::max(bound_of(answer.bound), plan.objective);
    else
      plan.bound = std::min(bound_of(answer.bound), plan.objective);
    return plan;
  }

 private:
  bool is_budget() const { return request_.question == Question::budget; }
  double at_root() const { return graph_.prize[graph_.root]; }

  Amount whole_limit() const {
    if (!is_budget()) return std::max<Amount>(prize_.least(request_.amount - at_root()), 0);
    const Amount everything = cost_.money().whole(sum_of(costs_of(graph_)));
    return std::min(cost_.money().most(request_.amount), everything + cost_.money().error_of(everything));
  }
  Amount error_of_limit() const { return (is_budget() ? cost_.money() : prize_).error_of(whole_limit()); }
  // The limit in whole numbers, wider by so much.
  Amount limit(Amount wider) const {
    return is_budget() ? cost_.most(whole_limit() + wider)
                       : std::max<Amount>(whole_limit() - wider, 0) + musts_;
  }
  bool is_within_limit(const GraphPlan& plan) const {
    return is_budget() ? plan.cost <= request_.amount * (1 + 1e-12)
                       : plan.prize >= request_.amount * (1 - 1e-12);
  }
  double objective_of(Amount amount) const {
    return is_budget() ? prize_.back(amount - musts_) + at_root() : cost_.back(amount);
  }
  // What no plan passes if the whole numbers have this bound.
  double bound_of(Amount bound) const {
    if (is_budget()) return objective_of(bound + prize_.error_of(std::max<Amount>(bound - musts_, 0)));
    const Amount money = std::max<Amount>(cost_.floored(bound), 0);
    return cost_.money().back(money - cost_.money().error_of(money));
  }

  CollectingAnswer solve_for(Amount limit) {
    problem_.limit = limit;
    if (!tree_) return solve_collecting(problem_, inner_);
    const TreePlan found = is_budget() ? most_within_budget(tree_->tree, limit, inner_)
                                       : cheapest_for_target(tree_->tree, limit, inner_);
    is_work_limited_ = found.is_work_limited;
    CollectingAnswer answer{found.feasible, found.cost, found.prize, found.bound, {}};
    for (const std::uint32_t i : found.taken) answer.edges.push_back(tree_->edge_at[i]);
    return answer;
  }

  void take(const CollectingAnswer& answer, GraphPlan& plan) const {
    plan.edges = answer.edges;
    measure(graph_, plan);
    leave_out_spare_works(graph_, request_, plan);
  }

  const RootedGraph& graph_;
  const PlanRequest& request_;
  CostScale cost_;
  AmountScale prize_;
  SearchControl inner_;
  CollectingProblem problem_;
  Amount musts_ = 0;
  std::optional<AsTree> tree_;
  bool is_work_limited_ = false;
};

}  // namespace

double GraphPlan::gap() const {
  const double largest = std::max(std::abs(objective), std::abs(bound));
  return largest > 0 ? std::abs(objective - bound) / largest : 0;
}

std::optional<double> GraphPlan::possible_gain() const {
  if (objective == 0) return std::nullopt;
  return std::abs(bound - objective) / std::abs(objective);
}

GraphPlan plan_with(const RootedGraph& graph, const PlanRequest& request,
                    const std::vector<EdgeIndex>& edges) {
  GraphPlan plan;
  plan.edges = without_spare_works(graph, request, edges);
  measure(graph, plan);
  plan.objective = plan.prize;
  return plan;
}

double reachable_prize(const RootedGraph& graph) {
  const std::vector<char> reached = reached_from_root(graph);
  double sum = 0;
  for (Vertex v = 0; v < graph.vertex_count(); ++v) sum += reached[v] ? graph.prize[v] : 0;
  return sum;
}

GraphPlan solve_plan(const RootedGraph& graph, const PlanRequest& request, const SearchControl& control,
                     const Report& progress) {
  GraphPlan plan;
  const std::vector<char> reached = reached_from_root(graph);
  bool must_reached = true;
  for (Vertex v = 0; v < graph.vertex_count(); ++v) {
    if (reached[v]) plan.reachable += graph.prize[v];
    must_reached = must_reached && (!graph.must[v] || reached[v]);
  }
  if (!must_reached) {
    plan.status = GraphPlan::Status::out_of_reach;
    return plan;
  }
  if (request.question == Question::budget || request.question == Question::target) {
    if (request.question == Question::target && plan.reachable < request.amount * (1 - 1e-12)) {
      plan.status = GraphPlan::Status::out_of_reach;
      return plan;
    }
    return LimitedSearch(graph, request, control, progress, reached).solve(std::move(plan));
  }
  return solve_spanning(graph, request, control, progress, std::move(plan));
}

}  // namespace lastmile::planning
