// What the perfection of an element saves, against the sum over all states without its failures.
#include "sim/reliability/perfect_elements.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/reliability/availability.h"
#include "sim/reliability/joined_vertices.h"
#include "tests/support/plant_builder.h"
#include "tests/support/random_failure_graph.h"
#include "tests/support/random_plant.h"
#include "tests/support/slow_reliability.h"

namespace lastmile::perfect_elements_test {
namespace {

using test::Dice;

PerfectElements perfect_elements_of(const Plant& plant, const Reliability& reliability, std::size_t count) {
  const LiveNetwork live = build_live_network(plant);
  const RiskSets risks(plant, &reliability);
  Conditions conditions(risks);
  const IdVector<SiteId, Way> ways = find_site_ways(plant, live, risks, conditions);
  return find_perfect_elements(plant, live, risks, conditions, ways, count);
}

double expected_users(const Plant& plant, const Reliability& reliability) {
  const std::vector<double> up = test::enumerated_availability(plant, reliability);
  double users = 0;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (plant.premises.subscribed[p] != 0) users += up[p.value] * plant.premises.users[p];
  return users;
}

Reliability without_failures_of(Reliability reliability, Element element) {
  for (SharedRisk& risk : reliability.shared_risks) {
    if (element.is_site()) std::erase(risk.sites, element.site());
    if (element.is_link()) std::erase(risk.links, element.link());
  }
  if (element.is_site())
    reliability.sites[element.site()] = 0;
  else
    reliability.links[element.link()] = 0;
  return reliability;
}

void check_each_element(const Plant& plant, const Reliability& reliability) {
  const PerfectElements found = perfect_elements_of(plant, reliability, 1000);
  CHECK(found.elements_left_out == 0);
  std::map<Element, double> hours;
  for (const PerfectElement& one : found.best) hours[one.element] = one.user_hours;
  const double users = expected_users(plant, reliability);
  for (const Element element : test::fallible_elements(plant, reliability)) {
    const double saved = expected_users(plant, without_failures_of(reliability, element)) - users;
    const auto known = hours.find(element);
    CAPTURE(element.index);
    CAPTURE(element.is_site());
    CHECK(std::abs((known == hours.end() ? 0 : known->second) - 8760 * saved) < 1e-8);
    if (known != hours.end()) hours.erase(known);
  }
  CHECK(hours.empty());  // what cannot fail saves nothing
  for (std::size_t i = 1; i < found.best.size(); ++i)
    CHECK(found.best[i - 1].user_hours >= found.best[i].user_hours * (1 - 1e-11));
}

TEST_CASE("The perfection of an element saves what the network without its failures saves") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    const Plant plant = test::random_plant(seed, {{1, 7}, {0, 5}, {1, 5}, {92, 100}, test::Amounts::round});
    INFO(test::describe(plant));
    check_each_element(plant, test::random_reliability(seed, plant, 7, 0));
  }
}

TEST_CASE("The perfection of an element withstands events, too") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    const Plant plant = test::random_plant(seed, {{1, 7}, {0, 5}, {1, 5}, {94, 100}, test::Amounts::round});
    INFO(test::describe(plant));
    check_each_element(plant, test::random_reliability(seed, plant, 6, 3));
  }
}

// The sites of the block of `chosen`, or itself, and all that depend on them lose their exact answer.
void make_inexact(const LiveNetwork& live, SiteId chosen, IdVector<SiteId, Way>& ways) {
  std::vector<bool> lost(ways.size(), false);
  lost[chosen.value] = true;
  for (std::size_t block = 0; block < live.block_count(); ++block) {
    const auto sites = live.sites_of(block);
    if (std::find(sites.begin(), sites.end(), chosen) == sites.end()) continue;
    for (const SiteId site : sites) lost[site.value] = true;
  }
  for (const SiteId site : live.outwards) {
    const SiteId above = live.above[site];
    if (above.exists() && lost[above.value]) lost[site.value] = true;
    if (lost[site.value]) ways[site] = Way{};
  }
}

TEST_CASE("An element is left out rather than ranked without the premises that have no exact availability") {
  std::size_t ranked = 0;
  std::size_t left_out = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    const Plant plant = test::random_plant(seed, {{2, 7}, {0, 5}, {1, 6}, {94, 100}, test::Amounts::round});
    INFO(test::describe(plant));
    const Reliability reliability = test::random_reliability(seed, plant, 7, seed % 3);
    const LiveNetwork live = build_live_network(plant);
    if (live.outwards.empty()) continue;
    const RiskSets risks(plant, &reliability);
    Conditions conditions(risks);
    IdVector<SiteId, Way> ways = find_site_ways(plant, live, risks, conditions);
    make_inexact(live, live.outwards[dice.below(live.outwards.size())], ways);
    const PerfectElements found = find_perfect_elements(plant, live, risks, conditions, ways, 1000);
    const double users = expected_users(plant, reliability);
    const auto saved = [&](Element element) {
      return 8760 * (expected_users(plant, without_failures_of(reliability, element)) - users);
    };
    for (const PerfectElement& one : found.best) CHECK(std::abs(one.user_hours - saved(one.element)) < 1e-8);
    std::size_t not_ranked = 0;
    std::size_t that_save = 0;
    for (const Element element : test::fallible_elements(plant, reliability)) {
      const bool is_ranked = std::any_of(found.best.begin(), found.best.end(),
                                         [&](const PerfectElement& one) { return one.element == element; });
      if (is_ranked) continue;
      ++not_ranked;
      that_save += saved(element) > 1e-4 ? 1 : 0;
    }
    CHECK(found.elements_left_out >= that_save);
    CHECK(found.elements_left_out <= not_ranked);
    ranked += found.best.size();
    left_out += that_save;
  }
  CHECK(ranked > 100);
  CHECK(left_out > 200);
}

TEST_CASE("What is surely down whenever an element matters makes its perfection worthless") {
  // A source and three sites that are all joined to each other; an event takes down both a and c, which the
  // home needs.
  test::PlantBuilder town;
  const SiteId pop = town.add_source();
  const SiteId a = town.add_site();
  const SiteId b = town.add_site();
  const SiteId c = town.add_site();
  const LinkId direct = town.add_link(pop, c);
  for (const auto& [from, to] : {std::pair{pop, a}, {pop, b}, {a, b}, {a, c}, {b, c}})
    town.add_link(from, to);
  town.add_premises({.users = 1000}, test::Drop{c});
  const Plant plant = town.plant();
  Reliability reliability = test::no_failures(plant);
  reliability.sites[b] = 0.25;
  reliability.links[direct] = 0.5;
  reliability.shared_risks.push_back(
      {.name = "event", .presence = 0.5, .probability = 1, .sites = {a, c}, .links = {}});
  const PerfectElements found = perfect_elements_of(plant, reliability, 10);
  CHECK(found.elements_left_out == 0);
  // Without c's failures 7 of 8 are served in the event. No other element matters in it: c is down; outside
  // of it a joins c.
  REQUIRE(found.best.size() == 1);
  CHECK(found.best[0].element == Element(c));
  CHECK(found.best[0].user_hours == doctest::Approx(8760 * 1000 * 0.5 * 7 / 8).epsilon(1e-12));
  check_each_element(plant, reliability);
}

TEST_CASE("The importance of vertices and edges is the difference between up and down") {
  std::size_t with_kernel = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    const FailureGraph graph = test::random_failure_graph(dice, 12);
    const auto draw = [&] { return dice.chance(10) ? 0 : dice.chance(10) ? 1 : dice.fraction(); };
    std::vector<double> vertices(graph.vertices);
    std::vector<double> edges(graph.edges.size());
    std::vector<double> weight(graph.vertices);
    for (double& up : vertices) up = draw();
    for (double& up : edges) up = draw();
    for (double& w : weight) w = dice.fraction() * 9;
    const JoinedVertices solver(graph);
    const auto sum = [&] {
      const auto joined = *solver.solve({vertices, edges});
      double all = 0;
      for (std::size_t v = 0; v < weight.size(); ++v) all += weight[v] * joined[v];
      return all;
    };
    std::uint64_t work = 1'000'000;
    const auto found = solver.importance({vertices, edges}, weight, work);
    REQUIRE(found.has_value());
    with_kernel += work < 1'000'000 ? 1 : 0;
    CHECK(std::abs(found->sum - sum()) < 1e-12);
    const auto check = [&](double& probability, double importance) {
      if (probability >= 1) return;  // perfect already: may be left out
      const double before = probability;
      probability = 1;
      const double up = sum();
      probability = 0;
      const double down = sum();
      probability = before;
      CHECK(std::abs(importance - (up - down)) < 1e-11);
    };
    for (std::size_t v = 1; v < vertices.size(); ++v) check(vertices[v], found->vertices[v]);
    for (std::size_t e = 0; e < edges.size(); ++e) check(edges[e], found->edges[e]);
  }
  CHECK(with_kernel > 50);
}

}  // namespace
}  // namespace lastmile::perfect_elements_test
