#include "sim/reliability/joined_vertices.h"

#include <algorithm>
#include <unordered_map>

#include "sim/reliability/state_enumeration.h"

namespace lastmile {
namespace {

using AroundEdge = FrontierSolver::AroundEdge;

std::uint64_t pair_key(std::uint32_t a, std::uint32_t b) {
  const auto [low, high] = std::minmax(a, b);
  return std::uint64_t{low} << 32U | high;
}

// The values of an edge with its ends swapped.
AroundEdge reversed(const AroundEdge& e) {
  return {e.b_if_up, e.a_if_up, e.either_if_up, e.b_if_down, e.a_if_down};
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

std::optional<std::vector<double>> JoinedVertices::solve(const UpProbabilities& up) const {
  std::vector<double> edge_up(up.edges.begin(), up.edges.end());
  edge_up.resize(edges_.size());
  for (const Merge& merge : merges_) {
    if (merge.kind == Merge::Kind::series)
      edge_up[merge.merged] = edge_up[merge.f] * up.vertices[merge.vertex] * edge_up[merge.g];
    if (merge.kind == Merge::Kind::parallel)
      edge_up[merge.merged] = 1 - (1 - edge_up[merge.f]) * (1 - edge_up[merge.g]);
  }
  std::vector<double> joined(graph_.vertices, 0);
  std::vector<AroundEdge> around(edges_.size());
  joined[0] = 1;
  if (frontier_) {
    std::vector<double> vertices(kernel_vertices_.size());
    std::vector<double> edges(kernel_edges_.size());
    for (std::size_t i = 0; i < vertices.size(); ++i) vertices[i] = up.vertices[kernel_vertices_[i]];
    for (std::size_t i = 0; i < edges.size(); ++i) edges[i] = edge_up[kernel_edges_[i]];
    const auto solution = frontier_->solve({vertices, edges});
    if (!solution) return enumerate_states(graph_, up);
    for (std::size_t i = 0; i < vertices.size(); ++i) joined[kernel_vertices_[i]] = solution->vertices[i];
    for (std::size_t i = 0; i < edges.size(); ++i) around[kernel_edges_[i]] = solution->edges[i];
  }
  for (auto merge = merges_.rbegin(); merge != merges_.rend(); ++merge) {
    const EdgeIndex f = merge->f;
    const EdgeIndex g = merge->g;
    const std::uint32_t v = merge->vertex;
    if (merge->kind == Merge::Kind::leaf) {
      const double beside = joined[other_end(edges_[f], v)];
      const double v_up = up.vertices[v];
      joined[v] = beside * edge_up[f] * v_up;
      around[f] = {v_up * beside, beside, beside, 0, beside};
      if (edges_[f].a != v) around[f] = reversed(around[f]);
      continue;
    }
    const AroundEdge& all = around[merge->merged];
    if (merge->kind == Merge::Kind::parallel) {
      // If one of them is up, the merged edge is; if it is down, that depends on the other.
      const auto part = [&](double other_up) {
        AroundEdge one = all;
        one.a_if_down = other_up * all.a_if_up + (1 - other_up) * all.a_if_down;
        one.b_if_down = other_up * all.b_if_up + (1 - other_up) * all.b_if_down;
        return one;
      };
      const AroundEdge of_f = part(edge_up[g]);
      const AroundEdge of_g = part(edge_up[f]);
      const auto oriented = [&](EdgeIndex e, const AroundEdge& one) {
        return edges_[e].a == edges_[merge->merged].a ? one : reversed(one);
      };
      around[f] = oriented(f, of_f);
      around[g] = oriented(g, of_g);
      continue;
    }
    // Series: a - f - v - g - b. If f and v are up and g is down, v is joined over a.
    const double v_up = up.vertices[v];
    const auto part = [&](double far_up, const AroundEdge& seen) {  // seen from the near end
      AroundEdge one;
      const double through = v_up * far_up;
      one.a_if_up = through * seen.a_if_up + (1 - through) * seen.a_if_down;
      one.b_if_up = v_up * (far_up * seen.either_if_up + (1 - far_up) * seen.a_if_down);
      one.either_if_up = through * seen.either_if_up + (1 - through) * seen.a_if_down;
      one.a_if_down = seen.a_if_down;
      one.b_if_down = through * seen.b_if_down;
      return one;  // a: the near end, b: v
    };
    const AroundEdge near_f = part(edge_up[g], all);
    const AroundEdge near_g = part(edge_up[f], reversed(all));
    around[f] = edges_[f].a == v ? reversed(near_f) : near_f;
    around[g] = edges_[g].a == v ? reversed(near_g) : near_g;
    joined[v] = edge_up[f] * near_f.b_if_up + (1 - edge_up[f]) * near_f.b_if_down;
  }
  return joined;
}

}  // namespace lastmile
