#include "sim/planning/steiner_search.h"

#include <algorithm>
#include <memory>
#include <set>

#include "sim/planning/node_solver.h"
#include "sim/support/parallel.h"

namespace lastmile::planning {
namespace {

constexpr std::size_t batch_size = 4;
constexpr std::uint64_t most_nodes_for_order = 200;
constexpr std::size_t open_node_memory = 150u << 20;

struct OpenNode {
  std::shared_ptr<const Reducer> rest;
  Vertex vertex = none;
  bool in = false;
  Amount bound = 0;
  std::uint32_t depth = 0;
  std::uint64_t number = 0;
};

class Search {
 public:
  Search(const SteinerProblem& problem, const SearchControl& control) : problem_(problem), control_(control) {
    best_.objective = control.beat;
  }

  SteinerAnswer solve();

 private:
  void offer(const SteinerTree& tree);
  void repeat(const Reducer& root);
  Vertex refine(Reducer& reducer);
  void probe(Reducer& reducer, Vertex& vertex);
  void recombine();
  void branch(std::shared_ptr<const Reducer> root, Vertex vertex, Amount bound);
  void raise_bound(Amount bound) {
    bound_ = std::max(bound_, std::min(bound, best_.objective));
    if (control_.progress) control_.progress(best_.objective, bound_);
  }
  bool closed() const { return control_.is_enough(best_.objective, bound_); }
  // Whether a better tree would only come first among equals.
  bool is_unit_closed() const {
    return control_.unit > 1 && bound_ / control_.unit >= best_.objective / control_.unit;
  }

  const SteinerProblem& problem_;
  const SearchControl& control_;
  SteinerTree best_;
  Amount bound_ = 0;
  std::uint64_t repeated_ = 0;
  std::vector<SteinerTree> pool_;  // good trees, best first
};

SteinerAnswer Search::solve() {
  Reducer reducer(problem_);
  const NodeResult root = solve_node(reducer, best_.objective, {}, control_, control_.seed);
  offer(root.best);
  raise_bound(root.bound);
  if (root.branch_on != none && !closed() && control_.most_nodes > 0) {
    repeat(reducer);
    Vertex vertex = refine(reducer);
    probe(reducer, vertex);
    if (vertex != none && !closed() && !control_.stopped())
      branch(std::make_shared<const Reducer>(std::move(reducer)), vertex, bound_);
  }
  SteinerAnswer answer;
  answer.bound = std::min(bound_, best_.objective);
  if (!best_.edges.empty() || best_.objective < control_.beat) answer.tree = best_;
  return answer;
}

// Raises the bound and reduces what it can, as long as better trees are found. Returns a vertex to branch on;
// none: solved.
Vertex Search::refine(Reducer& reducer) {
  for (;;) {
    const Amount before = best_.objective;
    NodeEffort effort{.rounds = 20, .least_shrink = 0.05, .improves = control_.improves};
    effort.report = [&](const NodeResult& so_far) {
      offer(so_far.best);
      raise_bound(so_far.bound);
    };
    const NodeResult node = solve_node(reducer, before, effort, control_, control_.seed);
    offer(node.best);
    raise_bound(node.bound);
    if (node.branch_on == none || closed() || control_.stopped()) return node.branch_on;
    recombine();
    const Vertex vertex = reducer.repack(node.branch_on);
    if (best_.objective == before) return vertex;
  }
}

// Looks for trees below a guess between bound and value. So few parts are of use to them that they are found,
// or shown not to exist, which raises the bound to the guess.
void Search::probe(Reducer& reducer, Vertex& vertex) {
  double share = 0.5;
  for (std::uint32_t i = 1; i <= control_.probes && share > 0.05 && vertex != none && !closed() &&
                            !is_unit_closed() && !control_.stopped();
       ++i) {
    const Amount value = best_.objective;
    const Amount guess =
        bound_ + std::max<Amount>(1, static_cast<Amount>(share * static_cast<double>(value - bound_)));
    Reducer part = reducer;
    NodeEffort effort{.rounds = 20, .least_shrink = 0.05, .improves = control_.improves};
    effort.report = [&](const NodeResult& so_far) {
      offer(so_far.best);
      raise_bound(std::min(so_far.bound, guess));
    };
    const NodeResult node = solve_node(part, guess, effort, control_, control_.seed + i);
    offer(node.best);
    raise_bound(std::min(node.bound, guess));
    if (node.branch_on != none && !closed()) repeat(part);
    if (node.branch_on != none && best_.objective == value) share /= 2;
    if (best_.objective < value && !closed() && !control_.stopped()) vertex = refine(reducer);
  }
}

void Search::offer(const SteinerTree& tree) {
  if (tree.objective >= unreachable) return;
  SteinerTree exact = tree_of(problem_, tree.edges);
  if (exact.objective < best_.objective) {
    best_ = exact;
    if (control_.progress) control_.progress(best_.objective, bound_);
  }
  const auto at =
      std::lower_bound(pool_.begin(), pool_.end(), exact, [](const SteinerTree& a, const SteinerTree& b) {
        return a.objective != b.objective ? a.objective < b.objective : a.edges < b.edges;
      });
  if (at != pool_.end() && at->edges == exact.edges) return;
  pool_.insert(at, std::move(exact));
  if (pool_.size() > 12) pool_.pop_back();
}

// Trees from perturbed costs, recombined after every batch.
void Search::repeat(const Reducer& root) {
  for (std::uint32_t done = 0; done < control_.repetitions && !control_.stopped(); done += batch_size) {
    std::vector<SteinerTree> trees(batch_size);
    for_each_index(batch_size, [&](std::size_t i) {
      const std::uint64_t number = control_.seed * 1'000'003 + repeated_ + i;
      trees[i] = perturbed_tree(root, 0.05 * static_cast<double>(1 + i), number, control_);
    });
    repeated_ += batch_size;
    for (const SteinerTree& tree : trees) offer(tree);
    recombine();
  }
}

void Search::recombine() {
  if (pool_.size() < 2) return;
  std::vector<EdgeIndex> edges;
  for (const SteinerTree& tree : pool_) edges.insert(edges.end(), tree.edges.begin(), tree.edges.end());
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  SteinerProblem part = problem_;
  part.edges.clear();
  for (const EdgeIndex e : edges) part.edges.push_back(problem_.edges[e]);
  Reducer reducer(part);
  const NodeResult node = solve_node(reducer, best_.objective, {}, control_, control_.seed);
  if (node.best.objective >= unreachable) return;
  SteinerTree whole;
  whole.objective = node.best.objective;
  for (const EdgeIndex e : node.best.edges) whole.edges.push_back(edges[e]);
  offer(whole);
}

void Search::branch(std::shared_ptr<const Reducer> root, Vertex vertex, Amount bound) {
  const auto better = [](const OpenNode& a, const OpenNode& b) {
    return a.bound != b.bound ? a.bound < b.bound : a.number < b.number;
  };
  std::set<OpenNode, decltype(better)> open(better);
  std::uint64_t numbers = 0;
  std::size_t memory = 0;
  const auto add = [&](std::shared_ptr<const Reducer> rest, Vertex v, Amount at, std::uint32_t depth) {
    memory += rest->memory();
    for (const bool in : {true, false}) open.insert({rest, v, in, at, depth, numbers++});
  };
  add(std::move(root), vertex, bound, 1);
  NodeEffort effort{.rounds = 4, .least_shrink = 0.1, .local_search = true, .distance_tests = true};
  std::uint64_t batches_for_order = 0;
  for (std::uint64_t nodes = 0; !open.empty() && nodes < control_.most_nodes && !control_.stopped();) {
    raise_bound(open.begin()->bound);
    if (closed()) return;
    if (is_unit_closed() && ++batches_for_order * batch_size > most_nodes_for_order) return;
    std::vector<OpenNode> batch;
    while (!open.empty() && batch.size() < batch_size) {
      // With much memory in use go deep, so that nodes are finished.
      auto at = open.begin();
      if (memory > open_node_memory)
        at = std::max_element(open.begin(), open.end(),
                              [](const OpenNode& a, const OpenNode& b) { return a.number < b.number; });
      batch.push_back(*at);
      if (at->rest.use_count() == 2) memory -= at->rest->memory();
      open.erase(at);
    }
    std::vector<NodeResult> results(batch.size());
    std::vector<std::shared_ptr<Reducer>> rests(batch.size());
    const Amount upper = best_.objective;
    for_each_index(batch.size(), [&](std::size_t i) {
      rests[i] = std::make_shared<Reducer>(*batch[i].rest);
      if (batch[i].in)
        rests[i]->require(batch[i].vertex);
      else
        rests[i]->remove_vertex(batch[i].vertex);
      results[i] = solve_node(*rests[i], upper, effort, control_, batch[i].number);
    });
    for (std::size_t i = 0; i < batch.size(); ++i) {
      ++nodes;
      offer(results[i].best);
    }
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const Amount at = std::max(results[i].bound, batch[i].bound);
      if (control_.stopped() && results[i].branch_on == none && at < best_.objective) continue;
      if (results[i].branch_on == none || at >= best_.objective) continue;
      const Vertex next = rests[i]->repack(results[i].branch_on);
      add(rests[i], next, at, batch[i].depth + 1);
    }
    if (control_.stopped())
      for (const OpenNode& node : batch) open.insert(node);
  }
  if (open.empty())
    raise_bound(best_.objective);
  else
    raise_bound(open.begin()->bound);
}

}  // namespace

SteinerAnswer solve_steiner(const SteinerProblem& problem, const SearchControl& control) {
  return Search(problem, control).solve();
}

SteinerTree tree_of(const SteinerProblem& problem, const std::vector<EdgeIndex>& edges) {
  // The vertices that matter, with dense indices.
  std::vector<Vertex> vertices = {problem.root};
  for (const EdgeIndex e : edges) vertices.insert(vertices.end(), {problem.edges[e].a, problem.edges[e].b});
  std::sort(vertices.begin(), vertices.end());
  vertices.erase(std::unique(vertices.begin(), vertices.end()), vertices.end());
  const auto dense = [&](Vertex v) {
    return static_cast<Vertex>(std::lower_bound(vertices.begin(), vertices.end(), v) - vertices.begin());
  };
  SteinerProblem part;
  part.root = dense(problem.root);
  for (const Vertex v : vertices) {
    part.vertex_cost.push_back(problem.vertex_cost[v]);
    part.prize.push_back(problem.prize[v]);
  }
  for (const EdgeIndex e : edges)
    part.edges.push_back({dense(problem.edges[e].a), dense(problem.edges[e].b), problem.edges[e].cost});
  const SteinerGraph graph(part);
  TreeBuilder builder(graph);
  const RootedTree tree = builder.build(std::vector<char>(vertices.size(), 1));
  SteinerTree result;
  if (tree.objective >= unreachable) return result;
  Amount outside = 0;
  std::size_t next = 0;
  for (Vertex v = 0; v < problem.vertex_count(); ++v) {
    if (next < vertices.size() && vertices[next] == v) {
      ++next;
    } else if (problem.prize[v] >= required) {
      return result;
    } else {
      outside += problem.prize[v];
    }
  }
  result.objective = tree.objective + outside;
  for (std::size_t i = 1; i < tree.slots.size(); ++i)
    result.edges.push_back(edges[graph.edge[tree.slots[i]]]);
  std::sort(result.edges.begin(), result.edges.end());
  return result;
}

}  // namespace lastmile::planning
