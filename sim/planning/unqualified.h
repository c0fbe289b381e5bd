// Who is joined by a plan and still has no service: the finished plan is judged by service profile, ports and
// capacity, which take no part in the choice. And plans in which only those count who qualify.
#pragma once

#include <vector>

#include "sim/coverage/coverage.h"
#include "sim/planning/network_plan.h"

namespace lastmile::planning {

// Premises that subscribe and are served by the plan but do not qualify, each under its first cause.
struct Unqualified {
  std::vector<PremisesId> premises;  // in file order
  EnumArray<Obstacle, Tally> by_cause;

  void add(const Plant& plant, PremisesId p, Obstacle cause);
};

// `after` is the plant with the plan carried out, with its coverage. Cost: O(sites + links + premises).
Unqualified find_unqualified(const Plant& after, const Coverage& coverage);

// Those who count where only those do who qualify: premises that subscribe and qualify, unless works outside
// the plan joined them already and they did not qualify then.
class QualifiedCustomers {
 public:
  // Of the network before the plan. Cost of this and of the functions: O(sites + links + premises).
  QualifiedCustomers(const Plant& before, const Coverage& coverage);

  const ServedByPlan& before() const { return before_; }
  ServedByPlan after(const Plant& after, const Coverage& coverage) const;

  // What a plan should do without, because those who should count do not qualify: their new final links;
  // where a site lacks ports, of its new final links those of least weight, one for each who finds no port,
  // later ones in file order first. `works` is sorted.
  struct GivenUp {
    std::vector<Element> final_links;
    Unqualified homes;
  };
  GivenUp give_up(const Plant& after, const Coverage& coverage, const std::vector<Element>& works,
                  Weight weight) const;

 private:
  bool may_count(PremisesId p) const { return had_service_[p.value] || !was_joined_[p.value]; }

  std::vector<char> was_joined_, had_service_;  // by premises
  ServedByPlan before_;
};

}  // namespace lastmile::planning
