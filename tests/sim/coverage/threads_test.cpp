// The result does not depend on the number of threads, bit for bit, although sums of doubles depend on their
// order.
#include <doctest/doctest.h>

#include <algorithm>

#include "sim/support/parallel.h"
#include "tests/support/sweep.h"

namespace lastmile::threads_test {
namespace {

// Several chunks of premises, with amounts whose sums show the order of their terms.
constexpr std::size_t premises_count = 2 * chunk_size + 20'000;
constexpr test::PlantShape city = {
    {3000, 3000}, {400, 400}, {premises_count, premises_count}, {95, 99}, test::Amounts::rough};

Coverage evaluate_with_threads(const Plant& plant, const Network& network, std::size_t threads) {
  Coverage coverage;
  with_threads(threads, [&] { coverage = evaluate(plant, network); });
  return coverage;
}

void check_identical(const Tally& a, const Tally& b) {
  CHECK(a.premises == b.premises);
  CHECK(a.homes == b.homes);
  CHECK(a.users == b.users);
}

void check_identical(const FinalLinkBooks& a, const FinalLinkBooks& b) {
  CHECK(a.value == b.value);
  CHECK(a.stranded == b.stranded);
  CHECK(a.completion_cost_of_missing == b.completion_cost_of_missing);
}

void check_identical(const Standings& a, const Standings& b) {
  CHECK((a.rung.raw() == b.rung.raw()));
  CHECK((a.obstacles.raw() == b.obstacles.raw()));
  for (const Rung rung : enum_values<Rung>()) check_identical(a.ladder[rung], b.ladder[rung]);
  for (const Obstacle cause : enum_values<Obstacle>()) {
    check_identical(a.unserved[cause].sole, b.unserved[cause].sole);
    check_identical(a.unserved[cause].joint, b.unserved[cause].joint);
  }
  check_identical(a.final_links, b.final_links);
}

void check_identical(const Ledger& a, const Ledger& b) {
  const auto same_demand = [](const Demand& x, const Demand& y) {
    return x.served == y.served && x.blocked == y.blocked;
  };
  CHECK(std::equal(a.demand.begin(), a.demand.end(), b.demand.begin(), b.demand.end(), same_demand));
  CHECK((a.charge_per_user.raw() == b.charge_per_user.raw()));
  CHECK((a.total == b.total).all());
  for (const LedgerRow row : enum_values<LedgerRow>()) CHECK((a.by_tier[row] == b.by_tier[row]).all());
}

void check_identical(const Charges& a, const Charges& b) {
  CHECK((a.stranded_by_cause == b.stranded_by_cause));
  REQUIRE(a.next_final_links.size() == b.next_final_links.size());
  for (std::size_t i = 0; i < a.next_final_links.size(); ++i) {
    CHECK(a.next_final_links[i].link == b.next_final_links[i].link);
    CHECK(a.next_final_links[i].releases == b.next_final_links[i].releases);
  }
}

}  // namespace

TEST_CASE("One, two and four threads give the same coverage, bit for bit") {
  test::sweep(city, {4, 4}, [](const Plant& plant) {
    const Network network = build_network(plant);
    const Coverage alone = evaluate_with_threads(plant, network, 1);
    CHECK(alone.standings.ladder.back().premises > 0);
    CHECK(alone.charges.next_final_links.size() == next_final_link_count);
    for (const std::size_t threads : {2U, 4U}) {
      CAPTURE(threads);
      const Coverage together = evaluate_with_threads(plant, network, threads);
      CHECK((alone.reach.path.raw() == together.reach.path.raw()));
      check_identical(alone.standings, together.standings);
      check_identical(alone.ledger, together.ledger);
      check_identical(alone.charges, together.charges);
    }
  });
}

}  // namespace lastmile::threads_test
