#include "sim/reliability/joined_vertices.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "sim/reliability/state_enumeration.h"
#include "sim/reliability/traced.h"

namespace lastmile {
namespace {

using AroundEdge = FrontierSolver::AroundEdge;

std::uint64_t pair_key(std::uint32_t a, std::uint32_t b) {
  const auto [low, high] = std::minmax(a, b);
  return std::uint64_t{low} << 32U | high;
}

}  // namespace

class JoinedVertices::Merging {
 public:
  Merging(JoinedVertices& to, const FailureGraph& graph)
      : to_(to), at_(graph.vertices), degree_(graph.vertices, 0) {
    to_.edges_ = graph.edges;
    alive_.assign(to_.edges_.size(), true);
    const auto given = static_cast<EdgeIndex>(to_.edges_.size());
    for (EdgeIndex e = 0; e < given; ++e) insert(e);
    for (std::uint32_t v = 1; v < graph.vertices; ++v) waiting_.push_back(v);
    while (!waiting_.empty()) {
      const std::uint32_t v = waiting_.back();
      waiting_.pop_back();
      if (degree_[v] == 1) take_leaf(v);
      if (degree_[v] == 2) take_between(v);
    }
    collect_kernel(graph.vertices);
  }

 private:
  // Adds a living edge; if there is one between the same ends, both are merged.
  void insert(EdgeIndex e) {
    const auto [a, b] = to_.edges_[e];
    const auto [known, is_new] = between_.emplace(pair_key(a, b), e);
    if (!is_new) {
      const EdgeIndex other = known->second;
      alive_[other] = alive_[e] = false;
      const EdgeIndex merged = add(a, b);
      to_.merges_.push_back({Merge::Kind::parallel, other, e, merged});
      known->second = merged;
      at_[a].push_back(merged);
      at_[b].push_back(merged);
      return;
    }
    for (const std::uint32_t end : {a, b}) {
      at_[end].push_back(e);
      ++degree_[end];
    }
  }

  EdgeIndex add(std::uint32_t a, std::uint32_t b) {
    to_.edges_.push_back({a, b});
    alive_.push_back(true);
    return static_cast<EdgeIndex>(to_.edges_.size() - 1);
  }

  std::vector<EdgeIndex>& living_at(std::uint32_t v) {
    std::erase_if(at_[v], [&](EdgeIndex e) { return !alive_[e]; });
    return at_[v];
  }

  void remove(EdgeIndex e) {
    alive_[e] = false;
    const auto [a, b] = to_.edges_[e];
    between_.erase(pair_key(a, b));
    for (const std::uint32_t end : {a, b}) {
      --degree_[end];
      if (end != 0 && degree_[end] > 0 && degree_[end] <= 2) waiting_.push_back(end);
    }
  }

  void take_leaf(std::uint32_t v) {
    const EdgeIndex f = living_at(v).front();
    to_.merges_.push_back({Merge::Kind::leaf, f, 0, 0, v});
    remove(f);
  }

  void take_between(std::uint32_t v) {
    const std::vector<EdgeIndex>& living = living_at(v);
    const EdgeIndex f = living[0];
    const EdgeIndex g = living[1];
    const std::uint32_t a = other_end(to_.edges_[f], v);
    const std::uint32_t b = other_end(to_.edges_[g], v);
    remove(f);
    remove(g);
    const EdgeIndex merged = add(a, b);
    to_.merges_.push_back({Merge::Kind::series, f, g, merged, v});
    insert(merged);
    for (const std::uint32_t end : {a, b})
      if (end != 0 && degree_[end] <= 2) waiting_.push_back(end);
  }

  void collect_kernel(std::uint32_t vertices) {
    for (std::uint32_t v = 0; v < vertices; ++v)
      if (degree_[v] > 0) to_.kernel_vertices_.push_back(v);
    if (to_.kernel_vertices_.empty()) return;
    std::unordered_map<std::uint32_t, std::uint32_t> number;
    for (const std::uint32_t v : to_.kernel_vertices_)
      number.emplace(v, static_cast<std::uint32_t>(number.size()));
    FailureGraph kernel;
    kernel.vertices = static_cast<std::uint32_t>(number.size());
    for (EdgeIndex e = 0; e < to_.edges_.size(); ++e) {
      if (!alive_[e]) continue;
      to_.kernel_edges_.push_back(e);
      kernel.edges.push_back({number.at(to_.edges_[e].a), number.at(to_.edges_[e].b)});
    }
    to_.frontier_.emplace(kernel);
  }

  JoinedVertices& to_;
  std::vector<std::vector<EdgeIndex>> at_;  // edges at each vertex, dead ones among them
  std::vector<std::uint32_t> degree_;
  std::vector<bool> alive_;
  std::unordered_map<std::uint64_t, EdgeIndex> between_;
  std::vector<std::uint32_t> waiting_;
};

// Vertices without a path to the root are left out from the beginning, so that the kernel is connected and
// contains the root.
JoinedVertices::JoinedVertices(const FailureGraph& graph) : graph_(graph) {
  Merging(*this, graph);
}

template <class Number>
void JoinedVertices::merge_edges(const std::vector<Number>& vertex_up, Progress<Number>& progress) const {
  std::vector<Number>& edge_up = progress.edge_up;
  edge_up.resize(edges_.size());
  for (const Merge& merge : merges_) {
    if (merge.kind == Merge::Kind::series)
      edge_up[merge.merged] = edge_up[merge.f] * vertex_up[merge.vertex] * edge_up[merge.g];
    if (merge.kind == Merge::Kind::parallel)
      edge_up[merge.merged] = 1 - (1 - edge_up[merge.f]) * (1 - edge_up[merge.g]);
  }
  progress.joined.assign(graph_.vertices, 0);
  progress.joined[0] = 1;
  progress.around.resize(edges_.size());
}

// Undoes the merging: from the probabilities around merged edges to those of the vertices inside.
template <class Number>
void JoinedVertices::take_apart(const std::vector<Number>& vertex_up, Progress<Number>& progress) const {
  auto& [edge_up, joined, around] = progress;
  for (auto merge = merges_.rbegin(); merge != merges_.rend(); ++merge) {
    const EdgeIndex f = merge->f;
    const EdgeIndex g = merge->g;
    const std::uint32_t v = merge->vertex;
    if (merge->kind == Merge::Kind::leaf) {
      const Number beside = joined[other_end(edges_[f], v)];
      const Number v_up = vertex_up[v];
      joined[v] = beside * edge_up[f] * v_up;
      around[f] = {v_up * beside, beside, beside, 0, beside};
      if (edges_[f].a != v) around[f] = around[f].reversed();
      continue;
    }
    const Around<Number> all = around[merge->merged];
    if (merge->kind == Merge::Kind::parallel) {
      // If one of them is up, the merged edge is; if it is down, that depends on the other.
      const auto part = [&all](const Number& other_up) {
        Around<Number> one = all;
        one.a_if_down = other_up * all.a_if_up + (1 - other_up) * all.a_if_down;
        one.b_if_down = other_up * all.b_if_up + (1 - other_up) * all.b_if_down;
        return one;
      };
      const Around<Number> of_f = part(edge_up[g]);
      const Around<Number> of_g = part(edge_up[f]);
      const bool f_is_reversed = edges_[f].a != edges_[merge->merged].a;
      const bool g_is_reversed = edges_[g].a != edges_[merge->merged].a;
      around[f] = f_is_reversed ? of_f.reversed() : of_f;
      around[g] = g_is_reversed ? of_g.reversed() : of_g;
      continue;
    }
    // Series: a - f - v - g - b. If f and v are up and g is down, v is joined over a.
    const Number v_up = vertex_up[v];
    const auto part = [&v_up](const Number& far_up, const Around<Number>& seen) {  // seen from the near end
      Around<Number> one;
      const Number through = v_up * far_up;
      one.a_if_up = through * seen.a_if_up + (1 - through) * seen.a_if_down;
      one.b_if_up = v_up * (far_up * seen.either_if_up + (1 - far_up) * seen.a_if_down);
      one.either_if_up = through * seen.either_if_up + (1 - through) * seen.a_if_down;
      one.a_if_down = seen.a_if_down;
      one.b_if_down = through * seen.b_if_down;
      return one;  // a: the near end, b: v
    };
    const Around<Number> near_f = part(edge_up[g], all);
    const Around<Number> near_g = part(edge_up[f], all.reversed());
    around[f] = edges_[f].a == v ? near_f.reversed() : near_f;
    around[g] = edges_[g].a == v ? near_g.reversed() : near_g;
    joined[v] = edge_up[f] * near_f.b_if_up + (1 - edge_up[f]) * near_f.b_if_down;
  }
}

std::optional<FrontierSolver::Solution> JoinedVertices::solve_kernel(const std::vector<double>& vertices,
                                                                     const std::vector<double>& edges) const {
  return frontier_->solve({vertices, edges});
}

std::optional<std::vector<double>> JoinedVertices::solve(const UpProbabilities& up) const {
  const std::vector<double> vertex_up(up.vertices.begin(), up.vertices.end());
  Progress<double> progress;
  progress.edge_up.assign(up.edges.begin(), up.edges.end());
  merge_edges(vertex_up, progress);
  if (frontier_) {
    std::vector<double> vertices(kernel_vertices_.size());
    std::vector<double> edges(kernel_edges_.size());
    for (std::size_t i = 0; i < vertices.size(); ++i) vertices[i] = vertex_up[kernel_vertices_[i]];
    for (std::size_t i = 0; i < edges.size(); ++i) edges[i] = progress.edge_up[kernel_edges_[i]];
    const auto solution = solve_kernel(vertices, edges);
    if (!solution) return enumerate_states(graph_, up);
    for (std::size_t i = 0; i < vertices.size(); ++i)
      progress.joined[kernel_vertices_[i]] = solution->vertices[i];
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const AroundEdge& e = solution->edges[i];
      progress.around[kernel_edges_[i]] = {e.a_if_up, e.b_if_up, e.either_if_up, e.a_if_down, e.b_if_down};
    }
  }
  take_apart(vertex_up, progress);
  return std::move(progress.joined);
}

// The kernel is not traced: its values are linear in each of its probabilities, so two solutions give the
// derivative by one of them. What is given that an edge is up, where it never is, comes from the solution in
// which it always is.
std::optional<JoinedVertices::Importance> JoinedVertices::importance(const UpProbabilities& up,
                                                                     std::span<const double> weight,
                                                                     std::uint64_t& work_left) const {
  Trace trace;
  std::vector<Traced> vertex_up(graph_.vertices, 1);
  for (std::uint32_t v = 1; v < graph_.vertices; ++v) vertex_up[v] = Traced(up.vertices[v], trace);
  Progress<Traced> progress;
  for (const double edge_up : up.edges) progress.edge_up.emplace_back(edge_up, trace);
  const std::vector<Traced> given = progress.edge_up;
  merge_edges(vertex_up, progress);

  std::vector<double> vertices(kernel_vertices_.size());
  std::vector<double> edges(kernel_edges_.size());
  for (std::size_t i = 0; i < vertices.size(); ++i) vertices[i] = vertex_up[kernel_vertices_[i]].value();
  for (std::size_t i = 0; i < edges.size(); ++i) edges[i] = progress.edge_up[kernel_edges_[i]].value();
  std::optional<FrontierSolver::Solution> solution;
  std::vector<std::optional<FrontierSolver::Solution>> if_up(edges.size());  // of edges that never are
  const std::size_t before_kernel = trace.size();
  if (frontier_) {
    solution = solve_kernel(vertices, edges);
    if (!solution) return std::nullopt;
    const auto can_fail = [](double probability) { return probability < 1; };
    const auto solutions = std::count_if(vertices.begin(), vertices.end(), can_fail) +
                           std::count_if(edges.begin(), edges.end(), can_fail);
    const std::uint64_t work = solution->states * static_cast<std::uint64_t>(solutions);
    if (work > work_left) return std::nullopt;
    work_left -= work;
    for (std::size_t i = 0; i < vertices.size(); ++i)
      progress.joined[kernel_vertices_[i]] = Traced(solution->vertices[i], trace);
    for (std::size_t i = 0; i < edges.size(); ++i) {
      AroundEdge& e = solution->edges[i];
      if (edges[i] <= 0) {
        edges[i] = 1;
        if_up[i] = solve_kernel(vertices, edges);
        edges[i] = 0;
        if (!if_up[i]) return std::nullopt;
        const AroundEdge& then = if_up[i]->edges[i];
        e = {then.a_if_up, then.b_if_up, then.either_if_up, e.a_if_down, e.b_if_down};
      }
      progress.around[kernel_edges_[i]] = {Traced(e.a_if_up, trace), Traced(e.b_if_up, trace),
                                           Traced(e.either_if_up, trace), Traced(e.a_if_down, trace),
                                           Traced(e.b_if_down, trace)};
    }
  }
  const std::vector<Traced> kernel_joined = progress.joined;
  const std::vector<Around<Traced>> kernel_around = progress.around;
  take_apart(vertex_up, progress);

  Importance found;
  std::vector<double> by(trace.size(), 0);
  for (std::uint32_t v = 0; v < graph_.vertices; ++v) {
    const Traced& joined = progress.joined[v];
    found.sum += weight[v] * joined.value();
    if (joined.is_traced()) by[joined.place()] += weight[v];
  }
  trace.pass_back(before_kernel, trace.size(), by);
  if (frontier_) {
    // The part of the sum that a solution of the kernel contributes, without the values around one edge.
    const auto sum_of = [&](const FrontierSolver::Solution& one, std::size_t without) {
      double sum = 0;
      for (std::size_t i = 0; i < vertices.size(); ++i)
        sum += by[kernel_joined[kernel_vertices_[i]].place()] * one.vertices[i];
      for (std::size_t i = 0; i < edges.size(); ++i) {
        if (i == without) continue;
        const Around<Traced>& place = kernel_around[kernel_edges_[i]];
        const AroundEdge& e = one.edges[i];
        sum += by[place.a_if_down.place()] * e.a_if_down + by[place.b_if_down.place()] * e.b_if_down;
        if (edges[i] <= 0) continue;  // never up
        sum += by[place.a_if_up.place()] * e.a_if_up + by[place.b_if_up.place()] * e.b_if_up +
               by[place.either_if_up.place()] * e.either_if_up;
      }
      return sum;
    };
    const auto add_derivative = [&](double& probability, const Traced& input, std::size_t without) {
      if (!input.is_traced() || probability >= 1) return;  // what never fails saves nothing
      const double before = probability;
      const double after = before < 0.5 ? 1 : 0;
      probability = after;
      const bool is_solved = without < edges.size() && if_up[without];
      const auto changed = is_solved ? std::move(if_up[without]) : solve_kernel(vertices, edges);
      probability = before;
      if (!changed) return;
      const double sum_before = sum_of(*solution, without);
      const double difference = sum_of(*changed, without) - sum_before;
      constexpr double rounding = 1e-14;
      if (std::abs(difference) > rounding * std::abs(sum_before))
        by[input.place()] += difference / (after - before);
    };
    for (std::size_t i = 0; i < vertices.size(); ++i)
      add_derivative(vertices[i], vertex_up[kernel_vertices_[i]], edges.size());
    for (std::size_t i = 0; i < edges.size(); ++i)
      add_derivative(edges[i], progress.edge_up[kernel_edges_[i]], i);
  }
  trace.pass_back(0, before_kernel, by);
  found.vertices.assign(graph_.vertices, 0);
  found.edges.reserve(given.size());
  for (std::uint32_t v = 1; v < graph_.vertices; ++v) found.vertices[v] = by[vertex_up[v].place()];
  for (const Traced& edge : given) found.edges.push_back(by[edge.place()]);
  return found;
}

}  // namespace lastmile
