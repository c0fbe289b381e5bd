#include "sim/planning/spare_works.h"

#include <algorithm>
#include <deque>
#include <numeric>
#include <queue>
#include <span>

namespace lastmile::planning {
namespace {

class Thinning {
 public:
  Thinning(const RootedGraph& graph, const PlanRequest& request, const std::vector<EdgeIndex>& edges)
      : graph_(graph), request_(request), in_(graph.vertex_count(), 0), usable_(graph.edges.size(), 0) {
    in_[graph.root] = 1;
    for (const EdgeIndex e : edges) {
      usable_[e] = 1;
      for (const Vertex v : {graph.edges[e].a, graph.edges[e].b}) in_[v] = 1;
    }
    first_.assign(graph.vertex_count() + 1, 0);
    for (EdgeIndex e = 0; e < graph.edges.size(); ++e) {
      const auto& [a, b, cost] = graph.edges[e];
      if (!graph.is_work(e) && cost == 0) usable_[e] = 1;
      usable_[e] = usable_[e] && in_[a] && in_[b] && a != b ? 1 : 0;
      if (!usable_[e]) continue;
      ++first_[a + 1];
      ++first_[b + 1];
    }
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    edges_.resize(first_.back());
    std::vector<std::uint32_t> slot(first_.begin(), first_.end() - 1);
    for (EdgeIndex e = 0; e < graph.edges.size(); ++e)
      if (usable_[e])
        for (const Vertex v : {graph.edges[e].a, graph.edges[e].b}) edges_[slot[v]++] = e;
  }

  std::vector<EdgeIndex> thinned() {
    do {
      grow();
      prune();
    } while (drop_spare());
    std::vector<EdgeIndex> edges;
    for (const Vertex v : order_)
      if (in_[v] && over_[v] != none) edges.push_back(over_[v]);
    std::sort(edges.begin(), edges.end());
    return edges;
  }

 private:
  std::span<const EdgeIndex> at(Vertex v) const {
    return {edges_.data() + first_[v], edges_.data() + first_[v + 1]};
  }
  bool may_pass(Vertex v) const { return v == graph_.root || !graph_.leaf_only[v]; }
  Vertex other_end(EdgeIndex e, Vertex v) const {
    return graph_.edges[e].a == v ? graph_.edges[e].b : graph_.edges[e].a;
  }

  // A tree of paths with the fewest works from the root; what it does not reach is out.
  void grow() {
    over_.assign(graph_.vertex_count(), none);
    above_.assign(graph_.vertex_count(), none);
    order_.clear();
    std::vector<std::uint32_t> works(graph_.vertex_count(), none);
    std::vector<char> is_done(graph_.vertex_count(), 0);
    std::deque<Vertex> queue = {graph_.root};
    works[graph_.root] = 0;
    while (!queue.empty()) {
      const Vertex v = queue.front();
      queue.pop_front();
      if (is_done[v]) continue;
      is_done[v] = 1;
      order_.push_back(v);
      if (!may_pass(v)) continue;
      for (const EdgeIndex e : at(v)) {
        const Vertex u = other_end(e, v);
        const std::uint32_t more = graph_.is_work(e) ? 1 : 0;
        if (!usable_[e] || !in_[u] || works[v] + more >= works[u]) continue;
        works[u] = works[v] + more;
        over_[u] = e;
        above_[u] = v;
        if (more == 0)
          queue.push_front(u);
        else
          queue.push_back(u);
      }
    }
    for (Vertex v = 0; v < in_.size(); ++v) in_[v] = in_[v] && is_done[v] ? 1 : 0;
  }

  double cost_with_edge(Vertex v) const { return graph_.vertex_cost[v] + graph_.edges[over_[v]].cost; }

  // Whether so much prize may be lost if so much cost is saved.
  bool is_spare(double prize, double saved) const {
    if (request_.question == Question::target)
      return prize <= 0 || collected_ - prize >= request_.amount * (1 - 1e-12);
    if (request_.question == Question::value) return request_.amount * prize <= saved;
    return prize <= 0;
  }

  // Branches that can be left out, from their ends.
  void prune() {
    collected_ = 0;
    for (const Vertex v : order_) collected_ += graph_.prize[v];
    if (request_.question == Question::value)
      prune_by_value();
    else
      prune_leaves();
    order_.erase(std::remove_if(order_.begin(), order_.end(), [this](Vertex v) { return !in_[v]; }),
                 order_.end());
  }

  // The dearest first, where not all of them can go.
  void prune_leaves() {
    std::vector<std::uint32_t> below(graph_.vertex_count(), 0);
    for (const Vertex v : order_)
      if (above_[v] != none) ++below[above_[v]];
    std::priority_queue<std::pair<double, Vertex>> leaves;
    const auto offer = [&](Vertex v) {
      if (below[v] == 0 && v != graph_.root && !graph_.must[v]) leaves.push({cost_with_edge(v), v});
    };
    for (const Vertex v : order_) offer(v);
    while (!leaves.empty()) {
      const auto [cost, v] = leaves.top();
      leaves.pop();
      if (!is_spare(graph_.prize[v], cost)) continue;
      collected_ -= graph_.prize[v];
      in_[v] = 0;
      --below[above_[v]];
      offer(above_[v]);
    }
  }

  void prune_by_value() {
    std::vector<double> gain(graph_.vertex_count(), 0);
    std::vector<char> has_must(graph_.vertex_count(), 0);
    for (std::size_t i = order_.size(); i-- > 1;) {
      const Vertex v = order_[i];
      gain[v] += request_.amount * graph_.prize[v] - cost_with_edge(v);
      has_must[v] = has_must[v] || graph_.must[v] ? 1 : 0;
      if (gain[v] <= 0 && !has_must[v]) {
        in_[v] = 0;
        continue;
      }
      gain[above_[v]] += gain[v];
      has_must[above_[v]] = has_must[above_[v]] || has_must[v] ? 1 : 0;
    }
    for (const Vertex v : order_)  // below what went
      if (above_[v] != none && !in_[above_[v]]) in_[v] = 0;
  }

  // A place on the ways from the root: a vertex, or the edge to it where that is a work.
  struct Places {
    std::vector<std::uint32_t> of_vertex, of_edge;  // by vertex; of the edge that leads to it
    std::vector<std::vector<std::uint32_t>> next;
  };

  Places places() const {
    Places all;
    all.of_vertex.assign(graph_.vertex_count(), none);
    all.of_edge.assign(graph_.vertex_count(), none);
    std::uint32_t count = 0;
    for (const Vertex v : order_) {
      all.of_vertex[v] = count++;
      if (over_[v] != none && graph_.is_work(over_[v])) all.of_edge[v] = count++;
    }
    all.next.resize(count);
    const auto join = [&](std::uint32_t from, std::uint32_t to) { all.next[from].push_back(to); };
    for (const Vertex v : order_) {
      const std::uint32_t here = all.of_vertex[v];
      if (const std::uint32_t edge = all.of_edge[v]; edge != none) {
        const std::uint32_t above = all.of_vertex[above_[v]];
        join(above, edge);
        join(edge, here);
        if (!may_pass(v)) continue;
        join(here, edge);
        join(edge, above);
      }
      if (!may_pass(v)) continue;
      for (const EdgeIndex e : at(v)) {
        const Vertex u = other_end(e, v);
        if (in_[u] && !graph_.is_work(e)) join(here, all.of_vertex[u]);
      }
    }
    return all;
  }

  // For each place the last one that all ways to it from the root pass through; in the order of a depth-first
  // search, ends first. Source: Cooper, Harvey, Kennedy 2001.
  struct Dominators {
    std::vector<std::uint32_t> order;  // ends first, the root last
    std::vector<std::uint32_t> above;
  };
  static Dominators dominators(const Places& all, std::uint32_t root) {
    const std::size_t n = all.next.size();
    Dominators found;
    std::vector<std::uint32_t> rank(n, none);
    std::vector<char> seen(n, 0);
    std::vector<std::pair<std::uint32_t, std::size_t>> stack = {{root, 0}};
    seen[root] = 1;
    while (!stack.empty()) {
      auto& [v, next] = stack.back();
      if (next == all.next[v].size()) {
        rank[v] = static_cast<std::uint32_t>(found.order.size());
        found.order.push_back(v);
        stack.pop_back();
        continue;
      }
      const std::uint32_t u = all.next[v][next++];
      if (seen[u]) continue;
      seen[u] = 1;
      stack.push_back({u, 0});
    }
    std::vector<std::vector<std::uint32_t>> before(n);
    for (std::uint32_t v = 0; v < n; ++v)
      for (const std::uint32_t u : all.next[v]) before[u].push_back(v);
    found.above.assign(n, none);
    found.above[root] = root;
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = found.order.size() - 1; i-- > 0;) {
        const std::uint32_t v = found.order[i];
        std::uint32_t best = none;
        for (std::uint32_t u : before[v]) {
          if (found.above[u] == none) continue;
          if (best == none) {
            best = u;
            continue;
          }
          while (u != best) {
            while (rank[u] < rank[best]) u = found.above[u];
            while (rank[best] < rank[u]) best = found.above[best];
          }
        }
        if (found.above[v] == best) continue;
        found.above[v] = best;
        changed = true;
      }
    }
    return found;
  }

  // Drops one work that all prizes can do without, though it lies on the way to some; the dearest there is.
  bool drop_spare() {
    if (!has_other_ways()) return false;
    const Places all = places();
    const Dominators tree = dominators(all, all.of_vertex[graph_.root]);
    std::vector<double> prize(all.next.size(), 0);
    std::vector<char> has_must(all.next.size(), 0);
    for (const Vertex v : order_) {
      prize[all.of_vertex[v]] = graph_.prize[v];
      has_must[all.of_vertex[v]] = graph_.must[v];
    }
    for (const std::uint32_t place : tree.order) {
      const std::uint32_t above = tree.above[place];
      if (above == place) continue;
      prize[above] += prize[place];
      has_must[above] = has_must[above] || has_must[place] ? 1 : 0;
    }
    Vertex best = none;
    bool best_is_edge = false;
    double most = -1;
    const auto consider = [&](std::uint32_t place, Vertex v, bool is_edge, double saved) {
      if (saved <= most || has_must[place] || !is_spare(prize[place], saved)) return;
      most = saved;
      best = v;
      best_is_edge = is_edge;
    };
    for (const Vertex v : order_) {
      if (v == graph_.root) continue;
      if (graph_.vertex_work[v]) consider(all.of_vertex[v], v, false, graph_.vertex_cost[v]);
      if (all.of_edge[v] != none) consider(all.of_edge[v], v, true, graph_.edges[over_[v]].cost);
    }
    if (best == none) return false;
    if (best_is_edge)
      usable_[over_[best]] = 0;
    else
      in_[best] = 0;
    return true;
  }

  // Whether what is left is more than its tree.
  bool has_other_ways() const {
    std::size_t ways = 0;
    for (const Vertex v : order_)
      for (const EdgeIndex e : at(v)) ways += in_[other_end(e, v)] && !graph_.is_work(e) ? 1 : 0;
    std::size_t tree = 0;
    for (const Vertex v : order_)
      if (over_[v] != none && !graph_.is_work(over_[v])) tree += 2;
    return ways > tree;
  }

  const RootedGraph& graph_;
  const PlanRequest& request_;
  std::vector<char> in_;
  std::vector<char> usable_;          // by edge
  std::vector<std::uint32_t> first_;  // by vertex, into edges_
  std::vector<EdgeIndex> edges_;
  std::vector<EdgeIndex> over_;  // the tree: by vertex, the edge that leads to it
  std::vector<Vertex> above_, order_;
  double collected_ = 0;
};

}  // namespace

std::vector<EdgeIndex> without_spare_works(const RootedGraph& graph, const PlanRequest& request,
                                           const std::vector<EdgeIndex>& edges) {
  return Thinning(graph, request, edges).thinned();
}

}  // namespace lastmile::planning
