// The questions that plans answer, on a graph in currency and people: which tree around the source serves
// most for a budget, costs least for a target, or is worth most. With a bound that no plan can pass.
//
// Trees are solved by dynamic programming, everything else by solve_steiner and solve_collecting.
#pragma once

#include <optional>

#include "sim/planning/plan_request.h"
#include "sim/planning/rooted_graph.h"
#include "sim/planning/search_control.h"

namespace lastmile::planning {

struct GraphPlan {
  enum class Status {
    found,
    out_of_reach,   // no tree contains what must be in it, or reaches the target
    must_too_dear,  // no tree within the budget contains what must be in it
    stopped         // the search ended before it found such a tree
  };
  Status status = Status::found;
  double objective = 0;
  double bound = 0;
  double cost = 0;
  double prize = 0;      // of the vertices in the tree
  double reachable = 0;  // prizes that some tree can collect
  std::vector<EdgeIndex> edges;
  bool is_work_limited = false;  // a gap is left since the search has a limit of work without a deadline

  double gap() const;
  // How much better another plan may be, as a share of the objective; none where that is 0.
  std::optional<double> possible_gain() const;
  bool proven_optimal() const { return gap() <= 1e-9; }
};

// The prizes that some tree can collect. O(n + m).
double reachable_prize(const RootedGraph& graph);

// The plan that these edges hold, without the works that it can do without (spare_works.h). Its objective is
// that of a budget, and it has no bound.
GraphPlan plan_with(const RootedGraph& graph, const PlanRequest& request,
                    const std::vector<EdgeIndex>& edges);

// `progress` reports in the units of the question.
GraphPlan solve_plan(const RootedGraph& graph, const PlanRequest& request, const SearchControl& control,
                     const std::function<void(double objective, double bound)>& progress = {});

}  // namespace lastmile::planning
