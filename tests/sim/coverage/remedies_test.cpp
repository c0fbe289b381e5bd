// What it takes to serve everyone, and which element upstream comes next, against the brute-force oracle.
#include "sim/coverage/remedies.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "sim/coverage/coverage.h"
#include "tests/support/approx.h"
#include "tests/support/oracle.h"
#include "tests/support/plant_builder.h"
#include "tests/support/sweep.h"

namespace lastmile::remedies_test {
namespace {

using test::about;
using test::Drop;
using test::PlantBuilder;

double cost_of(const Plant& plant, const std::set<Element>& elements) {
  double cost = 0;
  for (const Element& element : elements) cost += completion_cost_of(plant, element);
  return cost;
}

struct Group {
  std::set<Element> works;
  std::set<PremisesId> premises;
  double users = 0;
  double releases = 0;
};

}  // namespace

TEST_CASE("To serve everyone takes all remedies of those who subscribe, each element once") {
  test::sweep(test::hamlet, {0, 3000}, [](const Plant& plant) {
    const oracle::Answer answer = oracle::judge(plant);
    std::set<Element> works;
    oracle::Count count;
    std::uint64_t without_route = 0;
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      const oracle::PremisesAnswer& premises = answer.premises[p];
      if (plant.premises.subscribed[p] == 0 || premises.rung >= Rung::connected) continue;
      if (!premises.best_path) {
        ++without_route;
        continue;
      }
      works.insert(premises.remedy.begin(), premises.remedy.end());
      ++count.premises;
      count.homes += plant.premises.homes[p];
      count.users += plant.premises.users[p];
    }
    const ToServeEveryone found = test::evaluate_plant(plant).remedies.to_serve_everyone;
    CHECK(found.homes.premises == count.premises);
    CHECK(found.homes.homes == count.homes);
    CHECK(found.homes.users == about(count.users));
    CHECK(found.completion_cost == about(cost_of(plant, works)));
    CHECK(found.without_route == without_route);
  });
}

TEST_CASE("Remedies are grouped by the first element upstream to complete, and a group's works serve it") {
  test::sweep(test::hamlet, {0, 3000}, [](const Plant& plant) {
    const oracle::Answer answer = oracle::judge(plant);
    std::map<Element, Group> groups;
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      const oracle::PremisesAnswer& premises = answer.premises[p];
      if (plant.premises.subscribed[p] == 0 || premises.remedy.empty()) continue;
      if (premises.remedy.front() == Element{premises.best_path->final_link}) continue;
      Group& group = groups[premises.remedy.front()];
      group.works.insert(premises.remedy.begin(), premises.remedy.end());
      group.premises.insert(p);
      group.users += plant.premises.users[p];
      group.releases += premises.charge;
    }
    const std::vector<NextUpstream> next = test::evaluate_plant(plant).remedies.next_upstream;
    REQUIRE(next.size() == groups.size());
    for (const NextUpstream& one : next) {
      const Element first = one.element;
      REQUIRE(groups.contains(first));
      const Group& group = groups.at(first);
      CHECK(one.homes.premises == group.premises.size());
      CHECK(one.homes.users == about(group.users));
      CHECK(one.completion_cost == about(cost_of(plant, group.works)));
      CHECK(one.releases == about(group.releases));
      const oracle::Answer after =
          oracle::judge(oracle::completed(plant, {group.works.begin(), group.works.end()}));
      for (const PremisesId p : group.premises) CHECK(after.premises[p].rung == Rung::served);
    }
    for (std::size_t i = 1; i < next.size(); ++i) {
      const NextUpstream& a = next[i - 1];
      const NextUpstream& b = next[i];
      if ((a.completion_cost > 0) != (b.completion_cost > 0)) {
        CHECK(a.completion_cost == 0);
        continue;
      }
      const double left = a.completion_cost > 0 ? a.releases / a.completion_cost : a.releases;
      const double right = b.completion_cost > 0 ? b.releases / b.completion_cost : b.releases;
      CHECK(left >= right * (1 - 1e-9));
    }
  });
}

TEST_CASE("A cabinet to build brings its feeder's, its own and its homes' works together") {
  //  S- -C- -(a), C- -(b); S- -D- -(c): the first feeder costs 100, C 20, its drops 5 each
  PlantBuilder town;
  const auto planned = [](double cost, double value = 0) {
    return test::Condition{.state = State::planned, .value = value, .completion_cost = cost};
  };
  const SiteId source = town.add_source({.value = 80});
  const SiteId c = town.add_site(planned(20));
  const SiteId d = town.add_site(planned(7));
  const LinkId to_c = town.add_link(source, c, planned(100));
  const LinkId to_d = town.add_link(source, d);
  for (int i = 0; i < 2; ++i) town.add_premises({.homes = 3, .users = 6}, Drop{c, planned(5)});
  town.add_premises({.homes = 2, .users = 4}, Drop{d, planned(1)});
  town.add_premises({.homes = 9, .users = 9, .subscribed = false}, Drop{d, planned(1)});
  const Remedies found = test::evaluate_plant(town.plant()).remedies;

  CHECK(found.to_serve_everyone.homes.homes == 8);
  CHECK(found.to_serve_everyone.completion_cost == about(138));
  REQUIRE(found.next_upstream.size() == 2);
  // All 25 users are charged for the source; D frees 4 of them for 8, C 12 for 130.
  CHECK(found.next_upstream[0].element == Element{d});
  CHECK(found.next_upstream[0].completion_cost == about(8));
  CHECK(found.next_upstream[0].releases == about(80.0 * 4 / 25));
  CHECK(found.next_upstream[1].element == Element{to_c});
  CHECK(found.next_upstream[1].homes.homes == 6);
  CHECK(found.next_upstream[1].completion_cost == about(130));
  CHECK(found.next_upstream[1].releases == about(80.0 * 12 / 25));
  CHECK(to_d.exists());
}

}  // namespace lastmile::remedies_test
