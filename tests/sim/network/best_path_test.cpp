// Best paths, remedies and obstacles on networks small enough to work out by hand. In the drawings a capital
// is a site (S, T sources), a small letter in brackets a premises; --- is an operational link, any other is
// named beside it.
#include <doctest/doctest.h>

#include "sim/coverage/explain.h"
#include "tests/support/plant_builder.h"
#include "tests/support/sweep.h"

namespace lastmile::best_path_test {
namespace {

using test::Condition;
using test::Drop;
using test::evaluate_plant;
using test::PlantBuilder;

constexpr Condition planned(double completion_cost) {
  return {.state = State::planned, .completion_cost = completion_cost};
}
constexpr Condition failed(double completion_cost) {
  return {.state = State::failed, .completion_cost = completion_cost};
}
constexpr Condition inactive(double completion_cost) {
  return {.state = State::inactive, .completion_cost = completion_cost};
}

Explanation explain_in(const Plant& plant, PremisesId p) {
  const Network network = build_network(plant);
  return explain(plant, network, evaluate(plant, network), p);
}

std::vector<Element> route_in(const Plant& plant, PremisesId p) {
  std::vector<Element> route;
  for (const RouteStep& step : explain_in(plant, p).route) route.push_back(step.element);
  return route;
}

using Elements = std::vector<Element>;

Obstacles all_of(std::initializer_list<Obstacle> several) {
  Obstacles all;
  for (const Obstacle one : several) all |= one;
  return all;
}

}  // namespace

//   S ----- A - - - [p]     the drop from A is planned, 10
//     \            /
//      -x- B ------         the link to B has failed, 2; the drop from B is there
TEST_CASE(
    "A home passed by one drop has the obstacle upstream_failed if the path over another drop is cheaper") {
  PlantBuilder draw;
  const SiteId s = draw.add_source();
  const SiteId a = draw.add_site();
  const SiteId b = draw.add_site();
  const PremisesId p = draw.add_premises({}, Drop{a, planned(10)});
  draw.add_link(s, a);
  const LinkId broken = draw.add_link(s, b, failed(2));
  draw.add_drop(b, p);

  const Explanation explanation = explain_in(draw.plant(), p);
  CHECK(explanation.standing.rung == Rung::passed);
  CHECK(explanation.standing.obstacles == Obstacles{Obstacle::upstream_failed});
  CHECK((explanation.remedy == Elements{broken}));
  CHECK(explanation.completion_cost == 2);
}

//   S ~~~~ A - - - [p, not subscribed]     S-A is inactive, 3; the drop is planned, 4
TEST_CASE(
    "Several obstacles are a joint cause, counted under the first gate, and the remedy lists all works") {
  PlantBuilder draw;
  const SiteId s = draw.add_source();
  const SiteId a = draw.add_site();
  const LinkId unlit = draw.add_link(s, a, inactive(3));
  const PremisesId p = draw.add_premises({.homes = 2, .subscribed = false}, Drop{a, planned(4)});

  const Plant& plant = draw.plant();
  const Coverage coverage = evaluate_plant(plant);
  const auto& unserved = coverage.standings.unserved;
  CHECK(coverage.standings.obstacles[p] ==
        all_of({Obstacle::upstream_inactive, Obstacle::final_link_missing, Obstacle::not_subscribed}));
  CHECK(unserved[Obstacle::upstream_inactive].joint.homes == 2);
  CHECK(unserved[Obstacle::upstream_inactive].sole.homes == 0);
  CHECK(unserved[Obstacle::final_link_missing].joint.homes == 0);

  const Explanation explanation = explain_in(plant, p);
  CHECK((explanation.remedy == Elements{unlit, plant.inline_drop(p)}));
  CHECK(explanation.completion_cost == 7);
  CHECK(explanation.releases == 0);  // they would still not take the service
}

//   S ---- A ---- [p, not subscribed]
TEST_CASE(
    "A connected home that does not take the service is qualified, with not_subscribed as the only "
    "obstacle") {
  PlantBuilder draw;
  const SiteId s = draw.add_source();
  const SiteId a = draw.add_site();
  draw.add_link(s, a);
  const PremisesId p = draw.add_premises({.subscribed = false}, Drop{a});
  const Explanation explanation = explain_in(draw.plant(), p);
  CHECK(explanation.standing.rung == Rung::qualified);
  CHECK(explanation.standing.obstacles == Obstacles{Obstacle::not_subscribed});
  CHECK(explanation.remedy.empty());
}

//        - - A - -
//      /   1   1   \           .
//   S                C ---- [p]      over A two works of 1, over B one of 2
//      \     2     /
//        - - B ----
TEST_CASE("Among paths of equal cost, the one with the fewest elements to complete is best") {
  PlantBuilder draw;
  const SiteId s = draw.add_source();
  const SiteId a = draw.add_site();
  const SiteId b = draw.add_site();
  const SiteId c = draw.add_site();
  draw.add_link(s, a, planned(1));
  draw.add_link(a, c, planned(1));
  const LinkId dear = draw.add_link(s, b, planned(2));
  draw.add_link(b, c);
  const PremisesId p = draw.add_premises({}, Drop{c});
  CHECK((explain_in(draw.plant(), p).remedy == Elements{dear}));
}

//   S ---- A - - C ---- [p]     A-C and S-C are planned, 5
//    \          /
//     - - - - -
TEST_CASE("Among paths with equal cost and number of works, the one with the fewest elements is best") {
  PlantBuilder draw;
  const SiteId s = draw.add_source();
  const SiteId a = draw.add_site();
  const SiteId c = draw.add_site();
  draw.add_link(s, a);
  draw.add_link(a, c, planned(5));
  const LinkId straight = draw.add_link(s, c, planned(5));
  const PremisesId p = draw.add_premises({}, Drop{c});
  CHECK((route_in(draw.plant(), p) == Elements{s, straight, c, draw.plant().inline_drop(p)}));
}

//   S - - [p]     three planned drops of 5: one inline, two among the links
TEST_CASE(
    "Among equal final links the first in file order is best, and explicit ones come before inline ones") {
  PlantBuilder draw;
  const SiteId s = draw.add_source();
  const PremisesId p = draw.add_premises({}, Drop{s, planned(5)});
  const LinkId first = draw.add_drop(s, p, planned(5));
  draw.add_drop(s, p, planned(5));
  CHECK(explain_in(draw.plant(), p).standing.final_link == first);
}

//        l3 - A - l1
//      /             \         .
//   S                  C ---- [p]      four planned links of 1, in the file order of their numbers
//      \             /
//        l0 - B - l2
TEST_CASE(
    "Among equal paths the link first in file order is best at each site, from the premises to the source") {
  PlantBuilder draw;
  const SiteId s = draw.add_source();
  const SiteId a = draw.add_site();
  const SiteId b = draw.add_site();
  const SiteId c = draw.add_site();
  draw.add_link(s, b, planned(1));
  const LinkId l1 = draw.add_link(a, c, planned(1));
  draw.add_link(b, c, planned(1));
  const LinkId l3 = draw.add_link(s, a, planned(1));
  const PremisesId p = draw.add_premises({}, Drop{c});
  CHECK((route_in(draw.plant(), p) == Elements{s, l3, a, l1, c, draw.plant().inline_drop(p)}));
}

//   S ==== A ---- [p]     both links planned, 1
TEST_CASE("The first of two equal parallel links in file order is built") {
  PlantBuilder draw;
  const SiteId s = draw.add_source();
  const SiteId a = draw.add_site();
  const LinkId first = draw.add_link(a, s, planned(1));
  draw.add_link(s, a, planned(1));
  const PremisesId p = draw.add_premises({}, Drop{a});
  CHECK((explain_in(draw.plant(), p).remedy == Elements{first}));
}

//   S ---- A ~~~~ B ---- [p]     A-B is inactive and free to light
//   |             |
//    ---- C ----- D
TEST_CASE("A longer live path is better than a shorter one that costs nothing to complete") {
  PlantBuilder draw;
  const SiteId s = draw.add_source();
  const SiteId a = draw.add_site();
  const SiteId b = draw.add_site();
  const SiteId c = draw.add_site();
  const SiteId d = draw.add_site();
  draw.add_link(s, a);
  draw.add_link(a, b, inactive(0));
  draw.add_link(s, c);
  draw.add_link(c, d);
  draw.add_link(d, b);
  const PremisesId p = draw.add_premises({}, Drop{b});
  const Explanation explanation = explain_in(draw.plant(), p);
  CHECK(explanation.standing.rung == Rung::served);
  CHECK(explanation.remedy.empty());
  CHECK(explanation.standing.path.elements == 8);
}

//   S -x- T ---- [p]     T is a failed source, 5; S-T has failed, 0
TEST_CASE("A failed source must be repaired if the best path starts there") {
  PlantBuilder draw;
  const SiteId s = draw.add_source();
  const SiteId t = draw.add_source(failed(5));
  draw.add_link(s, t, failed(0));
  const PremisesId p = draw.add_premises({}, Drop{t});
  const Explanation explanation = explain_in(draw.plant(), p);
  CHECK((explanation.remedy == Elements{t}));
  CHECK(explanation.completion_cost == 5);
}

//   S -x- A ---- [p 2 users]     S-A has failed; both hang from A
//         |
//          ----- [q 3 users]
TEST_CASE("One repair upstream also serves the neighbours") {
  PlantBuilder draw;
  const SiteId s = draw.add_source();
  const SiteId a = draw.add_site();
  draw.add_link(s, a, failed(6));
  const PremisesId p = draw.add_premises({.users = 2}, Drop{a});
  draw.add_premises({.users = 3}, Drop{a});
  const Explanation explanation = explain_in(draw.plant(), p);
  CHECK(explanation.completion_cost == 6);
  CHECK(explanation.also_serves_users == 3);
}

}  // namespace lastmile::best_path_test
