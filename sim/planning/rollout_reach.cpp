#include "sim/planning/rollout_reach.h"

#include <algorithm>

#include "sim/coverage/explain.h"
#include "sim/rollout/simulate.h"

namespace lastmile::planning {
namespace {

constexpr std::array<OrderKey, 2> greedy_orders = {OrderKey::cheapest, OrderKey::users_per_cost};

// The plant as rollouts have to see it to answer the question.
Plant plant_for(const Plant& plant, const NetworkQuestion& question) {
  Plant copy = plant;
  copy.access.reset();
  for (State& state : copy.sites.state)
    if (state == State::proposed) state = State::planned;
  const auto plan_link = [&](LinkId link) {
    State& state = copy.links.state[link];
    if (state == State::proposed) state = State::planned;
  };
  for (const LinkId link : ids<LinkId>(plant.links.size())) plan_link(link);
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (plant.has_inline_drop(p)) plan_link(plant.inline_drop(p));
  for (const Element e : question.excluded) {
    State& state = columns_of(copy, e).state;
    if (!carries_service(state)) state = State::decommissioned;
  }
  return copy;
}

Horizon one_period(const Plant& plant) {
  Horizon horizon;
  horizon.timeline = {PeriodUnit::year, 0, 1};
  horizon.site_area = IdVector<SiteId, AreaId>(plant.sites.size());
  horizon.premises_area = IdVector<PremisesId, AreaId>(plant.premises.size());
  horizon.late_cost = LinkColumn<double>(plant.links.size(), plant.premises.size(), 0);
  horizon.site_build_periods = IdVector<SiteId, std::uint32_t>(plant.sites.size(), 0);
  horizon.link_build_periods = LinkColumn<std::uint32_t>(plant.links.size(), plant.premises.size(), 0);
  return horizon;
}

}  // namespace

std::vector<RolloutReach> rollout_reach(const Plant& plant, const NetworkQuestion& question, double budget) {
  const Plant seen = plant_for(plant, question);
  Horizon horizon = one_period(seen);
  RolloutOption option;
  option.builds_anything = true;
  option.rollout.budget_per_period = {budget};
  option.rollout.drops = DropsFor::ordered;
  std::vector<RolloutReach> all;
  for (const OrderKey order : greedy_orders)
    for (const WorkSize size : enum_values<WorkSize>()) {
      option.rollout.order = {order};
      option.rollout.works = size;
      horizon.options = {option};
      const Course course = simulate(seen, horizon, horizon.options.front(), {.works = true});
      RolloutReach reach = {order, size, 0, {}, {}};
      std::vector<Element>& works = reach.elements;
      for (const StartedWork& work : course.record.works) {
        works.push_back(work.element);
        reach.cost += work.completion_cost;
      }
      reach.served = served_by(with_operational(seen, works));
      all.push_back(reach);
    }
  return all;
}

const RolloutReach& best_of(const std::vector<RolloutReach>& all, Weight weight) {
  return *std::max_element(all.begin(), all.end(), [&](const RolloutReach& a, const RolloutReach& b) {
    return a.served.counted(weight) < b.served.counted(weight);
  });
}

}  // namespace lastmile::planning
