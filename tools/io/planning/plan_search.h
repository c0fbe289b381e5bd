// The searches for one question, and how their plans count: by who is joined, or with only_qualified by who
// qualifies.
//
// Service, ports and capacity take no part in a search. Where only those who qualify count, it is repeated
// without the final links of those who did not (sim/planning/unqualified.h), and the best of all plans is the
// answer. Its bound is that of the first search, in which everybody qualifies; so it holds, and only a plan
// that reaches it is proven.
#pragma once

#include "tools/io/planning/judged_network.h"
#include "tools/io/planning/plan_question.h"
#include "tools/io/results/network_plan.h"

namespace lastmile::io {

struct FoundWorks {
  planning::GraphPlan plan;
  planning::PlanOverTime sequence;                     // over time
  std::vector<Element> works;                          // in file order
  std::vector<Element> order;                          // as they are to be built
  JudgedNetwork network;                               // after them
  planning::ServedByPlan after;                        // who count
  bool reaches_target = true;                          // with those who qualify
  std::optional<LeftOut> left_out;                     // with only_qualified
  std::vector<planning::RolloutReach> rollout_orders;  // where the search had to look at them
};

class PlanSearch {
 public:
  PlanSearch(const Scenario& scenario, const PlanQuestion& question, const planning::SearchControl& control,
             const WatchPlan& watch);

  // Who count before the plan.
  const planning::ServedByPlan& before() const { return before_; }
  double counted_before() const { return before_.counted(question_.network.weight); }

  planning::Weight weight() const { return question_.network.weight; }
  // Whom works can join beside them.
  double reachable() const { return planning::reachable_prize(graph_.graph); }

  bool counts_all_joined() const { return !customers_; }

  // The answer. Only its status counts if that is not `found`.
  FoundWorks find();

  // The same network for a budget, or for so many who are joined beside those before; as one of so many
  // searches that share the time that is left.
  planning::GraphPlan most_for(double budget, std::size_t searches);
  planning::GraphPlan least_for(double prize, std::size_t searches);

 private:
  // Neither judged nor ordered, except that those with only_qualified are judged.
  FoundWorks answer(const std::optional<planning::PlanRequest>& request,
                    const planning::SearchControl& control);
  FoundWorks search(const std::optional<planning::PlanRequest>& request,
                    const planning::NetworkQuestion& question, const planning::SearchControl& control);
  void take_better_rollout(const planning::PlanRequest& request, FoundWorks& found) const;
  void search_over_time(const planning::NetworkQuestion& question, const planning::SearchControl& control,
                        FoundWorks& found) const;
  FoundWorks search_qualified(const std::optional<planning::PlanRequest>& request,
                              const planning::SearchControl& control);
  void rate(const std::optional<planning::PlanRequest>& request, FoundWorks& found) const;
  void rate_over_time(FoundWorks& found) const;
  JudgedNetwork judged_after(const std::vector<Element>& works) const;

  const Scenario& scenario_;
  const PlanQuestion& question_;
  const planning::SearchControl& control_;
  const WatchPlan& watch_;
  std::optional<planning::QualifiedCustomers> customers_;  // with only_qualified
  planning::ServedByPlan before_;
  planning::PlanningGraph graph_;  // of the question as it was asked; not over time without a frontier
};

}  // namespace lastmile::io
