// The ledger on networks small enough to work out by hand. In the drawings capitals are sites (S and T
// sources), small letters in brackets premises; --- is an operational link, x a failed, - - a planned one.
#include <doctest/doctest.h>

#include "sim/coverage/explain.h"
#include "tests/support/approx.h"
#include "tests/support/plant_builder.h"
#include "tests/support/sweep.h"

namespace lastmile::network_test {
namespace {

using test::about;
using test::Drop;
using test::evaluate_plant;
using test::PlantBuilder;

constexpr test::Condition planned = {.state = State::planned, .completion_cost = 1};
constexpr test::Condition failed = {.state = State::failed, .completion_cost = 1};

constexpr test::Condition worth(double value, State state = State::operational) {
  return {.state = state, .value = value, .completion_cost = 1};
}

struct Expected {
  double in_use = 0;
  double dormant = 0;
  double stranded = 0;
  double no_demand = 0;
  double idle = 0;
};

void check_backbone(const Coverage& coverage, const Expected& expected) {
  const Books& total = coverage.ledger.total;
  CHECK(total[Book::in_use] == about(expected.in_use));
  CHECK(total[Book::dormant] == about(expected.dormant));
  CHECK(total[Book::stranded] == about(expected.stranded));
  CHECK(total[Book::no_demand] == about(expected.no_demand));
  CHECK(total[Book::idle] == about(expected.idle));
  CHECK(total[Book::value] ==
        about(expected.in_use + expected.dormant + expected.stranded + expected.no_demand));
}

double stranded_by_sole(const Coverage& coverage, Obstacle cause) {
  return coverage.charges.stranded_by_cause[cause].sole;
}

// Users that a site or backbone link can carry, asked of one plant.
class Carrying {
 public:
  explicit Carrying(const Plant& plant)
      : plant_(plant), network_(build_network(plant)), coverage_(evaluate(plant, network_)) {}
  double operator()(SiteId site) const { return site_demand(network_, coverage_.ledger, site).all(); }
  double operator()(LinkId link) const { return link_demand(plant_, network_, coverage_.ledger, link).all(); }

 private:
  Plant plant_;
  Network network_;
  Coverage coverage_;
};

}  // namespace

//   S ---- A ---- [p 2 users]
TEST_CASE("A bridge carries all users behind it, and its failure strands everything that leads to them") {
  PlantBuilder draw;
  const SiteId s = draw.add_source(worth(1));
  const SiteId a = draw.add_site(worth(2));
  const LinkId bridge = draw.add_link(s, a, worth(4));
  draw.add_premises({.users = 2}, Drop{a});
  check_backbone(evaluate_plant(draw.plant()), {.in_use = 7});

  Plant broken = draw.plant();
  broken.links.state[bridge] = State::failed;
  const Coverage coverage = evaluate_plant(broken);
  CHECK(coverage.standings.obstacles[PremisesId{0}] == Obstacles{Obstacle::upstream_failed});
  check_backbone(coverage, {.stranded = 7, .idle = 7});
  CHECK(stranded_by_sole(coverage, Obstacle::upstream_failed) == about(7));
}

//      single
//   S ======== A ---- [p 2 users]
//      double
TEST_CASE("If a parallel link doubles a bridge, both carry all users and either keeps the service up") {
  PlantBuilder draw;
  const SiteId s = draw.add_source();
  const SiteId a = draw.add_site();
  const LinkId single = draw.add_link(s, a, worth(10));
  const LinkId twin = draw.add_link(a, s, worth(4, State::planned));
  draw.add_premises({.users = 2}, Drop{a});

  const Carrying users(draw.plant());
  CHECK(users(single) == 2);
  CHECK(users(twin) == 2);
  check_backbone(evaluate_plant(draw.plant()), {.in_use = 10, .dormant = 4});

  Plant swapped = with_operational(draw.plant(), {twin});
  swapped.links.state[single] = State::failed;
  check_backbone(evaluate_plant(swapped), {.in_use = 4, .dormant = 10});
}

//         A ---- [p 3 users]
//       /   \            .
//     S       C ---- D - - [q 1 user]
//       \   /            .
//         B
// Every site and link is worth 4. The eight of S and the ring carry p and q, the two of the spur q alone.
TEST_CASE("Every element of a ring carries all users on and behind the ring, a spur only those behind it") {
  PlantBuilder draw;
  const SiteId s = draw.add_source(worth(4));
  const SiteId a = draw.add_site(worth(4));
  const SiteId b = draw.add_site(worth(4));
  const SiteId c = draw.add_site(worth(4));
  const SiteId d = draw.add_site(worth(4));
  const LinkId upper = draw.add_link(s, a, worth(4));
  draw.add_link(a, c, worth(4));
  const LinkId lower = draw.add_link(s, b, worth(4));
  draw.add_link(b, c, worth(4));
  const LinkId spur = draw.add_link(c, d, worth(4));
  draw.add_premises({.users = 3}, Drop{a});
  const PremisesId q = draw.add_premises({.users = 1}, Drop{d, planned});

  const Carrying users(draw.plant());
  for (const SiteId on_the_ring : {s, a, b, c}) CHECK(users(on_the_ring) == 4);
  CHECK(users(upper) == 4);
  CHECK(users(lower) == 4);
  CHECK(users(d) == 1);
  CHECK(users(spur) == 1);

  const Coverage coverage = evaluate_plant(draw.plant());
  CHECK(coverage.ledger.elements == 10);
  check_backbone(coverage, {.in_use = 8 * 4 * 3.0 / 4, .stranded = 8 * 4 * 1.0 / 4 + 8, .idle = 8});
  CHECK(stranded_by_sole(coverage, Obstacle::final_link_missing) == about(16));
  REQUIRE(coverage.charges.next_final_links.size() == 1);
  CHECK(coverage.charges.next_final_links[0].premises == q);
  CHECK(coverage.charges.next_final_links[0].releases == about(16));
}

//         A
//       /   \            .
//     S       C ---- [p 2 users]
//       x   x
//         B
TEST_CASE("A failed protection arc is dormant, not idle: its users are served over the other arc") {
  PlantBuilder draw;
  const SiteId s = draw.add_source(worth(1));
  const SiteId a = draw.add_site(worth(1));
  const SiteId b = draw.add_site(worth(2));
  const SiteId c = draw.add_site(worth(1));
  draw.add_link(s, a, worth(1));
  draw.add_link(a, c, worth(1));
  draw.add_link(s, b, worth(3, State::failed));
  const LinkId b_to_c = draw.add_link(b, c, worth(3, State::failed));
  draw.add_premises({.users = 2}, Drop{c});
  check_backbone(evaluate_plant(draw.plant()), {.in_use = 5, .dormant = 3 + 2 + 3});

  // Joined to the live network from the far side, B and its link can carry p again.
  const Plant half_repaired = with_operational(draw.plant(), {b_to_c});
  check_backbone(evaluate_plant(half_repaired), {.in_use = 5 + 2 + 3, .dormant = 3});
}

//   S ---- A ---- T      S is worth 5, T 7, A 2, each link 1
//          |
//         [p]
TEST_CASE("Two sources both carry the premises between them, and a failed one is dormant") {
  PlantBuilder draw;
  const SiteId s = draw.add_source(worth(5));
  const SiteId a = draw.add_site(worth(2));
  const SiteId t = draw.add_source(worth(7));
  draw.add_link(s, a, worth(1));
  draw.add_link(a, t, worth(1));
  draw.add_premises({}, Drop{a});
  check_backbone(evaluate_plant(draw.plant()), {.in_use = 16});

  Plant without_t = draw.plant();
  without_t.sites.state[t] = State::failed;
  check_backbone(evaluate_plant(without_t), {.in_use = 5 + 1 + 2, .dormant = 1 + 7});
}

//   S ---- A ---- B ---- T      T is a planned source: in the design it closes a ring over the virtual root
//          |      |
//         [p]     C ---- [q 2 users]
TEST_CASE(
    "A source at the end of a tree makes every element between it and the next source carry all users "
    "there") {
  PlantBuilder draw;
  const SiteId s = draw.add_source(worth(1));
  const SiteId a = draw.add_site(worth(1));
  const SiteId b = draw.add_site(worth(1));
  const SiteId c = draw.add_site(worth(1));
  const SiteId t = draw.add_source(worth(6, State::planned));
  draw.add_link(s, a);
  draw.add_link(a, b);
  const LinkId b_to_t = draw.add_link(b, t, worth(1));
  const LinkId b_to_c = draw.add_link(b, c);
  draw.add_premises({.users = 1}, Drop{a});
  draw.add_premises({.users = 2}, Drop{c});

  const Carrying users(draw.plant());
  for (const SiteId between_the_sources : {s, a, b, t}) CHECK(users(between_the_sources) == 3);
  CHECK(users(b_to_t) == 3);
  CHECK(users(c) == 2);
  CHECK(users(b_to_c) == 2);
  check_backbone(evaluate_plant(draw.plant()), {.in_use = 4, .dormant = 6 + 1});
}

//   S (failed) ---- A ---- [p 3 homes]
TEST_CASE("A network whose only source has failed serves nobody and is idle") {
  PlantBuilder draw;
  const SiteId s = draw.add_source(worth(9, State::failed));
  const SiteId a = draw.add_site(worth(2));
  draw.add_link(s, a, worth(1));
  const PremisesId p = draw.add_premises({.homes = 3, .users = 3}, Drop{a});
  const Coverage coverage = evaluate_plant(draw.plant());
  CHECK(coverage.standings.rung[p] == Rung::located);
  CHECK(coverage.standings.obstacles[p] == Obstacles{Obstacle::upstream_failed});
  CHECK(coverage.standings.unserved[Obstacle::upstream_failed].sole.homes == 3);
  check_backbone(coverage, {.stranded = 12, .idle = 12});
}

TEST_CASE("An empty plant has nothing to count") {
  const Coverage coverage = evaluate_plant(Plant{});
  for (const Tally& rung : coverage.standings.ladder) CHECK(rung.premises == 0);
  CHECK(coverage.ledger.elements == 0);
  check_backbone(coverage, {});
  CHECK(coverage.standings.final_links.built == 0);
  CHECK(coverage.charges.next_final_links.empty());
}

//   A ---- B ---- [p]     [q] with no drop, not subscribed
TEST_CASE("Without a source nobody has a route and all value is stranded on an island") {
  PlantBuilder draw;
  const SiteId a = draw.add_site(worth(3));
  const SiteId b = draw.add_site(worth(4));
  draw.add_link(a, b, worth(5));
  const PremisesId p = draw.add_premises({}, Drop{b, worth(8)});
  const PremisesId q = draw.add_premises({.subscribed = false});
  const Coverage coverage = evaluate_plant(draw.plant());
  CHECK(coverage.standings.obstacles[p] == Obstacles{Obstacle::no_route});
  CHECK(coverage.standings.obstacles[q].contains(Obstacle::not_subscribed));
  CHECK(coverage.standings.ladder[Rung::passed].homes == 0);
  const CauseTally& no_route = coverage.standings.unserved[Obstacle::no_route];
  CHECK(no_route.sole.homes == 1);
  CHECK(no_route.joint.homes == 1);
  check_backbone(coverage, {.stranded = 12, .idle = 12});
  CHECK(coverage.standings.final_links.stranded == about(8));
}

//   S ---- A - - - [p 4 homes, nobody lives there yet]
TEST_CASE("A record without users counts as homes and premises but creates no demand") {
  PlantBuilder draw;
  const SiteId s = draw.add_source(worth(1));
  const SiteId a = draw.add_site(worth(2));
  draw.add_link(s, a, worth(4));
  const PremisesId p = draw.add_premises({.homes = 4, .users = 0}, Drop{a, planned});
  const Coverage coverage = evaluate_plant(draw.plant());
  CHECK(coverage.standings.rung[p] == Rung::passed);
  const CauseTally& missing = coverage.standings.unserved[Obstacle::final_link_missing];
  CHECK(missing.sole.premises == 1);
  CHECK(missing.sole.homes == 4);
  CHECK(missing.sole.users == 0);
  check_backbone(coverage, {.no_demand = 7});
  REQUIRE(coverage.charges.next_final_links.size() == 1);
  CHECK(coverage.charges.next_final_links[0].releases == 0);
}

//             A ---------
//           /             \            .
//   S ---- J               [p 2 users]      J is worth 6, A 2, B 3
//           \             /
//             B - - - - -
//             x
//        [q 1 user]
TEST_CASE("Drops from two arms of a tree count the users on both arms, and once on their common part") {
  PlantBuilder draw;
  const SiteId s = draw.add_source();
  const SiteId j = draw.add_site(worth(6));
  const SiteId a = draw.add_site(worth(2));
  const SiteId b = draw.add_site(worth(3));
  const LinkId trunk = draw.add_link(s, j);
  draw.add_link(j, a);
  draw.add_link(j, b);
  const PremisesId p = draw.add_premises({.users = 2}, Drop{a});
  const PremisesId q = draw.add_premises({.users = 1}, Drop{b, failed});
  draw.add_drop(b, p, planned);

  const Carrying users(draw.plant());
  for (const SiteId shared : {s, j, b}) CHECK(users(shared) == 3);
  CHECK(users(trunk) == 3);
  CHECK(users(a) == 2);

  const Network network = build_network(draw.plant());
  const Coverage coverage = evaluate(draw.plant(), network);
  check_backbone(coverage, {.in_use = 6 * 2 / 3.0 + 2 + 3 * 2 / 3.0, .stranded = 6 / 3.0 + 3 / 3.0});
  CHECK(charge_of(draw.plant(), network, coverage.ledger, p) == about(2 * (6 / 3.0 + 2 / 2.0 + 3 / 3.0)));
  CHECK(charge_of(draw.plant(), network, coverage.ledger, q) == about(6 / 3.0 + 3 / 3.0));
}

//         A ----
//       /  |     \            .
//     S    |      [p 2 users]       A and B are worth 5 each
//       \  |     /
//         B ----
TEST_CASE("Drops from two sites of a ring count their users once on the whole ring") {
  PlantBuilder draw;
  const SiteId s = draw.add_source();
  const SiteId a = draw.add_site(worth(5));
  const SiteId b = draw.add_site(worth(5));
  draw.add_link(s, a);
  draw.add_link(b, a);
  draw.add_link(s, b);
  const PremisesId p = draw.add_premises({.users = 2}, Drop{a});
  draw.add_drop(b, p);
  const Carrying users(draw.plant());
  for (const SiteId on_the_ring : {s, a, b}) CHECK(users(on_the_ring) == 2);
  check_backbone(evaluate_plant(draw.plant()), {.in_use = 10});
}

//   S ---- A - - - [p]        Z is proposed: an option, not part of the design
//          |
//          Z ---- [q]
TEST_CASE("A proposed element is not booked and gives no route, whatever is connected to it") {
  PlantBuilder draw;
  const SiteId s = draw.add_source(worth(1));
  const SiteId a = draw.add_site(worth(1));
  const SiteId z = draw.add_site(worth(50, State::proposed));
  draw.add_link(s, a, worth(1));
  draw.add_link(a, z, worth(50));
  draw.add_premises({}, Drop{a, planned});
  const PremisesId q = draw.add_premises({}, Drop{z, worth(50)});
  const Coverage coverage = evaluate_plant(draw.plant());
  CHECK(coverage.standings.obstacles[q] == Obstacles{Obstacle::no_route});
  CHECK(coverage.ledger.elements == 3);
  CHECK(coverage.standings.final_links.built == 0);
  CHECK(coverage.standings.final_links.missing == 1);
  CHECK(coverage.standings.final_links.value == 0);
  check_backbone(coverage, {.stranded = 3, .idle = 3});
}

}  // namespace lastmile::network_test
