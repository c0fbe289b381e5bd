#include "sim/planning/node_solver.h"

#include <algorithm>

#include "sim/planning/bound_tests.h"
#include "sim/planning/distance_tests.h"
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

std::uint64_t mixed(std::uint64_t x) {  // splitmix64
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

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
    ascent.run(graph, graph.root, graph.arc_costs(), graph.prize, settings);
    if (!ascent.feasible()) return solved();
    result.bound = std::max(result.bound, reducer.offset() + ascent.bound());
    if (result.bound >= upper) return solved();
    TreeBuilder builder(graph);
    RootedTree tree = tree_on_saturated(graph, ascent, builder);
    if (effort.local_search) tree = LocalSearch(graph).improve(std::move(tree), builder, control);
    if (tree.objective < unreachable && tree.objective + reducer.offset() < upper) {
      upper = tree.objective + reducer.offset();
      result.best = original_tree(tree, graph, rest, reducer);
      if (result.bound >= upper) return solved();
    }
    const std::size_t size = reducer.live_edges() + reducer.live_vertices();
    if (upper < unreachable) {
      const Amount offset = reducer.offset();
      apply_bound(reducer, rest, graph, graph.root, ascent, upper - offset - ascent.bound());
      for (std::uint32_t i = 0; i < effort.other_roots && !control.stopped(); ++i) {
        std::vector<Vertex> roots;
        for (Vertex v = 0; v < graph.vertex_count(); ++v)
          if (graph.prize[v] >= required) roots.push_back(v);
        if (roots.empty()) break;
        const Vertex root = roots[mixed(seed + std::uint64_t{1000} * round + i) % roots.size()];
        std::vector<Amount> prizes = graph.prize;
        prizes[graph.root] = required;
        std::vector<Amount> costs(graph.slot_count());
        for (Vertex v = 0; v < graph.vertex_count(); ++v)
          for (std::uint32_t s = graph.first[v]; s < graph.first[v + 1]; ++s)
            costs[s] = graph.cost[s] + graph.vertex_cost[v];
        ascent.run(graph, root, std::move(costs), std::move(prizes), settings);
        result.bound = std::max(result.bound, offset + ascent.bound());
        if (result.bound >= upper) return solved();
        apply_bound(reducer, rest, graph, root, ascent, upper - offset - ascent.bound());
        TreeBuilder other_builder(graph);
        RootedTree other = tree_on_saturated(graph, ascent, other_builder);
        if (effort.local_search) other = LocalSearch(graph).improve(std::move(other), other_builder, control);
        if (other.objective < unreachable && other.objective + offset < upper) {
          upper = other.objective + offset;
          // The reducer has moved on: the way back to original edges is that of the edges still known to it.
          result.best = original_tree(other, graph, rest, reducer);
          result.best.objective = upper;
        }
      }
    }
    reducer.simplify();
    if (!reducer.feasible()) return solved();
    const std::size_t left = reducer.live_edges() + reducer.live_vertices();
    const bool shrank =
        static_cast<double>(size - std::min(size, left)) > effort.least_shrink * static_cast<double>(size);
    if (shrank && round + 1 < effort.rounds && !control.stopped()) continue;
    const Vertex branch = branching_vertex(graph, ascent, tree);
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
    const Reducer::Compact last = reducer.compact();
    const SteinerGraph last_graph(last.problem);
    TreeBuilder last_builder(last_graph);
    const RootedTree spanning = last_builder.build(std::vector<char>(last_graph.vertex_count(), 1));
    if (spanning.objective < unreachable && spanning.objective + reducer.offset() < upper) {
      upper = spanning.objective + reducer.offset();
      result.best = original_tree(spanning, last_graph, last, reducer);
    }
    return solved();
  }
}

SteinerTree perturbed_tree(const Reducer& reducer, double noise, std::uint64_t seed,
                           const SearchControl& control) {
  const Reducer::Compact rest = reducer.compact();
  const SteinerGraph graph = graph_of(rest);
  std::vector<Amount> costs = graph.arc_costs();
  std::vector<double> factor(rest.edge_of.size());
  for (std::size_t e = 0; e < factor.size(); ++e)
    factor[e] = 1 + noise * static_cast<double>(mixed(seed ^ mixed(e)) >> 11) * 0x1p-53;
  for (std::size_t s = 0; s < costs.size(); ++s)
    if (costs[s] < unreachable)
      costs[s] = static_cast<Amount>(static_cast<double>(costs[s]) * factor[graph.edge[s]]);
  DualAscent ascent;
  ascent.run(graph, graph.root, std::move(costs), graph.prize, {0.25, [&] { return control.stopped(); }});
  TreeBuilder builder(graph);
  RootedTree tree = tree_on_saturated(graph, ascent, builder);
  tree = LocalSearch(graph).improve(std::move(tree), builder, control);
  return original_tree(tree, graph, rest, reducer);
}

}  // namespace lastmile::planning
