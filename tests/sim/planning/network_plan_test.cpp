// Plans for networks against brute force: all sets of works of small random plants, each carried out and
// counted.
#include "sim/planning/network_plan.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "sim/coverage/explain.h"
#include "tests/support/all_works.h"
#include "tests/support/random_plant.h"

namespace lastmile::test::network_plan_test {
namespace {

using namespace planning;

double cost_of(const Plant& plant, const std::vector<Element>& works) {
  double cost = 0;
  for (const Element e : works) cost += completion_cost_of(plant, e);
  return cost;
}

struct Outcome {
  double cost;
  double served;
  std::size_t works;
};

// Cost and served users or homes of every set of works.
std::vector<Outcome> outcomes(const Plant& plant, Weight weight) {
  const std::vector<Element> works = all_works(plant);
  std::vector<Outcome> all;
  for (std::uint32_t set = 0; set < (1U << works.size()); ++set) {
    std::vector<Element> chosen;
    for (std::size_t i = 0; i < works.size(); ++i)
      if (set >> i & 1) chosen.push_back(works[i]);
    const ServedByPlan served = served_by(with_operational(plant, chosen));
    all.push_back({cost_of(plant, chosen), served.counted(weight), chosen.size()});
  }
  return all;
}

// The first of all outcomes by objective, then by cost, then by the number of works. `objective` is none for
// an outcome that does not answer the question.
template <class Objective>
Outcome first_of(const std::vector<Outcome>& all, Objective objective) {
  std::optional<Outcome> first;
  for (const Outcome& one : all) {
    const std::optional<double> value = objective(one);
    if (!value) continue;
    if (first) {
      const double best = *objective(*first);
      if (std::tuple(-*value, one.cost, one.works) >= std::tuple(-best, first->cost, first->works)) continue;
    }
    first = one;
  }
  return *first;
}

double served_after(const Plant& plant, const std::vector<Element>& works, Weight weight) {
  return served_by(with_operational(plant, works)).counted(weight);
}

// No work can be left out of a plan without loss.
void check_needed(const Plant& plant, const std::vector<Element>& works, Weight weight,
                  const PlanRequest& request, double before) {
  const double served = served_after(plant, works, weight);
  for (const Element e : works) {
    std::vector<Element> others = works;
    others.erase(std::find(others.begin(), others.end(), e));
    const double left = served_after(plant, others, weight);
    switch (request.question) {
      case Question::budget: CHECK(left < served); break;
      case Question::target: CHECK(left - before < request.amount); break;
      default: CHECK(request.amount * (served - left) > completion_cost_of(plant, e)); break;
    }
  }
}

TEST_CASE("a plan for any small network is the best of all sets of works, and carries out what it says") {
  int compared = 0, free_works = 0;
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    CAPTURE(seed);
    const Plant plant = random_plant(seed, seed % 3 == 0 ? rough_hamlet : hamlet);
    if (all_works(plant).size() > 10) continue;
    ++compared;
    const Weight weight = seed % 2 == 0 ? Weight::users : Weight::homes;
    const std::vector<Outcome> all = outcomes(plant, weight);
    const PlanningGraph graph = planning_graph(plant, {.weight = weight, .required = {}, .excluded = {}});
    const double before = all.front().served;
    const double budget = all.back().cost * static_cast<double>(seed % 5) / 4;
    const Outcome most = first_of(all, [&](const Outcome& one) {
      return one.cost <= budget ? std::optional(one.served) : std::nullopt;
    });
    const Outcome least = first_of(all, [&](const Outcome& one) {
      return one.served >= most.served ? std::optional(-one.cost) : std::nullopt;
    });
    const Outcome worthiest = first_of(
        all, [&](const Outcome& one) { return std::optional(3 * (one.served - before) - one.cost); });
    const auto check = [&](const PlanRequest& request, const Outcome& best, double objective) {
      CAPTURE(static_cast<int>(request.question));
      const GraphPlan plan = solve_plan(graph.graph, request, {});
      const std::vector<Element> works = works_of(graph, plan);
      CAPTURE(plan.objective);
      CAPTURE(plan.bound - plan.objective);
      CHECK(plan.proven_optimal());
      CHECK(plan.objective == doctest::Approx(objective));
      CHECK(served_after(plant, works, weight) >= best.served - 1e-9);
      CHECK(cost_of(plant, works) == doctest::Approx(plan.cost));
      CHECK(plan.cost == doctest::Approx(best.cost));
      CHECK(works.size() == best.works);
      check_needed(plant, works, weight, request, before);
      for (const Element e : works) free_works += completion_cost_of(plant, e) == 0 ? 1 : 0;
      SearchControl stopped;
      stopped.deadline = std::chrono::steady_clock::now();
      const GraphPlan early = solve_plan(graph.graph, request, stopped);
      check_needed(plant, works_of(graph, early), weight, request, before);
    };
    check({Question::budget, budget}, most, most.served - before);
    check({Question::target, most.served - before}, least, least.cost);
    check({Question::value, 3}, worthiest, 3 * (worthiest.served - before) - worthiest.cost);
  }
  CHECK(compared > 800);
  CHECK(free_works > 500);
}

TEST_CASE("what is excluded is in no plan, and what is required is in every one") {
  int required_works = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    const Plant plant = random_plant(seed, hamlet);
    const std::vector<Element> works = all_works(plant);
    if (works.empty()) continue;
    const Element chosen = works[seed % works.size()];
    const PlanningGraph without =
        planning_graph(plant, {.weight = Weight::users, .required = {}, .excluded = {chosen}});
    const std::vector<Element> others =
        works_of(without, solve_plan(without.graph, {Question::value, 1e6}, {}));
    CHECK(std::find(others.begin(), others.end(), chosen) == others.end());
    const PlanningGraph with =
        planning_graph(plant, {.weight = Weight::users, .required = {chosen}, .excluded = {}});
    const GraphPlan plan = solve_plan(with.graph, {Question::value, 0}, {});
    if (plan.status != GraphPlan::Status::found) continue;
    ++required_works;
    const std::vector<Element> needed = works_of(with, plan);
    CHECK(std::find(needed.begin(), needed.end(), chosen) != needed.end());
    CHECK(cost_of(plant, needed) == doctest::Approx(plan.cost));
  }
  CHECK(required_works > 50);
}

}  // namespace
}  // namespace lastmile::test::network_plan_test
