// Availability against the sum over all states, and against published reliabilities.
#include "sim/reliability/availability.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "sim/reliability/joined_vertices.h"
#include "sim/reliability/state_enumeration.h"
#include "tests/support/plant_builder.h"
#include "tests/support/random_failure_graph.h"
#include "tests/support/sanitized.h"
#include "tests/support/slow_reliability.h"
#include "tests/support/sweep.h"

namespace lastmile::availability_test {
namespace {

using test::Dice;
using test::Drop;
using test::PlantBuilder;

Availability availability_of(const Plant& plant, const Reliability& reliability) {
  const LiveNetwork live = build_live_network(plant);
  return find_availability(plant, live, RiskSets(plant, &reliability));
}

void check_all_states(const Plant& plant, const Reliability& reliability) {
  const Availability found = availability_of(plant, reliability);
  const std::vector<double> expected = test::enumerated_availability(plant, reliability);
  const std::vector<bool> connected = test::up_premises(plant, [](Element) { return true; });
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    CAPTURE(p.value);
    REQUIRE(found.is_connected(p) == connected[p.value]);
    if (!connected[p.value]) continue;
    CHECK(found.kind[p] == AvailabilityKind::exact);
    CHECK(std::abs(found.value[p] - expected[p.value]) < 1e-12);
  }
}

TEST_CASE("Availability is the sum over all states of the network") {
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    CAPTURE(seed);
    const Plant plant = test::random_plant(seed, {{1, 7}, {0, 5}, {1, 5}, {90, 100}, test::Amounts::round});
    INFO(test::describe(plant));
    check_all_states(plant, test::random_reliability(seed, plant, 8, 0));
  }
}

TEST_CASE("Shared risks correlate the elements that they select") {
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    CAPTURE(seed);
    const Plant plant = test::random_plant(seed, {{1, 7}, {0, 5}, {1, 5}, {92, 100}, test::Amounts::round});
    INFO(test::describe(plant));
    check_all_states(plant, test::random_reliability(seed, plant, 7, 3));
  }
}

// Vertices on a grid, row by row; the root is a corner.
FailureGraph grid(std::uint32_t rows, std::uint32_t columns) {
  FailureGraph graph;
  graph.vertices = rows * columns;
  for (std::uint32_t row = 0; row < rows; ++row)
    for (std::uint32_t column = 0; column < columns; ++column) {
      const std::uint32_t v = row * columns + column;
      if (column + 1 < columns) graph.edges.push_back({v, v + 1});
      if (row + 1 < rows) graph.edges.push_back({v, v + columns});
    }
  return graph;
}

double to_last(const FailureGraph& graph, double edge_up) {
  const std::vector<double> vertices(graph.vertices, 1);
  const std::vector<double> edges(graph.edges.size(), edge_up);
  const auto joined = JoinedVertices(graph).solve({vertices, edges});
  REQUIRE(joined.has_value());
  return joined->back();
}

TEST_CASE("Grids, ladders and the bridge network have their published reliabilities") {
  // Yeh, Lu and Kuo 2002; Hardy, Lucet and Limnios 2007. Edges are up with 0.9, from corner to corner.
  FailureGraph bridge;
  bridge.vertices = 4;
  bridge.edges = {{0, 1}, {0, 2}, {1, 2}, {1, 3}, {2, 3}};
  CHECK(to_last(bridge, 0.9) == doctest::Approx(0.97848).epsilon(1e-12));
  CHECK(std::abs(to_last(grid(5, 5), 0.9) - 0.975556589505) < 1e-12);
  CHECK(std::abs(to_last(grid(6, 6), 0.9) - 0.975644995285) < 1e-12);
  CHECK(std::abs(to_last(grid(2, 100), 0.9) - 0.304293178204) < 1e-12);
}

TEST_CASE("A long mesh is exact in limited memory, and the same seen from its other end" *
          doctest::skip(test::is_sanitized)) {
  constexpr std::uint32_t rows = 7;
  constexpr std::uint32_t columns = 90;
  const FailureGraph there = grid(rows, columns);
  FailureGraph back = there;
  for (FailureGraph::Edge& edge : back.edges)
    edge = {there.vertices - 1 - edge.a, there.vertices - 1 - edge.b};
  Dice dice(4);
  std::vector<double> vertices(there.vertices);
  std::vector<double> edges(there.edges.size());
  for (double& up : vertices) up = 0.95 + 0.05 * dice.fraction();
  for (double& up : edges) up = 0.9 + 0.1 * dice.fraction();
  vertices.front() = vertices.back() = 1;
  const auto from_first = FrontierSolver(there).solve({vertices, edges});
  std::reverse(vertices.begin(), vertices.end());
  const auto from_last = FrontierSolver(back).solve({vertices, edges});
  REQUIRE(from_first.has_value());
  REQUIRE(from_last.has_value());
  CHECK(from_first->states > 2'000'000);  // more than are kept at once
  CHECK(std::abs(from_first->vertices.back() - from_last->vertices.back()) < 1e-12);
}

TEST_CASE("Merging and the frontier agree with the sum over all states, with vertices that fail") {
  std::size_t solved_over_frontier = 0;
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    const FailureGraph graph = test::random_failure_graph(dice, 9);
    const auto draw = [&] { return dice.chance(40) ? 1 : dice.chance(8) ? 0 : dice.fraction(); };
    std::vector<double> vertices(graph.vertices);
    std::vector<double> edges(graph.edges.size());
    for (double& up : vertices) up = draw();
    for (double& up : edges) up = draw();
    const auto expected = enumerate_states(graph, {vertices, edges});
    if (!expected) continue;
    const auto found = JoinedVertices(graph).solve({vertices, edges});
    REQUIRE(found.has_value());
    const auto by_frontier = FrontierSolver(graph).solve({vertices, edges});
    REQUIRE(by_frontier.has_value());
    ++solved_over_frontier;
    for (std::uint32_t v = 0; v < graph.vertices; ++v) {
      CHECK(std::abs((*found)[v] - (*expected)[v]) < 1e-12);
      CHECK(std::abs(by_frontier->vertices[v] - (*expected)[v]) < 1e-12);
    }
  }
  CHECK(solved_over_frontier > 300);
}

TEST_CASE("A long ring is exact: each site is up over either arc") {
  PlantBuilder town;
  const SiteId pop = town.add_source();
  constexpr std::size_t sites = 300;
  std::vector<SiteId> ring;
  std::vector<LinkId> links;
  for (std::size_t i = 0; i < sites; ++i) {
    ring.push_back(town.add_site());
    links.push_back(town.add_link(i == 0 ? pop : ring[i - 1], ring[i]));
  }
  links.push_back(town.add_link(ring.back(), pop));
  const PremisesId home = town.add_premises({}, Drop{ring[99]});
  const Plant plant = town.plant();
  Reliability reliability = test::no_failures(plant);
  for (const LinkId link : links) reliability.links[link] = 0.001;
  for (const SiteId site : ring) reliability.sites[site] = 0.0005;
  const double one_way = std::pow(0.999, 100) * std::pow(0.9995, 99);
  const double other_way = std::pow(0.999, 201) * std::pow(0.9995, 200);
  const double expected = 0.9995 * (1 - (1 - one_way) * (1 - other_way));
  CHECK(availability_of(plant, reliability).value[home] == doctest::Approx(expected).epsilon(1e-12));
}

TEST_CASE("With nothing that fails every connected premises is always up") {
  test::sweep(test::hamlet, {1, 100}, [](const Plant& plant) {
    const Reliability reliability = test::no_failures(plant);
    const Availability found = availability_of(plant, reliability);
    for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
      if (found.is_connected(p)) CHECK(found.value[p] == 1);
  });
}

TEST_CASE("The interval of a share is Wilson's, and never of width 0") {
  CHECK(wilson_interval(0.5, 100).low == doctest::Approx(0.40383).epsilon(1e-4));
  CHECK(wilson_interval(0.5, 100).high == doctest::Approx(0.59617).epsilon(1e-4));
  CHECK(wilson_interval(1, 10'000).high == 1);
  CHECK(wilson_interval(1, 10'000).low < 1);
  CHECK(wilson_interval(0, 10'000).low == 0);
  CHECK(wilson_interval(0, 10'000).high > 0);
}

}  // namespace
}  // namespace lastmile::availability_test
