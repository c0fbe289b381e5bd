// Plans for a network: the question as a graph, and the answer as elements.
//
// The graph holds all elements that are not decommissioned. Sites that work together are one vertex, the live
// part is the root, works cost their completion cost, and premises that subscribe and are not served yet are
// prizes. Premises with several final links are leaves by nature: they choose one.
#pragma once

#include "models/plant/element.h"
#include "sim/planning/solve_plan.h"

namespace lastmile::planning {

enum class Weight : char { users, homes };

struct NetworkQuestion {
  Weight weight = Weight::users;
  std::vector<Element> required;  // sites and links; works or not
  std::vector<Element> excluded;  // never in a plan
};

struct PlanningGraph {
  RootedGraph graph;
  std::vector<std::vector<Element>> works_at;  // by vertex: the site to complete, if any
  std::vector<LinkId> link_of;                 // by edge; none where nothing has to be built
};

PlanningGraph planning_graph(const Plant& plant, const NetworkQuestion& question);

// The works of a plan in file order: sites, then links.
std::vector<Element> works_of(const PlanningGraph& graph, const GraphPlan& plan);

// The edges that works stand for, with those between their ends that need no work.
std::vector<EdgeIndex> edges_of(const PlanningGraph& graph, const std::vector<Element>& works);

// The premises that an operational final link joins to an operational source over what works, a flag for
// each.
std::vector<char> joined_premises(const Plant& plant);

// Of those the ones that subscribe.
struct ServedByPlan {
  double homes = 0;
  double users = 0;

  double counted(Weight weight) const { return weight == Weight::users ? users : homes; }
};
ServedByPlan served_by(const Plant& plant);

}  // namespace lastmile::planning
