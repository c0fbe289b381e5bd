// A Steiner problem that shrinks: vertices and edges that some best tree can do without disappear, others are
// merged, and the way back to the original edges is kept.
//
// Every operation here keeps at least one best tree. Operations that need a reason from outside (a bound, a
// distance) are offered to those who have one. Adjacency is kept as linked lists in flat arrays: all
// operations are O(degree).
#pragma once

#include "sim/planning/steiner_problem.h"

namespace lastmile::planning {

class Reducer {
 public:
  using Half = std::uint32_t;  // half 2e leads from edge e's end a to b, half 2e + 1 back

  // Where prizes are not final (a budget decides what is worth its cost) customers stay vertices of their
  // own.
  enum class Customers { merge, stay };

  explicit Reducer(const SteinerProblem& problem, Customers customers = Customers::merge);

  // Applies the tests of degree 0, 1 and 2 and drops dominated parallel edges, until nothing changes. Also
  // drops what the root does not reach.
  void simplify();
  // Drops parts that hang off a single vertex and hold no prize; marks vertices that separate the root from a
  // required one as required. O(n + m).
  void prune_blocks();

  // What the tree costs whatever is chosen in the rest.
  Amount offset() const { return offset_; }
  bool feasible() const { return feasible_; }
  Vertex root() const { return root_; }
  std::size_t vertex_slots() const { return head_.size(); }  // removed vertices included
  std::size_t edge_slots() const { return edge_cost_.size(); }
  std::size_t live_vertices() const { return live_vertices_; }
  std::size_t live_edges() const { return live_edges_; }
  bool has_vertex(Vertex v) const { return vertex_alive_[v]; }
  bool has_edge(EdgeIndex e) const { return edge_alive_[e]; }
  Amount vertex_cost(Vertex v) const { return vertex_cost_[v]; }
  Amount prize(Vertex v) const { return prize_[v]; }
  bool is_required(Vertex v) const { return v == root_ || prize_[v] >= required; }
  Amount edge_cost(EdgeIndex e) const { return edge_cost_[e]; }
  std::uint32_t degree(Vertex v) const { return degree_[v]; }
  Half first_half(Vertex v) const { return head_[v]; }
  Half next_half(Half h) const { return next_[h]; }
  Vertex target(Half h) const { return to_[h]; }
  Vertex end_a(EdgeIndex e) const { return to_[2 * std::size_t{e} + 1]; }
  Vertex end_b(EdgeIndex e) const { return to_[2 * std::size_t{e}]; }
  bool is_closed(Half h) const { return closed_[h]; }

  void remove_edge(EdgeIndex e);
  void remove_vertex(Vertex v);  // its prize is lost
  void require(Vertex v);
  void close(Half h);  // the arc along h is in no better tree
  void reopen_arcs();  // forgets all closed arcs
  // Replaces a vertex without prize, of which a best tree uses at most two edges, by edges between all pairs
  // of its neighbours, except those pairs where skip(a, b, cost) holds.
  template <class Skip>
  void replace_vertex(Vertex v, Skip skip);
  // Merges v into u along edge e, which every tree with either of them contains without loss.
  void contract(EdgeIndex e, Vertex u, Vertex v);

  // Gives back the memory of what is gone. Vertices and edges get new indices; returns that of v.
  Vertex repack(Vertex v = none);
  std::size_t memory() const;  // bytes, about

  // The rest as a problem of its own, with dense indices. `edge_of` and `vertex_of` give the Reducer's
  // indices.
  struct Compact {
    SteinerProblem problem;
    std::vector<EdgeIndex> edge_of;
    std::vector<Vertex> vertex_of;
    std::vector<char> closed_ab;  // per edge: arc a -> b, arc b -> a
    std::vector<char> closed_ba;
  };
  Compact compact() const;
  // The original edges of a tree in the rest, given by the Reducer's edges. May hold a cycle where edges
  // share original ones: the caller takes a spanning tree.
  std::vector<EdgeIndex> expand(const std::vector<EdgeIndex>& edges) const;

 private:
  using Trace = std::uint32_t;  // an original edge, or a joint of two traces

  Trace join(Trace a, Trace b);
  void unlink(Half h);
  void link(Half h, Vertex owner);
  void touch(Vertex v);
  EdgeIndex add_edge(Vertex a, Vertex b, Amount cost, Trace trace, bool closed_ab, bool closed_ba);
  bool dominated(EdgeIndex e, EdgeIndex by) const;
  void drop_parallels(Vertex v);
  void drop_unreached();
  void reduce_leaf(Vertex v);
  void reduce_through(Vertex v);
  Half half_to(Vertex v, EdgeIndex e) const { return end_a(e) == v ? 2 * e : 2 * e + 1; }

  Vertex root_;
  Customers customers_;
  Amount offset_ = 0;
  bool feasible_ = true;
  std::size_t original_edges_;
  std::size_t live_vertices_ = 0;
  std::size_t live_edges_ = 0;
  std::vector<Amount> vertex_cost_, prize_;
  std::vector<char> vertex_alive_;
  std::vector<std::uint32_t> degree_;
  std::vector<Half> head_;
  std::vector<Trace> attached_;  // original edges that come with a vertex
  std::vector<Amount> edge_cost_;
  std::vector<char> edge_alive_;
  std::vector<Trace> trace_;
  std::vector<Vertex> to_;
  std::vector<Half> next_, previous_;
  std::vector<char> closed_;
  struct Joint {
    Trace left, right;
  };
  std::vector<Joint> joints_;
  std::vector<Vertex> touched_;
  std::vector<char> is_touched_;
  std::vector<EdgeIndex> edge_to_;  // scratch: by neighbour
};

template <class Skip>
void Reducer::replace_vertex(Vertex v, Skip skip) {
  struct Arm {
    Vertex end;
    EdgeIndex edge;
  };
  std::vector<Arm> arms;
  for (Half h = head_[v]; h != none; h = next_[h]) arms.push_back({to_[h], h / 2});
  for (std::size_t i = 0; i < arms.size(); ++i) {
    for (std::size_t j = i + 1; j < arms.size(); ++j) {
      const auto [a, ea] = arms[i];
      const auto [b, eb] = arms[j];
      if (a == b) continue;
      const Amount cost = edge_cost_[ea] + vertex_cost_[v] + edge_cost_[eb];
      const Half to_a = half_to(v, ea), to_b = half_to(v, eb);
      const bool closed_ab = closed_[to_a ^ 1] || closed_[to_b];
      const bool closed_ba = closed_[to_b ^ 1] || closed_[to_a];
      if ((closed_ab && closed_ba) || skip(a, b, cost)) continue;
      add_edge(a, b, cost, join(join(trace_[ea], attached_[v]), trace_[eb]), closed_ab, closed_ba);
    }
  }
  for (const Arm& arm : arms) remove_edge(arm.edge);
  vertex_alive_[v] = 0;
  --live_vertices_;
}

}  // namespace lastmile::planning
