#include "sim/planning/node_solver.h"

#include <algorithm>
#include <optional>

#include "sim/planning/bound_tests.h"
#include "sim/planning/distance_tests.h"
#include "sim/planning/draws.h"
#include "sim/planning/dual_improver.h"
#include "sim/planning/local_search.h"
#include "sim/planning/shortest_path_tree.h"

namespace lastmile::planning {
namespace {

SteinerGraph graph_of(const Reducer::Compact& rest) {
  SteinerGraph graph(rest.problem);
  for (Vertex v = 0; v < graph.vertex_count(); ++v)
    for (std::uint32_t s = graph.first[v]; s < graph.first[v + 1]; ++s) {
      const EdgeIndex e = graph.edge[s];
      graph.closed[s] = rest.problem.edges[e].b == v ? rest.closed_ab[e] : rest.closed_ba[e];
    }
  return graph;
}

// A tree over arcs that dual ascent has saturated.
RootedTree tree_on_saturated(const SteinerGraph& graph, const DualAscent& ascent, TreeBuilder& builder) {
  std::vector<Amount> length(graph.slot_count());
  std::vector<char> wanted(graph.vertex_count());
  for (Vertex v = 0; v < graph.vertex_count(); ++v) {
    wanted[v] = graph.prize[v] > 0 ? 1 : 0;
    for (std::uint32_t s = graph.first[v]; s < graph.first[v + 1]; ++s) {
      const bool open = ascent.reduced_cost()[s] == 0 || ascent.reduced_cost()[graph.twin[s]] == 0;
      length[s] = open ? graph.cost[s] + graph.vertex_cost[v] : unreachable;
    }
  }
  ShortestPathTree paths(graph);
  return builder.build(paths.grow(length, wanted));
}

SteinerTree original_tree(const RootedTree& tree, const SteinerGraph& graph, const Reducer::Compact& rest,
                          const Reducer& reducer) {
  SteinerTree result;
  if (tree.objective >= unreachable) return result;
  result.objective = tree.objective + reducer.offset();
  std::vector<EdgeIndex> edges;
  for (std::size_t i = 1; i < tree.slots.size(); ++i)
    edges.push_back(rest.edge_of[graph.edge[tree.slots[i]]]);
  result.edges = reducer.expand(edges);
  return result;
}

// Keeps the best tree of a node. Returns the upper bound with it.
Amount note(const RootedTree& tree, const SteinerGraph& graph, const Reducer::Compact& rest,
            const Reducer& reducer, Amount upper, NodeResult& result) {
  if (tree.objective >= unreachable || tree.objective + reducer.offset() >= result.best.objective)
    return upper;
  result.best = original_tree(tree, graph, rest, reducer);
  return std::min(upper, result.best.objective);
}

// Where to branch: the vertex outside the required ones that most saturated arcs enter, of equals that with
// most edges in the tree.
Vertex branching_vertex(const SteinerGraph& graph, const DualAscent& ascent, const RootedTree& tree) {
  std::vector<std::uint32_t> tree_degree(graph.vertex_count(), 0);
  for (std::size_t i = 1; i < tree.vertices.size(); ++i) {
    ++tree_degree[tree.vertices[i]];
    ++tree_degree[graph.neighbour[tree.slots[i]]];
  }
  Vertex best = none;
  std::uint64_t best_score = 0;
  for (Vertex v = 0; v < graph.vertex_count(); ++v) {
    if (v == graph.root || graph.prize[v] >= required) continue;
    std::uint64_t saturated = 0;
    for (std::uint32_t s = graph.first[v]; s < graph.first[v + 1]; ++s)
      saturated += ascent.reduced_cost()[s] == 0 ? 1 : 0;
    const std::uint64_t degree = graph.first[v + 1] - graph.first[v];
    const std::uint64_t score = (saturated << 40) + (std::uint64_t{tree_degree[v]} << 20) + degree + 1;
    if (score <= best_score) continue;
    best_score = score;
    best = v;
  }
  return best;
}

// Batches of moves until the bound hardly rises any more. Trees on the arcs that become saturated guide the
// moves.
class Improvement {
 public:
  Improvement(const Reducer& reducer, const Reducer::Compact& rest, const SteinerGraph& graph,
              const NodeEffort& effort, const SearchControl& control)
      : reducer_(reducer), rest_(rest), graph_(graph), effort_(effort), control_(control), builder_(graph) {}

  // Returns the upper bound, with the bound and the best tree in `result`.
  Amount run(RootedTree& tree, Amount upper, NodeResult& result, std::uint64_t seed) {
    improver_.emplace(graph_, tree, seed, [&] { return control_.stopped(); });
    const Amount offset = reducer_.offset();
    const std::size_t moves = std::max<std::size_t>(200, improver_->customer_count());
    Amount before = offset + improver_->ascent().bound();
    for (std::uint32_t batch = 0; batch < effort_.improves && !control_.stopped(); ++batch) {
      improver_->improve(moves);
      const Amount bound = offset + improver_->ascent().bound();
      RootedTree other = tree_on_saturated(graph_, improver_->ascent(), builder_);
      if (effort_.local_search) other = LocalSearch(graph_).improve(std::move(other), builder_, control_);
      if (other.objective < tree.objective) {
        tree = std::move(other);
        improver_->follow(tree);
      }
      upper = note(tree, graph_, rest_, reducer_, upper, result);
      result.bound = std::max(result.bound, bound);
      if (effort_.report) effort_.report(result);
      if (bound >= upper || control_.is_enough(upper, bound)) break;
      if (static_cast<double>(bound - before) < least_gain * static_cast<double>(upper - bound)) break;
      before = bound;
    }
    return upper;
  }
  const DualAscent& ascent() const { return improver_->ascent(); }

 private:
  static constexpr double least_gain = 0.01;  // of a batch, as a share of the gap

  const Reducer& reducer_;
  const Reducer::Compact& rest_;
  const SteinerGraph& graph_;
  const NodeEffort& effort_;
  const SearchControl& control_;
  TreeBuilder builder_;
  std::optional<DualImprover> improver_;
};

}  // namespace

NodeResult solve_node(Reducer& reducer, Amount upper, const NodeEffort& effort, const SearchControl& control,
                      std::uint64_t seed) {
  NodeResult result;
  DualAscent ascent;
  const DualAscent::Settings settings{effort.slack, [&] { return control.stopped(); }};
  const auto solved = [&] {
    result.bound = upper;
    result.branch_on = none;
    return result;
  };
  for (std::uint32_t round = 0;; ++round) {
    reducer.simplify();
    if (effort.distance_tests) apply_distance_tests(reducer);
    reducer.prune_blocks();
    reducer.simplify();
    if (!reducer.feasible() || reducer.offset() >= upper) return solved();
    const Reducer::Compact rest = reducer.compact();
    const SteinerGraph graph = graph_of(rest);
    ascent.run(graph, graph.arc_costs(), graph.prize, settings);
    if (!ascent.feasible()) return solved();
    result.bound = std::max(result.bound, reducer.offset() + ascent.bound());
    if (result.bound >= upper) return solved();
    TreeBuilder builder(graph);
    RootedTree tree = tree_on_saturated(graph, ascent, builder);
    if (effort.local_search) tree = LocalSearch(graph).improve(std::move(tree), builder, control);
    upper = note(tree, graph, rest, reducer, upper, result);
    if (result.bound >= upper) return solved();
    const std::size_t size = reducer.live_edges() + reducer.live_vertices();
    const DualAscent* last = &ascent;
    std::optional<Improvement> improvement;
    if (effort.improves > 0 && tree.objective < unreachable) {
      improvement.emplace(reducer, rest, graph, effort, control);
      upper = improvement->run(tree, upper, result, seed + round);
      if (result.bound >= upper) return solved();
      last = &improvement->ascent();
    }
    if (upper < unreachable)
      apply_bound(reducer, rest, graph, *last, upper - reducer.offset() - last->bound());
    reducer.simplify();
    if (!reducer.feasible()) return solved();
    const std::size_t left = reducer.live_edges() + reducer.live_vertices();
    const bool shrank =
        static_cast<double>(size - std::min(size, left)) > effort.least_shrink * static_cast<double>(size);
    if (shrank && round + 1 < effort.rounds && !control.stopped() && !control.is_enough(upper, result.bound))
      continue;
    const Vertex branch = branching_vertex(graph, *last, tree);
    result.branch_on = none;
    if (branch != none && reducer.has_vertex(rest.vertex_of[branch]) &&
        !reducer.is_required(rest.vertex_of[branch]))
      result.branch_on = rest.vertex_of[branch];
    if (result.branch_on == none) {  // any vertex that is still open
      for (Vertex v = 0; v < reducer.vertex_slots() && result.branch_on == none; ++v)
        if (reducer.has_vertex(v) && !reducer.is_required(v)) result.branch_on = v;
    }
    if (result.branch_on != none) return result;
    // All vertices are required: what is left to find is a spanning tree.
    const Reducer::Compact spanned = reducer.compact();
    const SteinerGraph last_graph(spanned.problem);
    TreeBuilder last_builder(last_graph);
    const RootedTree spanning = last_builder.build(std::vector<char>(last_graph.vertex_count(), 1));
    upper = note(spanning, last_graph, spanned, reducer, upper, result);
    return solved();
  }
}

SteinerTree perturbed_tree(const Reducer& reducer, double noise, std::uint64_t seed,
                           const SearchControl& control) {
  const Reducer::Compact rest = reducer.compact();
  const SteinerGraph graph = graph_of(rest);
  std::vector<Amount> costs = graph.arc_costs();
  std::vector<double> factor(rest.edge_of.size());
  for (std::size_t e = 0; e < factor.size(); ++e) factor[e] = 1 + noise * mixed_share(seed ^ mixed(e));
  for (std::size_t s = 0; s < costs.size(); ++s)
    if (costs[s] < unreachable)
      costs[s] = static_cast<Amount>(static_cast<double>(costs[s]) * factor[graph.edge[s]]);
  DualAscent ascent;
  ascent.run(graph, std::move(costs), graph.prize, {0.25, [&] { return control.stopped(); }});
  TreeBuilder builder(graph);
  RootedTree tree = tree_on_saturated(graph, ascent, builder);
  tree = LocalSearch(graph).improve(std::move(tree), builder, control);
  return original_tree(tree, graph, rest, reducer);
}

}  // namespace lastmile::planning
