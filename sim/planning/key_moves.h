// Makes a tree cheaper by exchanging key paths and removing key vertices.
//
// Key vertices are the root, customers and branchings; a key path joins two of them over vertices of degree
// two. A move removes a key path, or a key vertex with all its key paths, and joins the parts again by the
// cheapest paths. Those come from a Voronoi diagram around the tree's vertices: every edge between two
// regions is a path between their bases. Mergeable heaps, carried up the tree, hold the paths that leave a
// subtree; where a base is removed its region is repaired by a small search.
//
// Several moves are made in one pass if the cycles that they close share no vertex. O(m log n) a pass.
// Source: Uchoa, Werneck 2012.
#pragma once

#include "sim/planning/tree_builder.h"

namespace lastmile::planning {

class KeyMoves {
 public:
  explicit KeyMoves(const SteinerGraph& graph);

  // One pass. Returns a tree that is never worse.
  RootedTree improve(const RootedTree& tree, TreeBuilder& builder);

 private:
  struct Path {  // over an edge between two regions
    Amount cost = unreachable;
    std::uint32_t slot = none;
  };
  struct Candidate {
    Path path;
    std::uint32_t part_a, part_b;
  };

  void set_up(const RootedTree& tree);
  void find_regions();
  void build_heaps();
  std::uint32_t meld(std::uint32_t a, std::uint32_t b);
  Vertex common_ancestor(Vertex a, Vertex b) const;
  bool below(Vertex v, Vertex ancestor) const {
    return entered_[v] >= entered_[ancestor] && entered_[v] < left_[ancestor];
  }
  Vertex parent(Vertex v) const { return graph_.neighbour[slot_[v]]; }
  void remove_up_to_key(Vertex v);
  void repair();
  Vertex base_of(Vertex v) const { return repaired_in_[v] == round_ ? new_base_[v] : base_[v]; }
  Amount distance_of(Vertex v) const { return repaired_in_[v] == round_ ? new_distance_[v] : distance_[v]; }
  Path path_over(std::uint32_t slot) const;
  bool is_removed(Vertex v) const { return removed_in_[v] == round_; }
  void begin_round();
  void exchange_path(Vertex v);
  void remove_vertex(Vertex v);
  bool lock_cycles(const std::vector<Path>& paths);
  void accept(const std::vector<Path>& paths);

  const SteinerGraph& graph_;
  // The tree:
  std::vector<Vertex> preorder_;
  std::vector<char> in_tree_, is_key_, chosen_, locked_;
  std::vector<std::uint32_t> slot_, entered_, left_, children_, depth_;
  std::vector<std::uint32_t> first_child_, child_list_;
  std::vector<Vertex> chain_top_;  // heavy paths, for common ancestors
  // Its Voronoi diagram:
  std::vector<Vertex> base_;
  std::vector<Amount> distance_;
  std::vector<std::uint32_t> from_;
  std::vector<std::uint32_t> region_first_;
  std::vector<Vertex> region_;
  MinQueue<Amount, Vertex> queue_;
  // Skew heaps of paths that leave subtrees, one node per slot:
  std::vector<Amount> key_;
  std::vector<std::uint32_t> heap_left_, heap_right_, heap_;
  // Paths whose bases have v as their nearest common ancestor, as slots:
  std::vector<std::uint32_t> meeting_first_, meeting_;
  // The move that is tried:
  std::uint32_t round_ = 0;
  std::vector<std::uint32_t> removed_in_, repaired_in_;
  std::vector<Vertex> removed_, repaired_;
  std::vector<Vertex> new_base_;
  std::vector<Amount> new_distance_;
  std::vector<std::uint32_t> new_from_;
  Amount saved_ = 0;
  std::vector<std::uint32_t> stash_;
  std::vector<Candidate> candidates_;
  std::vector<std::uint32_t> part_of_;
  std::vector<Vertex> cycle_, tops_;
  bool changed_ = false;
};

}  // namespace lastmile::planning
