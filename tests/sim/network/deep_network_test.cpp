// Very deep networks: no algorithm may recurse from site to site.
#include <doctest/doctest.h>

#include <array>

#include "sim/coverage/explain.h"
#include "tests/support/approx.h"
#include "tests/support/plant_builder.h"
#include "tests/support/sweep.h"

namespace lastmile::deep_network_test {
namespace {

using test::about;
using test::Condition;
using test::Drop;
using test::PlantBuilder;

constexpr std::size_t site_count = 300'000;
constexpr Condition worth_one = {.value = 1};

// S ---- 1 ---- 2 ---- ... ---- n-1, each site and link worth 1.
PlantBuilder chain() {
  PlantBuilder draw;
  SiteId last = draw.add_source(worth_one);
  for (std::size_t i = 1; i < site_count; ++i) {
    const SiteId next = draw.add_site(worth_one);
    draw.add_link(last, next, worth_one);
    last = next;
  }
  return draw;
}

constexpr SiteId far_end{site_count - 1};

}  // namespace

//   S ---- 1 ---- ... ---- n/2 - 1 ---- ... ---- n-1
//                             |                   :
//                        [p 1 user]          [q 3 users]
TEST_CASE("A chain of 300,000 sites carries its users to the far end") {
  PlantBuilder draw = chain();
  draw.add_premises({.users = 1}, Drop{SiteId{site_count / 2 - 1}});
  const PremisesId q =
      draw.add_premises({.users = 3}, Drop{far_end, {.state = State::planned, .completion_cost = 2}});
  const Plant& plant = draw.plant();
  const Network network = build_network(plant);
  const Coverage coverage = evaluate(plant, network);

  const double near_half = site_count - 1.0;  // elements up to p's site: n/2 sites and n/2 - 1 links
  const double far_half = site_count;
  CHECK(coverage.ledger.total[Book::in_use] == about(near_half / 4));
  CHECK(coverage.ledger.total[Book::stranded] == about(near_half * 3 / 4 + far_half));
  CHECK(coverage.ledger.total[Book::idle] == about(far_half));
  CHECK(charge_of(plant, network, coverage.ledger, q) == about(coverage.ledger.total[Book::stranded]));

  const Explanation explanation = explain(plant, network, coverage, q);
  CHECK(explanation.route.size() == 2 * site_count);
  CHECK(explanation.remedy.size() == 1);
  CHECK(explanation.completion_cost == 2);
}

//   S ---- 1 ---- ... ---- n-1
//    \_____________________/
TEST_CASE("A ring of 300,000 sites is one block: all of it carries a user anywhere on it") {
  PlantBuilder draw = chain();
  draw.add_link(far_end, SiteId{0}, worth_one);
  draw.add_premises({.users = 1}, Drop{SiteId{site_count / 3}});
  const Coverage coverage = test::evaluate_plant(draw.plant());
  CHECK(coverage.ledger.total[Book::in_use] == about(2.0 * site_count));
  CHECK(coverage.ledger.total[Book::value] == about(2.0 * site_count));
}

//   S ==== 1 ==== 2 ==== ... ==== n-1 ---- [p]     every link doubled, so every hop is a ring of two
TEST_CASE("A chain of 300,000 doubled links consists of 300,000 rings in a row") {
  PlantBuilder draw = chain();
  for (std::size_t i = 1; i < site_count; ++i) draw.add_link(SiteId{i}, SiteId{i - 1}, worth_one);
  const PremisesId p = draw.add_premises({.users = 2}, Drop{far_end});
  draw.add_drop(SiteId{site_count / 2}, p);  // a second way in, half as far
  const Plant& plant = draw.plant();
  const Network network = build_network(plant);
  const Coverage coverage = evaluate(plant, network);
  const double elements = 3.0 * site_count - 2;
  CHECK(coverage.ledger.total[Book::in_use] == about(elements));
  CHECK(charge_of(plant, network, coverage.ledger, p) == about(elements));
  CHECK(standing_of(judged(plant, network, coverage), p).path.elements == site_count + 2);
}

//          o ---- ... ---- o - - -
//        /                        \            .
//   S ---                          [100,000 premises, each with a drop from the end of either arm]
//        \                        /
//          o ---- ... ---- o -----
TEST_CASE("A hundred thousand premises with drops from two deep arms do not each walk the arms" *
          doctest::timeout(30)) {
  constexpr std::size_t premises_count = 100'000;
  PlantBuilder draw;
  const SiteId s = draw.add_source(worth_one);
  std::array<SiteId, 2> ends = {s, s};
  for (SiteId& end : ends) {
    for (std::size_t i = 0; i < site_count / 2; ++i) {
      const SiteId next = draw.add_site(worth_one);
      draw.add_link(end, next, worth_one);
      end = next;
    }
  }
  for (std::size_t i = 0; i < premises_count; ++i) {
    const PremisesId p = draw.add_premises({}, Drop{ends[0]});
    draw.add_drop(ends[1], p, {.state = State::planned});
  }
  const Plant& plant = draw.plant();
  const Network network = build_network(plant);
  const Coverage coverage = evaluate(plant, network);
  const double elements = 2.0 * site_count + 1;
  CHECK(site_demand(network, coverage.ledger, s).served == premises_count);
  CHECK(coverage.ledger.total[Book::in_use] == about(elements));
  CHECK(charge_of(plant, network, coverage.ledger, PremisesId{0}) == about(elements / premises_count));
}

//   S ---- 1 ---- ... ---- n-1 = T, a second source
//              |
//         [p 1 user]
TEST_CASE("A chain of 300,000 sites between two sources carries a user anywhere on it") {
  PlantBuilder draw = chain();
  draw.add_premises({.users = 1}, Drop{SiteId{7}});
  Plant plant = draw.plant();
  plant.sites.is_source[far_end] = 1;
  CHECK(test::evaluate_plant(plant).ledger.total[Book::in_use] == about(2.0 * site_count - 1));
}

}  // namespace lastmile::deep_network_test
