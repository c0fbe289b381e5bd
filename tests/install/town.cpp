// A town in memory: who is served, what strands the money upstream, and which final link to build next.
#include <lastmile/lastmile.h>

#include <cstdio>

int main() {
  using namespace lastmile;
  PlantBuilder town;
  const SiteId exchange = town.add_site({.is_source = true, .cost = 420'000});
  const SiteId cabinet = town.add_site({.cost = 18'000});
  town.add_link({.from = exchange, .to = cabinet, .tier = Tier::feeder, .cost = 61'000});
  town.add_premises({.homes = 12, .users = 30, .drop = {{.from = cabinet, .cost = 9'000}}});
  const PremisesId mill = town.add_premises(
      {.homes = 8, .users = 20, .drop = {{.from = cabinet, .state = State::planned, .cost = 6'800}}});
  const Plant plant = town.build();  // throws PlantRefused with everything that is wrong

  const Network network = build_network(plant);
  const Coverage coverage = evaluate(plant, network);
  const Ladder& ladder = coverage.standings.ladder;
  std::printf("%.0f of %.0f homes are served\n", static_cast<double>(ladder[Rung::served].homes),
              static_cast<double>(ladder[Rung::located].homes));
  std::printf("%.0f of %.0f EUR upstream are stranded\n", coverage.ledger.total[Book::stranded],
              coverage.ledger.total[Book::value]);
  const Explanation why = explain(plant, network, coverage, mill);
  std::printf("the mill lacks a drop for %.0f EUR, which puts %.0f EUR to use\n", why.completion_cost,
              why.releases);
}
