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
// With a guide tree, sets that more than one of its arcs enter go later: a bound can only be tight where
// every set that raises it is entered once by a best tree. Steps can be recorded, taken back and made again
// (dual_improver.h).
//
// Sources: Wong 1984; Leitner, Ljubic, Luipersbeck, Sinnl 2018 (prizes); Pajor, Uchoa, Werneck 2018
// (selection).
#pragma once

#include <functional>
#include <span>
#include <utility>

#include "sim/planning/min_queue.h"
#include "sim/planning/steiner_graph.h"

namespace lastmile::planning {

class DualAscent {
 public:
  struct Settings {
    double slack = 0.25;                   // 0: the strictest order, slower
    std::function<bool()> stop = nullptr;  // asked now and then; the bound stays valid
    bool records = false;                  // keeps the steps
    // Slots of the arcs from the parents in a tree, by vertex; none: no guide. Must outlive the ascent.
    const std::vector<std::uint32_t>* guide = nullptr;
    double disorder = 0;     // keys of the queue are drawn between themselves and 1 + disorder times that
    std::uint64_t seed = 1;  // of the draws
  };

  // One raise of the bound: the sets that a customer's set was while it grew.
  struct Step {
    Vertex customer = none;
    Amount raise = 0;
    bool crossed = false;  // the guide tree entered one of the sets more than once
    std::vector<Vertex> set;
    std::vector<Amount> joined_at;  // by member; a member counts from there to `raise`
  };

  // Costs and prizes must be those of `graph` for bound() to be one of it; others serve heuristics.
  void run(const SteinerGraph& graph, std::vector<Amount> arc_costs, std::vector<Amount> prizes,
           const Settings& settings);

  // Goes on with these customers alone, from what is left.
  void resume(const SteinerGraph& graph, std::span<const Vertex> customers, const Settings& settings);
  void take_back(const SteinerGraph& graph, const Step& step);
  void make_again(const SteinerGraph& graph, const Step& step);
  // The steps recorded since the last call.
  std::vector<Step> take_steps() { return std::exchange(steps_, {}); }

  Amount bound() const { return bound_; }
  bool feasible() const { return feasible_; }  // false: a required vertex cannot be reached
  // What is left of arc costs by slot, and of prizes by vertex.
  const std::vector<Amount>& reduced_cost() const { return reduced_; }
  const std::vector<Amount>& prize_left() const { return prize_left_; }

 private:
  enum class Outcome { finished, waits, spent, later };
  Outcome grow(const SteinerGraph& graph, Vertex customer, double limit);
  void settle(const SteinerGraph& graph, Vertex v, Amount distance);
  void ascend(const SteinerGraph& graph);
  void push(Vertex customer, std::uint64_t at);
  static std::uint64_t key(std::uint64_t incoming, std::uint64_t entries);
  void mark(const Step& step);
  template <class Change>
  void change_arcs(const SteinerGraph& graph, std::span<const Vertex> set, Amount raise, Change change);

  Settings settings_;
  std::uint64_t draws_ = 0;
  std::vector<Step> steps_;
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
  std::uint32_t entries_ = 0;  // of the guide tree
  bool crossed_ = false;
  Vertex met_ = none;  // another active customer or the root
};

}  // namespace lastmile::planning
