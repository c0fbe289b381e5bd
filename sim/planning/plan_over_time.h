// Plans over several periods: a nested sequence of works under summed budgets that serves people early, with
// a bound on the sum over periods of those served times years.
#pragma once

#include <span>
#include <vector>

#include "sim/planning/network_plan.h"

namespace lastmile::planning {

struct PlanPeriod {
  double budget = 0;           // summed up to the period; infinity where money is no limit
  double cost = 0;             // of all works up to its end
  std::vector<Element> works;  // of the period, in the order in which to build them
  ServedByPlan served;         // at its end
  double bound = 0;            // on those counted: no plan for the summed budget serves more
};

struct PlanOverTime {
  GraphPlan::Status status = GraphPlan::Status::found;
  double reachable = 0;  // whom works can serve beyond those served before
  std::vector<PlanPeriod> periods;
  double served_years = 0;  // sum over periods of those counted times years
  double bound = 0;         // on it
};

// `budgets` are those of the periods, not summed; what is left over stays available. Elements required are
// built by the end of the last period.
//
// Each period's question is solved alone, which gives its bound. A sequence starts with the plan of one of
// them; earlier periods choose the best of its works, later ones add the best to it. Of the sequences from
// the first, the middle and the last period (only this one if elements are required) the best is given. Cost:
// up to four plans for each period.
PlanOverTime plan_over_time(const Plant& plant, const NetworkQuestion& question,
                            std::span<const double> budgets, double years, const SearchControl& control);

}  // namespace lastmile::planning
