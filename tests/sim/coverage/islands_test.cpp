// Islands against the brute-force oracle, and cases small enough to work out by hand. In the drawings
// capitals are sites (S a source), small letters in brackets premises.
#include "sim/coverage/islands.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "sim/coverage/explain.h"
#include "tests/support/approx.h"
#include "tests/support/oracle.h"
#include "tests/support/plant_builder.h"
#include "tests/support/sweep.h"

namespace lastmile::islands_test {
namespace {

using test::about;
using test::Drop;
using test::PlantBuilder;

constexpr test::Condition worth(double value, State state = State::operational) {
  return {.state = state, .value = value, .completion_cost = 1};
}

struct Look {
  Network network;
  Coverage coverage;
  Islands islands;
};
Look look_at(const Plant& plant) {
  Look look{build_network(plant), {}, {}};
  look.coverage = evaluate(plant, look.network);
  look.islands = find_islands(plant, look.network, look.coverage.standings);
  return look;
}

void check_tally(const Tally& tally, const oracle::Count& count) {
  CHECK(tally.premises == count.premises);
  CHECK(tally.homes == count.homes);
  CHECK(tally.users == about(count.users));
}

}  // namespace

TEST_CASE("Islands are the components of the design without a source, each with its homes and value") {
  const auto check = [](const Plant& plant) {
    const Look look = look_at(plant);
    const oracle::Answer answer = oracle::judge(plant);
    REQUIRE(look.islands.count == answer.islands.size());
    check_tally(look.islands.homes, answer.on_islands);
    std::uint64_t sites = 0;
    double value = 0;
    for (const oracle::Island& island : answer.islands) {
      sites += island.sites.size();
      value += island.value;
    }
    CHECK(look.islands.sites == sites);
    CHECK(look.islands.value == about(value));

    REQUIRE(look.islands.largest.size() == answer.islands.size());
    for (const Island& island : look.islands.largest) {
      const auto expected = std::find_if(answer.islands.begin(), answer.islands.end(), [&](const auto& of) {
        return *of.sites.begin() == island.first_site;
      });
      REQUIRE(expected != answer.islands.end());
      CHECK(island.sites == expected->sites.size());
      CHECK(island.value == about(expected->value));
      check_tally(island.homes, expected->homes);
    }
    for (std::size_t i = 1; i < look.islands.largest.size(); ++i) {
      const Island& a = look.islands.largest[i - 1];
      const Island& b = look.islands.largest[i];
      CHECK(a.homes.homes >= b.homes.homes);
      if (a.homes.homes != b.homes.homes) continue;
      CHECK(a.value >= b.value);
      if (a.value == b.value) CHECK(a.first_site < b.first_site);
    }
  };
  test::sweep(test::hamlet, {0, 3000}, check);
  test::sweep(test::rough_hamlet, {0, 500}, check);
}

TEST_CASE("A premises' islands are those that its final links of the design start on") {
  test::sweep(test::hamlet, {0, 1500}, [](const Plant& plant) {
    const Look look = look_at(plant);
    const oracle::Answer answer = oracle::judge(plant);
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      std::set<SiteId> expected;
      for (const oracle::Island& island : answer.islands)
        if (std::any_of(island.sites.begin(), island.sites.end(),
                        [&](SiteId site) { return answer.premises[p].carried_by.contains(site); }))
          expected.insert(*island.sites.begin());
      std::set<SiteId> found;
      for (const Island& island : islands_of(plant, look.network, look.coverage.standings, p))
        CHECK(found.insert(island.first_site).second);
      CHECK((found == expected));
    }
  });
}

TEST_CASE("The value of an island is stranded by no route, and no longer without demand") {
  //  S---(a)      A---B---(b)     worth 3 and 4, the link between them 5
  PlantBuilder town;
  const SiteId source = town.add_source(worth(10));
  const SiteId a = town.add_site(worth(3));
  const SiteId b = town.add_site(worth(4));
  town.add_link(a, b, worth(5));
  town.add_premises({.homes = 1, .users = 2}, Drop{source});
  const PremisesId dark = town.add_premises({.homes = 4, .users = 6}, Drop{b});
  const Plant& plant = town.plant();
  const Look look = look_at(plant);

  CHECK(look.islands.count == 1);
  CHECK(look.islands.sites == 2);
  CHECK(look.islands.homes.homes == 4);
  CHECK(look.islands.value == about(12));
  const Books& books = look.coverage.ledger.total;
  CHECK(books[Book::stranded] == about(12));
  CHECK(books[Book::idle] == about(12));
  CHECK(books[Book::no_demand] == about(0));
  CHECK(look.coverage.charges.stranded_by_cause[Obstacle::no_route].sole == about(12));
  CHECK(charge_of(plant, look.network, look.coverage.ledger, dark) == about(12));
}

TEST_CASE("An island is dormant for those who are served another way, stranded for the others") {
  //  S---(a)---A   and (b) on A alone; A worth 9, one user served by S and two not served
  PlantBuilder town;
  const SiteId source = town.add_source();
  const SiteId island = town.add_site(worth(9));
  const PremisesId a = town.add_premises({.users = 1});
  town.add_drop(source, a);
  town.add_drop(island, a);
  town.add_premises({.users = 2}, Drop{island});
  const Look look = look_at(town.plant());
  CHECK(look.coverage.ledger.total[Book::dormant] == about(3));
  CHECK(look.coverage.ledger.total[Book::stranded] == about(6));
  CHECK(look.islands.homes.premises == 1);
}

TEST_CASE("Plant on an island that no final link starts on has no demand") {
  PlantBuilder town;
  town.add_source();
  const SiteId a = town.add_site(worth(3));
  const SiteId b = town.add_site(worth(4));
  town.add_link(a, b, worth(5));
  const Look look = look_at(town.plant());
  CHECK(look.islands.count == 1);
  CHECK(look.islands.homes.premises == 0);
  CHECK(look.coverage.ledger.total[Book::no_demand] == about(12));
}

}  // namespace lastmile::islands_test
