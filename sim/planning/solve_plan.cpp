#include "sim/planning/solve_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "sim/planning/amounts.h"
#include "sim/planning/budget_search.h"
#include "sim/planning/steiner_graph.h"
#include "sim/planning/steiner_search.h"
#include "sim/planning/tree_plan.h"

namespace lastmile::planning {
namespace {

using Report = std::function<void(double, double)>;

std::vector<double> costs_of(const RootedGraph& graph) {
  std::vector<double> costs = graph.vertex_cost;
  costs[graph.root] = 0;
  for (const RootedGraph::Edge& e : graph.edges) costs.push_back(e.cost);
  return costs;
}

SteinerProblem problem_of(const RootedGraph& graph, const AmountScale& cost) {
  SteinerProblem problem;
  problem.root = graph.root;
  for (const RootedGraph::Edge& e : graph.edges) problem.edges.push_back({e.a, e.b, cost.whole(e.cost)});
  for (const double c : graph.vertex_cost) problem.vertex_cost.push_back(cost.whole(c));
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
  const AmountScale scale(amounts, copies_of_everything(graph));
  SteinerProblem problem = problem_of(graph, scale);
  for (Vertex v = 0; v < graph.vertex_count(); ++v)
    problem.prize[v] = v != graph.root && graph.must[v] ? required : scale.whole(worth * graph.prize[v]);
  problem.prize[graph.root] = 0;
  // Twice through a vertex that is a leaf by nature costs more than everything else together.
  Amount everything = 1;
  for (const SteinerEdge& e : problem.edges) everything += e.cost;
  everything = std::accumulate(problem.vertex_cost.begin(), problem.vertex_cost.end(), everything);
  for (const Amount p : problem.prize) everything += p < required ? p : 0;
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
  inner.gap_origin = extra + (request.question == Question::value ? scale.whole(all) : 0);
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
  const double root_prize = worth * graph.prize[graph.root];
  plan.objective = request.question == Question::value ? worth * plan.prize - root_prize - plan.cost
                                                       : plan.cost + all + root_prize - plan.prize;
  if (request.question == Question::steiner) plan.objective = plan.cost;
  plan.bound = answer.bound >= answer.tree.objective ? plan.objective : objective_of(answer.bound);
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

GraphPlan solve_limited(const RootedGraph& graph, const PlanRequest& request, const SearchControl& control,
                        const Report& report, const std::vector<char>& reached, GraphPlan plan) {
  const bool is_budget = request.question == Question::budget;
  const AmountScale cost(costs_of(graph), copies_of_everything(graph));
  // A vertex that must be in the plan is raised by the sum of all prizes.
  const AmountScale prize(graph.prize,
                          static_cast<double>(1 + std::count(graph.must.begin(), graph.must.end(), 1)));
  CollectingProblem problem;
  problem.graph = problem_of(graph, cost);
  problem.leaf_only = graph.leaf_only;
  problem.is_budget = is_budget;
  Amount all = 1, musts = 0;
  for (Vertex v = 0; v < graph.vertex_count(); ++v)
    if (v != graph.root) all += prize.whole(graph.prize[v]);
  // What must be in the plan is worth more than everything else together.
  for (Vertex v = 0; v < graph.vertex_count(); ++v) {
    if (v == graph.root) continue;
    problem.graph.prize[v] = prize.whole(graph.prize[v]) + (graph.must[v] ? all : 0);
    musts += graph.must[v] ? all : 0;
  }
  const double at_root = graph.prize[graph.root];
  problem.limit = is_budget ? cost.most(request.amount)
                            : std::max<Amount>(prize.least(request.amount - at_root), 0) + musts;
  const auto objective_of = [&](Amount amount) {
    return is_budget ? prize.back(amount - musts) + at_root : cost.back(amount);
  };
  SearchControl inner = control;
  inner.gap_origin = is_budget ? musts : 0;
  if (report)
    inner.progress = [&](Amount value, Amount bound) { report(objective_of(value), objective_of(bound)); };
  CollectingAnswer answer;
  if (const auto tree = as_tree(problem.graph, reached)) {
    const TreePlan found = is_budget ? most_within_budget(tree->tree, problem.limit, inner)
                                     : cheapest_for_target(tree->tree, problem.limit, inner);
    answer.feasible = found.feasible;
    answer.cost = found.cost;
    answer.prize = found.prize;
    answer.bound = found.bound;
    for (const std::uint32_t i : found.taken) answer.edges.push_back(tree->edge_at[i]);
  } else {
    answer = solve_collecting(problem, inner);
  }
  if (!answer.feasible || answer.prize < musts) {
    const bool is_proven = !answer.feasible || answer.bound < musts;
    plan.status = !is_proven  ? GraphPlan::Status::stopped
                  : musts > 0 ? GraphPlan::Status::must_too_dear
                              : GraphPlan::Status::out_of_reach;
    return plan;
  }
  plan.edges = answer.edges;
  measure(graph, plan);
  plan.objective = is_budget ? plan.prize : plan.cost;
  const bool closed = is_budget ? answer.bound <= answer.prize : answer.bound >= answer.cost;
  plan.bound = closed ? plan.objective : objective_of(answer.bound);
  return plan;
}

}  // namespace

double GraphPlan::gap() const {
  const double largest = std::max(std::abs(objective), std::abs(bound));
  return largest > 0 ? std::abs(objective - bound) / largest : 0;
}

std::optional<double> GraphPlan::possible_gain() const {
  if (objective == 0) return std::nullopt;
  return std::abs(bound - objective) / std::abs(objective);
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
    return solve_limited(graph, request, control, progress, reached, std::move(plan));
  }
  return solve_spanning(graph, request, control, progress, std::move(plan));
}

}  // namespace lastmile::planning
