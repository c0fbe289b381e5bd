// Simulated worlds: their frequencies, their independence of threads and order, and what follows from them.
#include "sim/reliability/worlds.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "sim/reliability/failure_draws.h"
#include "sim/reliability/reliability_result.h"
#include "sim/support/parallel.h"
#include "tests/support/plant_builder.h"
#include "tests/support/slow_reliability.h"
#include "tests/support/sweep.h"

namespace lastmile::worlds_test {
namespace {

DrawKeys numbered_keys(const Plant& plant, const Reliability& reliability) {
  DrawKeys keys{IdVector<SiteId, std::uint64_t>(plant.sites.size()),
                LinkColumn<std::uint64_t>(plant.links.size(), plant.premises.size(), 0),
                {}};
  for (const SiteId site : ids<SiteId>(plant.sites.size())) keys.sites[site] = 1000 + site.value;
  for (const LinkId link : ids<LinkId>(plant.links.size() + plant.premises.size()))
    keys.links[link] = 1'000'000 + link.value;
  for (std::size_t r = 0; r < reliability.shared_risks.size(); ++r) keys.risks.push_back(7 + r);
  return keys;
}

ReliabilityResult assess(const Plant& plant, const Reliability& reliability, std::uint64_t worlds,
                         std::uint64_t seed = 1) {
  return assess_reliability(plant, build_live_network(plant), &reliability, numbered_keys(plant, reliability),
                            {worlds, seed, 0.5});
}

// The asked ones as if none had an exact answer.
Worlds ask_all(const Plant& plant, const Reliability& reliability, const WorldsRequest& request,
               const DrawWorlds& draw = nullptr) {
  const LiveNetwork live = build_live_network(plant);
  std::vector<PremisesId> asked;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (live_drops(plant, live, p).count > 0) asked.push_back(p);
  return draw_worlds(plant, live, RiskSets(plant, &reliability), numbered_keys(plant, reliability), request,
                     asked, nullptr, draw);
}

TEST_CASE("Each world has its failures with their probability, whatever the batch") {
  for (const double probability : {0.0, 1e-4, 0.01, 0.3, 0.999, 1.0}) {
    std::uint64_t found = 0;
    constexpr std::uint32_t batches = 200;
    for (std::uint32_t batch = 0; batch < batches; ++batch) {
      WorldSet worlds;
      FailureDraws(5, batch).add(42, probability, worlds);
      found += worlds.size();
    }
    constexpr double worlds = batches * worlds_per_batch;
    CHECK(std::abs(static_cast<double>(found) - probability * worlds) <=
          4 * std::sqrt(worlds * probability * (1 - probability)));
  }
}

TEST_CASE("In every world exactly those are served whom the failures leave a way") {
  // Elements that fail surely or never: then every world is the same.
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    const Plant plant = test::random_plant(seed, {{1, 9}, {0, 6}, {1, 8}, {90, 100}, test::Amounts::round});
    INFO(test::describe(plant));
    Reliability reliability = test::random_reliability(seed, plant, 4, 0);
    for (double& x : reliability.sites) x = x > 0.4 ? 1 : 0;
    reliability.links.for_each([](double& x) { x = x > 0.4 ? 1 : 0; });
    const std::vector<bool> up = test::up_premises(plant, [&](Element e) {
      return (e.is_site() ? reliability.sites[e.site()] : reliability.links[e.link()]) == 0;
    });
    double users = 0;
    for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
      if (up[p.value] && plant.premises.subscribed[p] != 0) users += plant.premises.users[p];
    const Worlds worlds = ask_all(plant, reliability, {70, seed});
    for (const double served : worlds.users) CHECK(served == doctest::Approx(users));
    std::size_t at = 0;
    const LiveNetwork live = build_live_network(plant);
    for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
      if (live_drops(plant, live, p).count > 0) CHECK(worlds.times_up[at++] == (up[p.value] ? 70 : 0));
  }
}

TEST_CASE("Worlds drawn in parts, in any order, are those drawn at once") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    const Plant plant = test::random_plant(seed, {{2, 9}, {0, 6}, {1, 8}, {90, 100}, test::Amounts::round});
    const Reliability reliability = test::random_reliability(seed, plant, 4, 2);
    constexpr std::uint64_t count = 4 * worlds_per_batch - 100;
    const Worlds at_once = ask_all(plant, reliability, {count, seed});
    const Worlds in_parts = ask_all(plant, reliability, {count, seed}, [](const WorldParts& parts) {
      CHECK(parts.batches == 4);
      Worlds all = parts.undrawn();
      put_part(parts.draw(3, 4), 3, all);
      put_part(parts.draw(0, 1), 0, all);
      put_part(parts.draw(1, 3), 1, all);
      return all;
    });
    CHECK(at_once.users == in_parts.users);
    CHECK(at_once.homes == in_parts.homes);
    CHECK(at_once.estimated_users == in_parts.estimated_users);
    CHECK(at_once.times_up == in_parts.times_up);
  }
}

TEST_CASE("Estimates agree with exact values within their intervals in most cases") {
  std::size_t all = 0;
  std::size_t inside = 0;
  std::size_t mean_inside = 0;
  constexpr std::size_t plants = 300;
  for (std::uint64_t seed = 1; seed <= plants; ++seed) {
    CAPTURE(seed);
    const Plant plant = test::random_plant(seed, {{2, 9}, {0, 6}, {2, 8}, {90, 100}, test::Amounts::round});
    const Reliability reliability = test::random_reliability(seed, plant, 10, 2);
    constexpr std::uint64_t count = 1000;
    const ReliabilityResult exact = assess(plant, reliability, count, seed);
    REQUIRE(exact.is_exact());
    const Worlds worlds = ask_all(plant, reliability, {count, seed});
    std::size_t at = 0;
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      if (!exact.availability.is_connected(p)) continue;
      const Interval interval = wilson_interval(worlds.times_up[at++] / static_cast<double>(count), count);
      CHECK(interval.low < interval.high);
      ++all;
      inside += interval.low <= exact.availability.value[p] + 1e-12 &&
                        exact.availability.value[p] <= interval.high + 1e-12
                    ? 1
                    : 0;
    }
    const Interval mean = exact.worlds.mean.ci95;
    const double expected = exact.outlook.served.users;
    mean_inside += mean.low - 1e-9 <= expected && expected <= mean.high + 1e-9 ? 1 : 0;
  }
  CHECK(static_cast<double>(inside) >= 0.93 * static_cast<double>(all));
  CHECK(mean_inside >= plants * 92 / 100);
}

// An office that hardly ever fails but then takes everybody down, and drops that fail more often.
TEST_CASE("Intervals hold where large losses are rare") {
  constexpr std::size_t homes = 32;
  constexpr double of_office = 1e-4;
  constexpr double of_drop = 4e-4;
  test::PlantBuilder builder;
  const SiteId office = builder.add_source();
  for (std::size_t i = 0; i < homes; ++i) builder.add_premises({}, test::Drop{office});
  const Plant plant = builder.plant();
  Reliability reliability = test::no_failures(plant);
  reliability.sites[office] = of_office;
  for (const PremisesId p : ids<PremisesId>(homes)) reliability.links[plant.inline_drop(p)] = of_drop;
  // Users served: those of `homes` independent drops, or none.
  const double mean = (1 - of_office) * homes * (1 - of_drop);
  const double square =
      (1 - of_office) * (homes * of_drop * (1 - of_drop) + std::pow(homes * (1 - of_drop), 2));
  const double sd = std::sqrt(square - mean * mean);
  std::size_t means = 0;
  std::size_t sds = 0;
  constexpr std::size_t seeds = 300;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const ReliabilityResult result = assess(plant, reliability, 1000, seed);
    CHECK(result.outlook.served.users == doctest::Approx(mean).epsilon(1e-12));
    const auto holds = [](const Interval& interval, double value) {
      return interval.low <= value && value <= interval.high ? 1U : 0U;
    };
    means += holds(result.worlds.mean.ci95, mean);
    sds += holds(result.worlds.sd.ci95, sd);
  }
  CHECK(means >= seeds * 95 / 100);
  CHECK(sds >= seeds * 95 / 100);
}

TEST_CASE("The same seed gives the same worlds for any number of threads") {
  const Plant plant = test::random_plant(3, test::town);
  const Reliability reliability = test::random_reliability(3, plant, 600, 3);
  std::vector<Worlds> runs;
  for (const std::size_t threads : {1U, 2U, 3U})
    with_threads(threads, [&] { runs.push_back(ask_all(plant, reliability, {3000, 9})); });
  for (const Worlds& run : runs) {
    CHECK(run.users == runs.front().users);
    CHECK(run.times_up == runs.front().times_up);
    CHECK(run.estimated_users == runs.front().estimated_users);
  }
  CHECK(ask_all(plant, reliability, {3000, 10}).users != runs.front().users);
  const Worlds fewer = ask_all(plant, reliability, {700, 9});
  CHECK(std::equal(fewer.users.begin(), fewer.users.end(), runs.front().users.begin()));
}

TEST_CASE("To first order the user hours of single failures add up to the hours lost") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    CAPTURE(seed);
    const Plant plant = test::random_plant(seed, {{2, 9}, {0, 6}, {2, 8}, {90, 100}, test::Amounts::round});
    Reliability reliability = test::random_reliability(seed, plant, 100, 0);
    constexpr double small = 1e-6;
    for (double& x : reliability.sites) x *= small;
    reliability.links.for_each([](double& x) { x *= small; });
    const LiveNetwork live = build_live_network(plant);
    double sum = 0;
    for (const SingleFailure& one : SingleFailures(plant, live, &reliability).ranked()) sum += one.user_hours;
    const double lost = assess(plant, reliability, 1).outlook.served.user_hours_lost_per_year();
    CHECK(std::abs(sum - lost) <= 1e-3 * sum + 1e-9);
  }
}

TEST_CASE("Quantiles of availability weigh homes, by nearest rank") {
  test::PlantBuilder town;
  const SiteId pop = town.add_source();
  const std::vector<double> down = {0.5, 0.1, 0.25, 0};
  const std::vector<std::uint32_t> homes = {1, 2, 0, 7};
  for (const std::uint32_t n : homes) town.add_premises({.homes = n}, test::Drop{pop});
  const Plant plant = town.plant();
  Reliability reliability = test::no_failures(plant);
  for (std::size_t i = 0; i < down.size(); ++i) reliability.links[plant.inline_drop(PremisesId{i})] = down[i];
  const ReliabilityResult result = assess(plant, reliability, 100);
  // 1 % 5 % 10 % 25 % 50 % 75 % 90 % 95 % 99 % of ten homes
  const std::vector<double> expected = {0.5, 0.5, 0.5, 0.9, 1, 1, 1, 1, 1};
  for (std::size_t q = 0; q < expected.size(); ++q) CHECK(result.quantiles[q] == expected[q]);
  CHECK(result.outlook.homes.connected == 10);
  CHECK(result.outlook.homes.at_least[0] == 9);  // 0.9
  CHECK(result.outlook.homes.at_least[1] == 7);
  CHECK(result.outlook.homes.loses_less[2] == 7);
}

TEST_CASE("Where nobody is connected every figure is 0 or absent, and none is NaN") {
  const Plant plant = test::random_plant(2, {{0, 0}, {0, 0}, {3, 3}, {50, 50}, test::Amounts::round});
  const Reliability reliability = test::no_failures(plant);
  const ReliabilityResult result = assess(plant, reliability, 10);
  CHECK(result.served.users == 0);
  CHECK(result.outlook.served.users == 0);
  CHECK(!result.quantiles[0]);
  CHECK(result.worlds.mean.value == 0);
  CHECK(result.worlds.below_share.value == 0);
}

}  // namespace
}  // namespace lastmile::worlds_test
