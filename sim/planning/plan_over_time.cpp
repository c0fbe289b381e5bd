#include "sim/planning/plan_over_time.h"

#include <algorithm>
#include <cmath>

#include "sim/coverage/explain.h"
#include "sim/planning/build_order.h"

namespace lastmile::planning {
namespace {

using Works = std::vector<Element>;  // in file order

double cost_of(const Plant& plant, const Works& works) {
  double cost = 0;
  for (const Element e : works) cost += completion_cost_of(plant, e);
  return cost;
}

// All that can be built.
Works all_works(const Plant& plant) {
  Works works;
  const auto consider = [&](Element e) {
    const State state = state_of(plant, e);
    if (!carries_service(state) && state != State::decommissioned) works.push_back(e);
  };
  for (const SiteId site : ids<SiteId>(plant.sites.size())) consider(site);
  for (const LinkId link : ids<LinkId>(plant.links.size())) consider(link);
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (plant.has_inline_drop(p)) consider(plant.inline_drop(p));
  return works;
}

Works without(const Works& all, const Works& some) {
  Works rest;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(rest));
  return rest;
}

class Sequences {
 public:
  Sequences(const Plant& plant, const NetworkQuestion& question, std::span<const double> budgets,
            const SearchControl& control)
      : plant_(plant), question_(question), control_(control), all_(all_works(plant)) {
    const double everything = cost_of(plant, all_);
    double sum = 0;
    for (const double budget : budgets) {
      sum += budget;
      summed_.push_back(sum);
      spendable_.push_back(std::min(sum, everything));
    }
    const auto last = summed_.size() - 1;
    starts_ = {last, last / 2, 0};
    if (!question.required.empty()) starts_ = {last};
    std::sort(starts_.begin(), starts_.end(), std::greater<>());
    starts_.erase(std::unique(starts_.begin(), starts_.end()), starts_.end());
    solves_left_ = summed_.size() + starts_.size() * last;
  }

  PlanOverTime best(double years) {
    PlanOverTime result;
    solve_alone(result);
    if (result.status != GraphPlan::Status::found) return result;
    std::vector<Works> best;
    double most = -1;
    for (const std::size_t start : starts_) {
      std::vector<Works> sequence = from(start);
      double sum = 0;
      for (const Works& works : sequence) sum += served(works).counted(question_.weight);
      if (sum <= most) continue;
      most = sum;
      best = std::move(sequence);
    }
    describe(best, years, result);
    return result;
  }

 private:
  ServedByPlan served(const Works& works) const { return served_by(with_operational(plant_, works)); }

  // The search with its share of the time that is left.
  SearchControl share() {
    const SearchControl part = control_.share(solves_left_);
    if (solves_left_ > 0) --solves_left_;
    return part;
  }

  GraphPlan solve(const Plant& plant, const NetworkQuestion& question, double budget, Works& works) {
    const PlanningGraph graph = planning_graph(plant, question);
    GraphPlan plan = solve_plan(graph.graph, {Question::budget, std::max(0.0, budget)}, share());
    if (plan.status == GraphPlan::Status::found) works = works_of(graph, plan);
    return plan;
  }
  NetworkQuestion free_question() const {
    NetworkQuestion question = question_;
    question.required.clear();
    return question;
  }

  void solve_alone(PlanOverTime& result) {
    const double before = served_by(plant_).counted(question_.weight);
    double most = 0;
    alone_.resize(summed_.size());
    result.periods.resize(summed_.size());
    for (std::size_t t = 0; t < summed_.size(); ++t) {
      const bool is_last = t + 1 == summed_.size();
      if (t > 0 && spendable_[t] == spendable_[t - 1] && (!is_last || question_.required.empty())) {
        alone_[t] = alone_[t - 1];
        result.periods[t].bound = result.periods[t - 1].bound;
        continue;
      }
      const GraphPlan plan = solve(plant_, is_last ? question_ : free_question(), spendable_[t], alone_[t]);
      result.status = plan.status;
      result.reachable = plan.reachable;
      if (plan.status != GraphPlan::Status::found) return;
      result.periods[t].bound = before + plan.bound;
      if (plan.prize < most && (!is_last || question_.required.empty()))
        alone_[t] = alone_[t - 1];  // of a search that was stopped
      most = std::max(most, plan.prize);
    }
    // What a sequence serves at the end of a period it serves at the end of the next one, too.
    for (std::size_t t = summed_.size() - 1; t-- > 0;)
      result.periods[t].bound = std::min(result.periods[t].bound, result.periods[t + 1].bound);
  }

  std::vector<Works> from(std::size_t start) {
    std::vector<Works> sequence(summed_.size());
    sequence[start] = alone_[start];
    for (std::size_t t = start; t-- > 0;) sequence[t] = best_within(sequence[t + 1], spendable_[t]);
    for (std::size_t t = start + 1; t < sequence.size(); ++t)
      sequence[t] = best_beyond(sequence[t - 1], spendable_[t]);
    return sequence;
  }

  Works best_within(const Works& works, double budget) {
    if (cost_of(plant_, works) <= budget) return works;
    NetworkQuestion question = free_question();
    question.excluded = without(all_, works);
    Works chosen;
    solve(plant_, question, budget, chosen);
    return chosen;
  }

  Works best_beyond(const Works& works, double budget) {
    Works added;
    solve(with_operational(plant_, works), free_question(), budget - cost_of(plant_, works), added);
    Works all;
    std::merge(works.begin(), works.end(), added.begin(), added.end(), std::back_inserter(all));
    return all;
  }

  void describe(const std::vector<Works>& sequence, double years, PlanOverTime& result) const {
    Works before;
    for (std::size_t t = 0; t < sequence.size(); ++t) {
      PlanPeriod& period = result.periods[t];
      period.budget = summed_[t];
      period.cost = cost_of(plant_, sequence[t]);
      period.works =
          build_order(with_operational(plant_, before), without(sequence[t], before), question_.weight);
      period.served = served(sequence[t]);
      const double counted = period.served.counted(question_.weight);
      // The sum of weights of a graph may differ from this one in its last digits.
      period.bound = std::max(period.bound, counted);
      result.served_years += counted * years;
      result.bound += period.bound * years;
      before = sequence[t];
    }
  }

  const Plant& plant_;
  const NetworkQuestion& question_;
  const SearchControl& control_;
  Works all_;
  std::vector<double> summed_;
  std::vector<double> spendable_;
  std::vector<std::size_t> starts_;
  std::size_t solves_left_ = 0;
  std::vector<Works> alone_;
};

}  // namespace

PlanOverTime plan_over_time(const Plant& plant, const NetworkQuestion& question,
                            std::span<const double> budgets, double years, const SearchControl& control) {
  return Sequences(plant, question, budgets, control).best(years);
}

}  // namespace lastmile::planning
