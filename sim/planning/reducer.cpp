// Over 400 lines: the reductions share the graph that they change.
#include "sim/planning/reducer.h"

#include <algorithm>

namespace lastmile::planning {

Reducer::Reducer(const SteinerProblem& problem, Customers customers)
    : root_(problem.root),
      customers_(customers),
      original_edges_(problem.edges.size()),
      live_vertices_(problem.vertex_count()),
      vertex_cost_(problem.vertex_cost),
      prize_(problem.prize),
      vertex_alive_(problem.vertex_count(), 1),
      degree_(problem.vertex_count(), 0),
      head_(problem.vertex_count(), none),
      attached_(problem.vertex_count(), none),
      is_touched_(problem.vertex_count(), 0),
      edge_to_(problem.vertex_count(), none) {
  vertex_cost_[root_] = 0;
  prize_[root_] = 0;
  const std::size_t m = problem.edges.size();
  edge_cost_.reserve(m);
  to_.reserve(2 * m);
  for (EdgeIndex e = 0; e < m; ++e) {
    const SteinerEdge& edge = problem.edges[e];
    edge_cost_.push_back(edge.cost);
    edge_alive_.push_back(1);
    trace_.push_back(e);
    to_.insert(to_.end(), {edge.b, edge.a});
    next_.insert(next_.end(), {none, none});
    previous_.insert(previous_.end(), {none, none});
    closed_.insert(closed_.end(), {0, 0});
    ++live_edges_;
    link(2 * e, edge.a);
    link(2 * e + 1, edge.b);
    if (edge.a == edge.b) remove_edge(e);
  }
  for (Vertex v = 0; v < vertex_slots(); ++v) {
    touch(v);
    if (prize_[v] >= required) {
      offset_ += vertex_cost_[v];
      vertex_cost_[v] = 0;
    }
    drop_parallels(v);
  }
  drop_unreached();
}

Reducer::Trace Reducer::join(Trace a, Trace b) {
  if (a == none) return b;
  if (b == none) return a;
  joints_.push_back({a, b});
  return static_cast<Trace>(original_edges_ + joints_.size() - 1);
}

void Reducer::link(Half h, Vertex owner) {
  next_[h] = head_[owner];
  previous_[h] = none;
  if (head_[owner] != none) previous_[head_[owner]] = h;
  head_[owner] = h;
  ++degree_[owner];
}

void Reducer::unlink(Half h) {
  const Vertex owner = to_[h ^ 1];
  if (previous_[h] == none)
    head_[owner] = next_[h];
  else
    next_[previous_[h]] = next_[h];
  if (next_[h] != none) previous_[next_[h]] = previous_[h];
  --degree_[owner];
}

void Reducer::touch(Vertex v) {
  if (is_touched_[v]) return;
  is_touched_[v] = 1;
  touched_.push_back(v);
}

void Reducer::remove_edge(EdgeIndex e) {
  if (!edge_alive_[e]) return;
  edge_alive_[e] = 0;
  --live_edges_;
  unlink(2 * e);
  unlink(2 * e + 1);
  touch(to_[2 * std::size_t{e}]);
  touch(to_[2 * std::size_t{e} + 1]);
}

void Reducer::remove_vertex(Vertex v) {
  if (!vertex_alive_[v]) return;
  if (is_required(v)) {
    feasible_ = false;
    return;
  }
  offset_ += prize_[v];
  while (head_[v] != none) remove_edge(head_[v] / 2);
  vertex_alive_[v] = 0;
  --live_vertices_;
}

void Reducer::require(Vertex v) {
  if (is_required(v)) return;
  offset_ += vertex_cost_[v];
  vertex_cost_[v] = 0;
  prize_[v] = required;
  touch(v);
}

void Reducer::close(Half h) {
  closed_[h] = 1;
  if (closed_[h ^ 1]) remove_edge(h / 2);
}

void Reducer::reopen_arcs() {
  std::fill(closed_.begin(), closed_.end(), 0);
}

// Whether `by`, parallel to e, does all that e does at no higher cost. Closed arcs do not matter: where no
// better tree uses the cheaper edge in a direction, none uses the more expensive one.
bool Reducer::dominated(EdgeIndex e, EdgeIndex by) const {
  return edge_cost_[e] >= edge_cost_[by];
}

EdgeIndex Reducer::add_edge(Vertex a, Vertex b, Amount cost, Trace trace, bool closed_ab, bool closed_ba) {
  const EdgeIndex e = static_cast<EdgeIndex>(edge_cost_.size());
  edge_cost_.push_back(cost);
  edge_alive_.push_back(1);
  trace_.push_back(trace);
  to_.insert(to_.end(), {b, a});
  next_.insert(next_.end(), {none, none});
  previous_.insert(previous_.end(), {none, none});
  closed_.insert(closed_.end(), {static_cast<char>(closed_ab), static_cast<char>(closed_ba)});
  ++live_edges_;
  const Vertex least = degree_[a] <= degree_[b] ? a : b;
  const Vertex other = least == a ? b : a;
  bool keep = true;
  for (Half h = head_[least]; h != none;) {
    const Half following = next_[h];
    if (to_[h] == other) {
      if (dominated(e, h / 2))
        keep = false;
      else if (dominated(h / 2, e))
        remove_edge(h / 2);
    }
    h = following;
  }
  link(2 * e, a);
  link(2 * e + 1, b);
  touch(a);
  touch(b);
  if (!keep) remove_edge(e);
  return e;
}

void Reducer::drop_parallels(Vertex v) {
  for (Half h = head_[v]; h != none;) {
    const Half following = next_[h];
    EdgeIndex& best = edge_to_[to_[h]];
    if (best == none) {
      best = h / 2;
    } else if (dominated(h / 2, best)) {
      remove_edge(h / 2);
    } else {
      remove_edge(best);
      best = h / 2;
    }
    h = following;
  }
  for (Half h = head_[v]; h != none; h = next_[h]) edge_to_[to_[h]] = none;
}

void Reducer::drop_unreached() {
  std::vector<char> reached(vertex_slots(), 0);
  std::vector<Vertex> queue = {root_};
  reached[root_] = 1;
  for (std::size_t i = 0; i < queue.size(); ++i)
    for (Half h = head_[queue[i]]; h != none; h = next_[h])
      if (!reached[to_[h]]) {
        reached[to_[h]] = 1;
        queue.push_back(to_[h]);
      }
  for (Vertex v = 0; v < vertex_slots(); ++v)
    if (vertex_alive_[v] && !reached[v]) remove_vertex(v);
}

void Reducer::simplify() {
  while (!touched_.empty()) {
    const Vertex v = touched_.back();
    touched_.pop_back();
    is_touched_[v] = 0;
    if (!vertex_alive_[v] || v == root_ || (customers_ == Customers::stay && prize_[v] > 0)) continue;
    if (degree_[v] == 0)
      remove_vertex(v);
    else if (degree_[v] == 1)
      reduce_leaf(v);
    else if (degree_[v] == 2)
      reduce_through(v);
    if (!feasible_) return;
  }
}

// A leaf is worth joining whenever its neighbour is, or never.
void Reducer::reduce_leaf(Vertex v) {
  const Half out = head_[v];
  const Vertex u = to_[out];
  const Amount price = edge_cost_[out / 2] + vertex_cost_[v];
  if (prize_[v] <= price || closed_[out ^ 1]) return remove_vertex(v);
  offset_ += price;
  attached_[u] = join(join(attached_[u], trace_[out / 2]), attached_[v]);
  if (is_required(v))
    require(u);
  else if (!is_required(u))
    prize_[u] += prize_[v] - price;
  remove_edge(out / 2);
  vertex_alive_[v] = 0;
  --live_vertices_;
}

// A vertex with two edges that is not worth joining for its own sake is an edge.
void Reducer::reduce_through(Vertex v) {
  const Half one = head_[v];
  const Half two = next_[one];
  const Amount price = std::min(edge_cost_[one / 2], edge_cost_[two / 2]) + vertex_cost_[v];
  if (prize_[v] > price || to_[one] == to_[two]) return;
  const Amount prize = prize_[v];
  offset_ += prize;
  vertex_cost_[v] -= prize;
  prize_[v] = 0;
  replace_vertex(v, [](Vertex, Vertex, Amount) { return false; });
}

void Reducer::contract(EdgeIndex e, Vertex u, Vertex v) {
  const Amount price = edge_cost_[e] + vertex_cost_[v];
  const bool forced = is_required(v) || is_required(u);
  attached_[u] = join(join(attached_[u], trace_[e]), attached_[v]);
  remove_edge(e);
  for (Half h = head_[v]; h != none; h = head_[v]) {
    const EdgeIndex moved = h / 2;
    const Vertex w = to_[h];
    const bool out = closed_[h], in = closed_[h ^ 1];
    const Amount cost = edge_cost_[moved];
    const Trace trace = trace_[moved];
    remove_edge(moved);
    if (w != u) add_edge(u, w, cost, trace, out, in);
  }
  if (forced) {
    require(u);
    offset_ += price;
  } else {
    vertex_cost_[u] += price;
    prize_[u] += prize_[v];
  }
  vertex_alive_[v] = 0;
  --live_vertices_;
  touch(u);
}

void Reducer::prune_blocks() {
  // One depth-first search with low points, without recursion.
  struct Frame {
    Vertex v;
    Half next;
    EdgeIndex parent_edge;
  };
  const std::size_t n = vertex_slots();
  std::vector<std::uint32_t> found(n, 0), low(n, 0);
  std::vector<char> worth(n, 0), forced(n, 0);
  std::vector<Vertex> order;
  std::vector<Frame> stack = {{root_, head_[root_], none}};
  std::vector<Vertex> dropped;
  std::uint32_t clock = 1;
  found[root_] = low[root_] = clock++;
  order.push_back(root_);
  while (!stack.empty()) {
    Frame& frame = stack.back();
    const Vertex v = frame.v;
    if (frame.next != none) {
      const Half h = frame.next;
      frame.next = next_[h];
      if (h / 2 == frame.parent_edge) continue;
      const Vertex u = to_[h];
      if (found[u]) {
        low[v] = std::min(low[v], found[u]);
        continue;
      }
      found[u] = low[u] = clock++;
      order.push_back(u);
      worth[u] = prize_[u] > 0 ? 1 : 0;
      forced[u] = prize_[u] >= required ? 1 : 0;
      stack.push_back({u, head_[u], h / 2});
      continue;
    }
    stack.pop_back();
    if (stack.empty()) break;
    const Vertex parent = stack.back().v;
    if (low[v] >= found[parent]) {  // the parent alone joins v's part to the root
      if (!worth[v]) dropped.push_back(v);
      if (forced[v] && parent != root_) require(parent);
    }
    low[parent] = std::min(low[parent], low[v]);
    worth[parent] = static_cast<char>(worth[parent] | worth[v]);
    forced[parent] = static_cast<char>(forced[parent] | forced[v] | (prize_[parent] >= required));
  }
  // The part of a dropped vertex is what follows it in the order until something found from outside.
  for (const Vertex v : dropped) {
    if (!vertex_alive_[v]) continue;
    std::vector<Vertex> part = {v};
    const std::uint32_t from = found[v];
    for (std::size_t i = 0; i < part.size(); ++i) {
      for (Half h = head_[part[i]]; h != none; h = next_[h]) {
        const Vertex u = to_[h];
        if (found[u] > from && vertex_alive_[u]) {
          found[u] = 0;
          part.push_back(u);
        }
      }
      found[part[i]] = 0;
    }
    for (const Vertex u : part) remove_vertex(u);
  }
}

Vertex Reducer::repack(Vertex v) {
  const Compact rest = compact();
  std::vector<Trace> traces, attached;
  for (const EdgeIndex e : rest.edge_of) traces.push_back(trace_[e]);
  for (const Vertex old : rest.vertex_of) attached.push_back(attached_[old]);
  const auto at = std::lower_bound(rest.vertex_of.begin(), rest.vertex_of.end(), v);
  const Vertex moved = v == none ? none : static_cast<Vertex>(at - rest.vertex_of.begin());
  // The problem knows no cost or prize of its root, and what is required costs nothing any more.
  Reducer packed(rest.problem, customers_);
  packed.offset_ += offset_;
  packed.feasible_ = packed.feasible_ && feasible_;
  packed.original_edges_ = original_edges_;
  packed.joints_ = std::move(joints_);
  packed.attached_ = std::move(attached);
  packed.trace_ = std::move(traces);
  for (EdgeIndex e = 0; e < rest.edge_of.size(); ++e) {
    packed.closed_[2 * std::size_t{e}] = rest.closed_ab[e];
    packed.closed_[2 * std::size_t{e} + 1] = rest.closed_ba[e];
  }
  *this = std::move(packed);
  return moved;
}

std::size_t Reducer::memory() const {
  return vertex_slots() * 60 + edge_slots() * 60 + joints_.size() * 8;
}

Reducer::Compact Reducer::compact() const {
  Compact rest;
  std::vector<Vertex> dense(vertex_slots(), none);
  for (Vertex v = 0; v < vertex_slots(); ++v) {
    if (!vertex_alive_[v]) continue;
    dense[v] = static_cast<Vertex>(rest.vertex_of.size());
    rest.vertex_of.push_back(v);
    rest.problem.vertex_cost.push_back(vertex_cost_[v]);
    rest.problem.prize.push_back(prize_[v]);
  }
  rest.problem.root = dense[root_];
  for (EdgeIndex e = 0; e < edge_slots(); ++e) {
    if (!edge_alive_[e]) continue;
    rest.problem.edges.push_back({dense[end_a(e)], dense[end_b(e)], edge_cost_[e]});
    rest.edge_of.push_back(e);
    rest.closed_ab.push_back(closed_[2 * std::size_t{e}]);
    rest.closed_ba.push_back(closed_[2 * std::size_t{e} + 1]);
  }
  return rest;
}

std::vector<EdgeIndex> Reducer::expand(const std::vector<EdgeIndex>& edges) const {
  std::vector<Trace> open;
  const auto add = [&](Trace trace) {
    if (trace != none) open.push_back(trace);
  };
  std::vector<char> added(vertex_slots(), 0);
  const auto add_vertex = [&](Vertex v) {
    if (!added[v]) add(attached_[v]);
    added[v] = 1;
  };
  add_vertex(root_);
  for (const EdgeIndex e : edges) {
    add(trace_[e]);
    add_vertex(end_a(e));
    add_vertex(end_b(e));
  }
  std::vector<EdgeIndex> originals;
  while (!open.empty()) {
    const Trace trace = open.back();
    open.pop_back();
    if (trace < original_edges_) {
      originals.push_back(trace);
    } else {
      const Joint& joint = joints_[trace - original_edges_];
      open.push_back(joint.left);
      open.push_back(joint.right);
    }
  }
  std::sort(originals.begin(), originals.end());
  originals.erase(std::unique(originals.begin(), originals.end()), originals.end());
  return originals;
}

}  // namespace lastmile::planning
