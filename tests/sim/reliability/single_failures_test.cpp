// Single failures against taking down each element afresh.
#include "sim/reliability/single_failures.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "tests/support/plant_builder.h"
#include "tests/support/random_plant.h"
#include "tests/support/slow_reliability.h"
#include "tests/support/sweep.h"

namespace lastmile::single_failures_test {
namespace {

using test::Drop;
using test::PlantBuilder;

struct Expected {
  std::map<Element, double> users;
  std::map<Element, std::uint64_t> homes;
  std::vector<std::uint32_t> single_points;
  std::vector<bool> connected;
};

std::vector<Element> all_elements(const Plant& plant) {
  std::vector<Element> all;
  for (const SiteId site : ids<SiteId>(plant.sites.size())) all.emplace_back(site);
  for (const LinkId link : ids<LinkId>(plant.links.size() + plant.premises.size()))
    if (!plant.is_inline_drop(link) || plant.links.from[link].exists()) all.emplace_back(link);
  return all;
}

Expected fail_each(const Plant& plant) {
  const auto everything_up = [](Element) { return true; };
  Expected expected{
      {}, {}, std::vector<std::uint32_t>(plant.premises.size(), 0), test::up_premises(plant, everything_up)};
  for (const Element failed : all_elements(plant)) {
    if (!carries_service(state_of(plant, failed))) continue;
    const std::vector<bool> up = test::up_premises(plant, [&](Element e) { return e != failed; });
    expected.users[failed] = 0;
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      if (!expected.connected[p.value] || up[p.value]) continue;
      ++expected.single_points[p.value];
      if (plant.premises.subscribed[p] == 0) continue;
      expected.users[failed] += plant.premises.users[p];
      expected.homes[failed] += plant.premises.homes[p];
    }
  }
  return expected;
}

void check_against_failing_each(const Plant& plant, const Reliability& reliability) {
  const LiveNetwork live = build_live_network(plant);
  const SingleFailures failures(plant, live, &reliability);
  Expected expected = fail_each(plant);
  double served = 0;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    const auto points = failures.single_points(p);
    REQUIRE(points.has_value() == expected.connected[p.value]);
    if (points) CHECK(*points == expected.single_points[p.value]);
    if (points && plant.premises.subscribed[p] != 0) served += plant.premises.users[p];
  }
  CHECK(failures.served().users == doctest::Approx(served));
  const std::vector<SingleFailure> ranked = failures.ranked();
  CHECK(ranked.size() == expected.users.size());
  for (const SingleFailure& one : ranked) {
    CHECK(one.cut_off.users == doctest::Approx(expected.users.at(one.element)));
    CHECK(one.cut_off.homes == expected.homes[one.element]);
    const double down =
        one.element.is_site() ? reliability.sites[one.element.site()] : reliability.links[one.element.link()];
    CHECK(one.user_hours == doctest::Approx(8760 * down * expected.users.at(one.element)));
  }
  for (std::size_t i = 1; i < ranked.size(); ++i) {
    const SingleFailure& a = ranked[i - 1];
    const SingleFailure& b = ranked[i];
    const bool more_users = a.cut_off.users > b.cut_off.users * (1 + 1e-11);
    const bool equal_users = a.cut_off.users == doctest::Approx(b.cut_off.users).epsilon(1e-11);
    const bool equal_hours = a.user_hours == doctest::Approx(b.user_hours).epsilon(1e-11);
    CHECK(
        (more_users || (equal_users && (equal_hours ? a.element < b.element : a.user_hours > b.user_hours))));
  }
  const std::vector<SingleFailure> worst = failures.worst(3);
  REQUIRE(worst.size() == std::min<std::size_t>(3, ranked.size()));
  for (std::size_t i = 0; i < worst.size(); ++i) CHECK(worst[i].element == ranked[i].element);
  for (const auto& [element, users] : expected.users) {
    double cut = 0;
    for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
      if (plant.premises.subscribed[p] != 0 && failures.cuts_off(element, p)) cut += plant.premises.users[p];
    CHECK(cut == doctest::Approx(users));
  }
}

TEST_CASE("Single failures cut off whom taking down each element alone cuts off") {
  test::sweep(test::hamlet, {1, 400}, [](const Plant& plant) {
    check_against_failing_each(plant, test::random_reliability(7, plant, 20, 0));
  });
  const test::PlantShape village = {{20, 40}, {0, 12}, {20, 60}, {90, 99}, test::Amounts::rough};
  test::sweep(village, {1, 40}, [](const Plant& plant) {
    check_against_failing_each(plant, test::random_reliability(9, plant, 50, 0));
  });
}

//  pop --- a --- b      c is behind the ring of pop, a, b; h2 has a second way over b
//     \----------/ \- c
TEST_CASE("A ring protects its links, and two final links protect what only one of them crosses") {
  PlantBuilder town;
  const SiteId pop = town.add_source();
  const SiteId a = town.add_site();
  const SiteId b = town.add_site();
  const SiteId c = town.add_site();
  town.add_link(pop, a);
  town.add_link(a, b);
  town.add_link(b, pop);
  const LinkId to_c = town.add_link(b, c);
  const PremisesId h1 = town.add_premises({.users = 3}, Drop{c});
  const PremisesId h2 = town.add_premises({.users = 2}, Drop{c});
  const LinkId second = town.add_drop(a, h2);
  const Plant plant = town.plant();
  const LiveNetwork live = build_live_network(plant);
  const SingleFailures failures(plant, live, nullptr);
  CHECK(failures.cut_off_by(pop).users == 5);
  CHECK(failures.cut_off_by(a).users == 0);
  CHECK(failures.cut_off_by(b).users == 3);
  CHECK(failures.cut_off_by(to_c).users == 3);
  CHECK(failures.cut_off_by(second).users == 0);
  CHECK(failures.cut_off_by(plant.inline_drop(h1)).users == 3);
  CHECK(failures.single_points(h1) == 5);  // pop, b, the link to c, c, its drop
  CHECK(failures.single_points(h2) == 1);
}

}  // namespace
}  // namespace lastmile::single_failures_test
