// A lower bound on the cost of every tree, with reduced costs, by dual ascent on the directed cut
// formulation.
//
// Each customer (a vertex with a prize) grows the set of vertices that reach it over saturated arcs (reduced
// cost 0). As long as the root is not in the set, every tree either enters it over one of its incoming arcs
// or leaves the customer out. So all incoming arcs can be reduced by their least reduced cost, paid for by
// what is left of the customer's prize, and the bound rises by that amount. A set whose customer has spent
// its prize, or that contains the root, is finished. Sets with few incoming arcs go first.
//
// One step grows a set over several saturations with one Dijkstra search from its rim, until its number of
// incoming arcs exceeds that of the next set by `slack`. This keeps the number of searches small on graphs
// with 100,000 vertices. A set that meets another active one waits for it; it wakes up if the other runs out
// of prize.
//
// Sources: Wong 1984; Leitner, Ljubic, Luipersbeck, Sinnl 2018 (prizes); Pajor, Uchoa, Werneck 2018
// (selection).
#pragma once

#include <functional>
#include <span>

#include "sim/planning/min_queue.h"
#include "sim/planning/steiner_graph.h"

namespace lastmile::planning {

class DualAscent {
 public:
  struct Settings {
    double slack = 0.25;                   // 0: the strictest order, slower
    std::function<bool()> stop = nullptr;  // asked now and then; the bound stays valid
  };

  // Costs and prizes must be those of `graph` for bound() to be one of it; others serve heuristics. `root`
  // may be the graph's root or, where all arcs are open, any required vertex without a cost.
  void run(const SteinerGraph& graph, Vertex root, std::vector<Amount> arc_costs, std::vector<Amount> prizes,
           const Settings& settings);

  Amount bound() const { return bound_; }
  bool feasible() const { return feasible_; }  // false: a required vertex cannot be reached
  // What is left of arc costs by slot, and of prizes by vertex.
  const std::vector<Amount>& reduced_cost() const { return reduced_; }
  const std::vector<Amount>& prize_left() const { return prize_left_; }

 private:
  enum class Outcome { finished, waits, spent, later };
  Outcome grow(const SteinerGraph& graph, Vertex customer, double limit);
  void settle(const SteinerGraph& graph, Vertex v, Amount distance);
  void reduce(const SteinerGraph& graph, Amount raise);

  Vertex root_ = 0;
  Amount bound_ = 0;
  bool feasible_ = true;
  std::vector<Amount> reduced_;
  std::vector<Amount> prize_left_;
  std::vector<std::uint32_t> open_arcs_;  // into each vertex
  std::vector<char> active_;              // customers in the queue
  std::vector<Vertex> first_waiting_;     // customers that wait for this one, as linked lists
  std::vector<Vertex> next_waiting_;
  MinQueue<std::uint64_t, Vertex> queue_;  // by number of incoming arcs
  // One search:
  std::uint32_t search_ = 0;
  std::vector<std::uint32_t> seen_in_;
  std::vector<std::uint32_t> settled_in_;
  std::vector<Amount> distance_;
  std::vector<Vertex> set_;       // settled vertices, nearest first
  std::size_t closed_until_ = 0;  // their incoming arcs have been scanned
  MinQueue<Amount, Vertex> rim_;
  std::uint64_t incoming_ = 0;
  Vertex met_ = none;  // another active customer or the root
};

}  // namespace lastmile::planning
