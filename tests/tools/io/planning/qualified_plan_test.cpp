// Plans in which only those count who qualify, against all sets of works of small random networks.
#include <doctest/doctest.h>

#include <algorithm>

#include "sim/coverage/explain.h"
#include "tests/support/all_works.h"
#include "tests/support/random_access.h"
#include "tools/io/planning/make_plan.h"

namespace lastmile::test::qualified_plan_test {
namespace {

using planning::Question;
using planning::Weight;

struct Outcome {
  double cost = 0;
  double homes = 0;  // that qualify and count
};

// Those count who qualify after the works, unless they were joined before and did not qualify.
class Outcomes {
 public:
  explicit Outcomes(const Plant& plant) : plant_(plant), joined_(planning::joined_premises(plant)) {
    const Coverage before = evaluate(plant, build_network(plant));
    for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
      if (joined_[p.value] && before.standings.rung[p] == Rung::served) joined_[p.value] = 0;
    const std::vector<Element> works = all_works(plant);
    for (std::uint32_t set = 0; set < (1U << works.size()); ++set) {
      std::vector<Element> chosen;
      for (std::size_t i = 0; i < works.size(); ++i)
        if (set >> i & 1) chosen.push_back(works[i]);
      all.push_back(of(chosen));
    }
  }

  Outcome of(const std::vector<Element>& works) const {
    Outcome outcome;
    for (const Element e : works) outcome.cost += completion_cost_of(plant_, e);
    const Plant after = with_operational(plant_, works);
    const Coverage coverage = evaluate(after, build_network(after));
    for (const PremisesId p : ids<PremisesId>(after.premises.size()))
      if (!joined_[p.value] && coverage.standings.rung[p] == Rung::served)
        outcome.homes += static_cast<double>(after.premises.homes[p]);
    return outcome;
  }

  std::vector<Outcome> all;  // the first is that of no works

 private:
  const Plant& plant_;
  std::vector<char> joined_;  // and did not qualify
};

io::PlannedNetwork planned(const io::ScenarioReading& reading, Question question, double amount) {
  io::PlanQuestion asked;
  asked.request = planning::PlanRequest{question, amount};
  asked.network.weight = Weight::homes;
  asked.only_qualified = true;
  return io::make_plan(reading, asked, {});
}

TEST_CASE("A plan with only those who qualify counts them rightly, and its bound holds") {
  int compared = 0, proven = 0, best_found = 0;
  for (std::uint64_t seed = 1; seed <= 700; ++seed) {
    CAPTURE(seed);
    io::ScenarioReading reading;
    reading.scenario.plant = with_random_access(random_plant(seed, seed % 2 ? hamlet : crowded_hamlet), seed);
    const Plant& plant = reading.scenario.plant;
    if (plant.premises.size() == 0 || all_works(plant).empty() || all_works(plant).size() > 8) continue;
    const Outcomes outcomes(plant);
    const Outcome nothing = outcomes.all.front();
    const double budget = outcomes.all.back().cost / 2;
    double most = 0, most_ever = 0;
    for (const Outcome& one : outcomes.all) {
      most_ever = std::max(most_ever, one.homes);
      if (one.cost <= budget) most = std::max(most, one.homes);
    }
    ++compared;
    const io::NetworkPlan plan = planned(reading, Question::budget, budget).plan;
    const Outcome real = outcomes.of(plan.works);
    CHECK(plan.plan.objective == real.homes);
    CHECK(plan.after.homes == real.homes);
    CHECK(plan.before.homes == nothing.homes);
    CHECK(plan.plan.cost == doctest::Approx(real.cost));
    CHECK(real.cost <= budget * (1 + 1e-12));
    CHECK(real.homes >= nothing.homes);
    CHECK(plan.plan.bound >= most - 1e-9);
    if (plan.plan.proven_optimal()) CHECK(real.homes == most);
    proven += plan.plan.proven_optimal() ? 1 : 0;
    best_found += real.homes == most ? 1 : 0;

    const double worth = 3;
    double best_value = 0;
    for (const Outcome& one : outcomes.all)
      best_value = std::max(best_value, worth * (one.homes - nothing.homes) - one.cost);
    const io::NetworkPlan valued = planned(reading, Question::value, worth).plan;
    const Outcome of_value = outcomes.of(valued.works);
    CHECK(valued.plan.objective == doctest::Approx(worth * (of_value.homes - nothing.homes) - of_value.cost));
    CHECK(valued.plan.objective >= -1e-9);
    CHECK(valued.plan.bound >= best_value - 1e-9);

    if (most_ever == 0) continue;
    double least = outcomes.all.back().cost;
    for (const Outcome& one : outcomes.all)
      if (one.homes >= most_ever) least = std::min(least, one.cost);
    try {
      const io::NetworkPlan target = planned(reading, Question::target, most_ever).plan;
      CHECK(outcomes.of(target.works).homes >= most_ever);
      CHECK(target.plan.bound <= least + 1e-9);
      if (target.plan.proven_optimal()) CHECK(target.plan.cost == doctest::Approx(least));
    } catch (const io::InputRefused& refused) {
      CHECK(refused.problems().shown().front().message.find("no plan was found in which") == 0);
    }
  }
  CHECK(compared > 200);
  CHECK(proven > compared / 2);
  CHECK(best_found > compared * 9 / 10);
}

TEST_CASE("A plan takes no port from a customer who has service") {
  io::ScenarioReading reading;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    reading.scenario.plant = with_random_access(random_plant(seed, crowded_hamlet), seed);
    const Plant& plant = reading.scenario.plant;
    const Coverage before = evaluate(plant, build_network(plant));
    const io::PlannedNetwork after = planned(reading, Question::budget, 1e6);
    double kept = 0, had = 0;
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      const auto homes = static_cast<double>(plant.premises.homes[p]);
      if (before.standings.rung[p] == Rung::served) had += homes;
      if (after.coverage.standings.rung[p] == Rung::served) kept += homes;
    }
    CHECK(kept >= had);
  }
}

}  // namespace
}  // namespace lastmile::test::qualified_plan_test
