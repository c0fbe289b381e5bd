#include "tools/io/timeline/budgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace lastmile::io {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

// What building the element costs; endless if that is nothing, or if it is not a work.
double price_of(const Plant& plant, Element e) {
  const State state = state_of(plant, e);
  if (!in_design(state) || carries_service(state)) return endless;
  const double cost = completion_cost_of(plant, e);
  if (cost > 0) return cost;
  return endless;
}

double cheapest_of_all(const Plant& plant) {
  double least = endless;
  for (std::size_t i = 0; i < plant.sites.size(); ++i) least = std::min(least, price_of(plant, SiteId{i}));
  const std::size_t links = plant.links.size() + plant.premises.size();  // with inline drops
  for (std::size_t i = 0; i < links; ++i) least = std::min(least, price_of(plant, LinkId{i}));
  return least;
}

// The most money that is ever there at once.
double most_available(const Rollout& rollout, std::uint32_t periods) {
  double most = 0;
  double sum = 0;
  for (std::uint32_t period = 0; period < periods; ++period) {
    most = std::max(most, rollout.budget_in(period));
    sum += rollout.budget_in(period);
  }
  return rollout.carry_over ? sum : most;
}

bool changes_prices(const RolloutOption& option) {
  return std::any_of(option.changes.begin(), option.changes.end(), [](const Change& change) {
    return change.set.state || change.set.cost || change.set.completion_cost;
  });
}

}  // namespace

void check_budgets(const std::vector<OptionBudget>& options, const Scenario& scenario,
                   const Timeline& timeline, Reporter& report) {
  std::optional<double> cheapest;  // of all works
  std::set<Mark> told;
  for (const OptionBudget& one : options) {
    const Rollout& rollout = one.option.rollout;
    const double available = most_available(rollout, timeline.periods);
    if (!one.option.builds_anything || !std::isfinite(available) || changes_prices(one.option)) continue;
    double least = endless;
    for (const Element e : rollout.only) least = std::min(least, price_of(scenario.plant, e));
    if (rollout.only.empty()) {
      if (!cheapest) cheapest = cheapest_of_all(scenario.plant);
      least = *cheapest;
    }
    if (!std::isfinite(least) || available >= least || !told.insert(one.budget_at.mark).second) continue;
    report.note(one.budget_at.place(),
                {"budget-below-works",
                 fmt::format("{} {:.12g} and pays for no work: the cheapest costs {:.12g}",
                             rollout.carry_over ? "adds up to" : "is at most", available, least),
                 "raise the budget, or check the unit of the costs"});
  }
}

}  // namespace lastmile::io
