// Invariants of the obstacles and the service of premises.
#include "sim/service/qualification.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "sim/support/parallel.h"
#include "tests/support/judged_plant.h"
#include "tests/support/plant_builder.h"

namespace lastmile::qualification_test {
namespace {

using test::about;
using test::check_tally;
using test::Dice;
using test::evaluate_plant;
using test::Judged;
using test::on_random_plants;
using test::words;

constexpr double rounding = 1e-9;

std::vector<PremisesId> sample_of_premises(const Plant& plant, Dice& dice, std::size_t most) {
  std::vector<PremisesId> all;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) all.push_back(p);
  dice.shuffle(all);
  all.resize(std::min(all.size(), most));
  return all;
}

double& length_of(Plant& plant, LinkId link) {
  return plant.access->length_m[link];
}

std::size_t final_links_of(const Judged& judged, PremisesId p) {
  std::size_t count = 0;
  for_each_final_link(judged.plant, judged.network, p, [&](const FinalLink&) { ++count; });
  return count;
}

constexpr TechnologyId ethernet{std::size_t{2}};
constexpr TechnologyId cable{std::size_t{5}};

// Nothing special anywhere, and a head-end at site 0.
Access plain_access(const Plant& plant, TechnologyId technology) {
  Access access;
  access.equipment = test::small_equipment();
  access.technology = IdVector<SiteId, TechnologyId>(plant.sites.size());
  access.technology[SiteId{std::size_t{0}}] = technology;
  access.split = IdVector<SiteId, std::uint32_t>(plant.sites.size(), 1);
  access.ports = IdVector<SiteId, std::uint32_t>(plant.sites.size(), unlimited_ports);
  constexpr LinkSpecId plain{std::size_t{0}};
  access.link_specs.push_back({});
  access.spec = LinkColumn<LinkSpecId>(plant.links.size(), plant.premises.size(), plain);
  access.length_m.explicit_links = IdVector<LinkId, double>(plant.links.size(), 100);
  access.length_m.inline_drops = IdVector<PremisesId, double>(plant.premises.size(), 10);
  return access;
}

TEST_CASE("With a service the ladder is also cumulative and causes add up") {
  on_random_plants([](const Plant& plant, Dice&) {
    const Standings standings = evaluate_plant(plant).standings;
    const Ladder& ladder = standings.ladder;
    CHECK(ladder.front().premises == plant.premises.size());
    for (std::size_t rung = 1; rung < rung_count; ++rung) {
      CAPTURE(rung_names.raw()[rung]);
      CHECK(ladder.raw()[rung].premises <= ladder.raw()[rung - 1].premises);
      CHECK(ladder.raw()[rung].homes <= ladder.raw()[rung - 1].homes);
      CHECK(ladder.raw()[rung].users <= ladder.raw()[rung - 1].users);
    }
    Tally caused;
    for (const CauseTally& cause : standings.unserved) {
      caused += cause.sole;
      caused += cause.joint;
    }
    check_tally(caused,
                {ladder.front().premises - ladder.back().premises, ladder.front().homes - ladder.back().homes,
                 ladder.front().users - ladder.back().users});
  });
}

TEST_CASE("A required service raises no premises on the ladder and changes none below qualified") {
  on_random_plants([](const Plant& plant, Dice&) {
    const Standings asked = evaluate_plant(plant).standings;
    Plant plain = plant;
    plain.access.reset();
    const Coverage coverage = evaluate_plant(plain);
    CHECK_FALSE(coverage.qualification.is_judged());
    CHECK(coverage.qualification.summary().by_technology.empty());
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      CAPTURE(p.value);
      CHECK(coverage.qualification.lacks(p).empty());
      CHECK(asked.rung[p] <= coverage.standings.rung[p]);
      CHECK(asked.rung[p] >= std::min(coverage.standings.rung[p], Rung::connected));
    }
  });
}

TEST_CASE("A longer final link never gives more rate, less delay or more margin") {
  on_random_plants([](const Plant& plant, Dice& dice) {
    const Judged before(plant);
    for (const PremisesId p : sample_of_premises(plant, dice, 4)) {
      if (final_links_of(before, p) != 1) continue;
      CAPTURE(p.value);
      const DeliveredService short_one =
          before.coverage.qualification.service(routed(plant, before.network, before.coverage), p);
      if (!short_one.line.final_link.exists()) continue;
      Plant longer = plant;
      length_of(longer, short_one.line.final_link) += 1 + 3000 * dice.fraction();
      const Judged after(longer);
      const DeliveredService long_one =
          after.coverage.qualification.service(routed(longer, after.network, after.coverage), p);
      REQUIRE(long_one.line.final_link == short_one.line.final_link);
      CHECK(long_one.line.down_mbps <= short_one.line.down_mbps);
      CHECK(long_one.line.up_mbps <= short_one.line.up_mbps);
      CHECK(long_one.down_mbps <= short_one.down_mbps * (1 + rounding));
      CHECK(long_one.up_mbps <= short_one.up_mbps * (1 + rounding));
      CHECK(long_one.line.latency_ms >= short_one.line.latency_ms);
      CHECK(long_one.line.budget.weak_margin_db <= short_one.line.budget.weak_margin_db);
    }
  });
}

TEST_CASE("Doubling all lengths increases no rate and no margin") {
  on_random_plants([](const Plant& plant, Dice&) {
    Plant longer = plant;
    longer.access->length_m.for_each([](double& length) { length *= 2; });
    const std::vector<DeliveredService> before = Judged(plant).services();
    const std::vector<DeliveredService> after = Judged(longer).services();
    for (std::size_t p = 0; p < before.size(); ++p) {
      CAPTURE(p);
      REQUIRE(after[p].line.final_link == before[p].line.final_link);
      CHECK(after[p].line.down_mbps <= before[p].line.down_mbps);
      CHECK(after[p].line.up_mbps <= before[p].line.up_mbps);
      CHECK(after[p].line.latency_ms >= before[p].line.latency_ms);
      CHECK(after[p].line.budget.weak_margin_db <= before[p].line.budget.weak_margin_db);
    }
  });
}

TEST_CASE("A larger split never increases the margin") {
  on_random_plants([](const Plant& plant, Dice& dice) {
    if (plant.sites.size() == 0) return;
    Plant split = plant;
    split.access->split[SiteId{dice.below(plant.sites.size())}] *=
        static_cast<std::uint32_t>(dice.between(2, 5));
    const std::vector<DeliveredService> before = Judged(plant).services();
    const std::vector<DeliveredService> after = Judged(split).services();
    for (std::size_t p = 0; p < before.size(); ++p) {
      CAPTURE(p);
      CHECK(after[p].line.budget.weak_margin_db <= before[p].line.budget.weak_margin_db);
      CHECK((after[p].line.budget.too_weak || !before[p].line.budget.too_weak));
      CHECK((!after[p].line.budget.too_strong || before[p].line.budget.too_strong));
    }
  });
}

TEST_CASE("One more subscriber never raises the smallest share") {
  on_random_plants([](const Plant& plant, Dice&) {
    const std::vector<DeliveredService> before = Judged(plant).services();
    const auto least = [&](const std::vector<DeliveredService>& services, double DeliveredService::*rate) {
      double smallest = std::numeric_limits<double>::infinity();
      for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
        const DeliveredService& given = services[p.value];
        const bool takes_part = given.is_connected && plant.premises.subscribed[p] != 0 &&
                                plant.premises.homes[p] > 0 && !given.lacks.contains(Obstacle::no_port) &&
                                !given.line.budget.too_weak && !given.line.budget.too_strong &&
                                given.line.down_mbps + given.line.up_mbps > 0;
        if (takes_part) smallest = std::min(smallest, given.*rate);
      }
      return smallest;
    };
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      if (plant.premises.subscribed[p] != 0 || !before[p.value].is_connected) continue;
      Plant more = plant;
      more.premises.subscribed[p] = 1;
      const std::vector<DeliveredService> after = Judged(more).services();
      CAPTURE(p.value);
      for (const auto rate : {&DeliveredService::down_mbps, &DeliveredService::up_mbps})
        CHECK(least(after, rate) <= least(before, rate) * (1 + rounding));
      // It gets exactly the rate that was predicted.
      CHECK(after[p.value].down_mbps == about(before[p.value].down_mbps));
      CHECK(after[p.value].up_mbps == about(before[p.value].up_mbps));
      CHECK(words(after[p.value].lacks) == words(before[p.value].lacks));
      break;  // one a plant
    }
  });
}

TEST_CASE("Ports are assigned in file order to whole records until they run out") {
  test::PlantBuilder street;
  const SiteId exchange = street.add_source();
  const SiteId terminal = street.add_site();
  street.add_link(exchange, terminal);
  for (const std::uint32_t homes : {3U, 4U, 1U, 1U, 0U})
    street.add_premises({homes, 1.0}, test::Drop{terminal});
  street.add_premises({1, 1, true}, test::Drop{terminal, {State::planned, 0, 5}});
  Plant plant = street.plant();
  plant.access = plain_access(plant, ethernet);
  plant.access->ports[terminal] = 4;
  const auto refused = [](const Plant& judged) {
    const Coverage coverage = evaluate_plant(judged);
    std::vector<std::uint32_t> list;
    for (const PremisesId p : ids<PremisesId>(judged.premises.size()))
      if (coverage.qualification.lacks(p).contains(Obstacle::no_port)) list.push_back(p.value);
    return list;
  };
  CHECK((refused(plant) == std::vector<std::uint32_t>{1, 3, 5}));
  plant.access->ports[terminal] = 6;
  CHECK((refused(plant) == std::vector<std::uint32_t>{1}));
  plant.access->ports[exchange] = 4;  // both count
  CHECK((refused(plant) == std::vector<std::uint32_t>{1, 3, 5}));
  plant.access->ports[terminal] = 0;
  CHECK((refused(plant) == std::vector<std::uint32_t>{0, 1, 2, 3, 5}));
}

std::vector<std::uint32_t> without_port(const Plant& plant) {
  const Coverage coverage = evaluate_plant(plant);
  std::vector<std::uint32_t> list;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (coverage.qualification.lacks(p).contains(Obstacle::no_port)) list.push_back(p.value);
  return list;
}

// exchange -> first splitter -> second and third splitter, with homes at all three.
struct SplitterTree {
  SiteId exchange;
  SiteId first;
  SiteId second;
  SiteId third;
  Plant plant;

  SplitterTree(std::uint32_t at_first, std::uint32_t at_second, std::uint32_t at_third) {
    test::PlantBuilder tree;
    exchange = tree.add_source();
    first = tree.add_site();
    second = tree.add_site();
    third = tree.add_site();
    tree.add_link(exchange, first);
    tree.add_link(first, second);
    tree.add_link(first, third);
    for (std::uint32_t i = 0; i < at_second; ++i) tree.add_premises({1, 1.0}, test::Drop{second});
    for (std::uint32_t i = 0; i < at_third; ++i) tree.add_premises({1, 1.0}, test::Drop{third});
    for (std::uint32_t i = 0; i < at_first; ++i) tree.add_premises({1, 1.0}, test::Drop{first});
    plant = tree.plant();
    plant.access = plain_access(plant, TechnologyId{std::size_t{0}});  // a passive optical network
    plant.access->split[first] = 4;
    plant.access->split[second] = 2;
    plant.access->split[third] = 2;
  }
};

using Numbers = std::vector<std::uint32_t>;

TEST_CASE("A splitter has as many ports as outputs, and takes one port of the splitter above it") {
  CHECK((without_port(SplitterTree(2, 2, 2).plant) == Numbers{}));
  CHECK((without_port(SplitterTree(2, 3, 2).plant) == Numbers{2}));
  CHECK((without_port(SplitterTree(3, 2, 2).plant) == Numbers{6}));
  // Splitters without homes take their ports as well.
  CHECK((without_port(SplitterTree(3, 0, 0).plant) == Numbers{2}));
}

TEST_CASE("Ports given at a splitter replace its outputs, and splitters side by side take one port each") {
  SplitterTree tree(0, 8, 2);
  tree.plant.access->ports[tree.second] =
      6;  // three splitters of 1:2; with the third splitter they fill the first
  CHECK((without_port(tree.plant) == Numbers{6, 7}));
  tree.plant.access->ports[tree.second] = 8;  // a fourth splitter would find no port above it
  CHECK((without_port(tree.plant) == Numbers{6, 7}));
  tree.plant.access->ports[tree.first] = 5;
  CHECK((without_port(tree.plant) == Numbers{}));
  tree.plant.access->ports[tree.second] = 1;
  CHECK((without_port(tree.plant) == Numbers{1, 2, 3, 4, 5, 6, 7}));
}

TEST_CASE("A port of the head-end feeds one splitter, however many homes are behind it") {
  SplitterTree tree(2, 2, 2);
  tree.plant.access->ports[tree.exchange] = 1;
  CHECK((without_port(tree.plant) == Numbers{}));
  tree.plant.access->ports[tree.exchange] = 0;
  CHECK((without_port(tree.plant) == Numbers{0, 1, 2, 3, 4, 5}));
}

TEST_CASE("Homes behind a splitter that is still to be built lack a port if the splitter would find none") {
  SplitterTree tree(3, 2, 1);
  tree.plant.sites.state[tree.third] = State::planned;
  CHECK((without_port(tree.plant) == Numbers{2}));
  tree.plant.premises.homes[PremisesId{std::size_t{5}}] = 0;  // leaves a port at the first splitter
  CHECK((without_port(tree.plant) == Numbers{}));
}

TEST_CASE("A split has no effect on the ports of lines that are not optical") {
  SplitterTree tree(9, 9, 9);
  tree.plant.access->technology[tree.exchange] = cable;
  CHECK((without_port(tree.plant) == Numbers{}));
}

TEST_CASE("Each further profile counts the homes that would qualify if it were the only one") {
  std::size_t qualified = 0;
  on_random_plants([&](const Plant& plant, Dice&) {
    const std::vector<Tally> counted = Judged(plant).coverage.qualification.summary().by_further_profile;
    REQUIRE(counted.size() == plant.access->further_profiles.size());
    for (std::size_t i = 0; i < counted.size(); ++i) {
      Plant alone = plant;
      alone.access->profile = plant.access->further_profiles[i];
      alone.access->further_profiles.clear();
      check_tally(counted[i], evaluate_plant(alone).standings.ladder[Rung::qualified]);
      qualified += counted[i].premises;
    }
  });
  CHECK(qualified > 300);
}

TEST_CASE("A drop with different capacities gives each direction its own") {
  test::PlantBuilder street;
  const SiteId exchange = street.add_source();
  street.add_premises({1, 1}, test::Drop{exchange});
  Plant plant = street.plant();
  plant.access = plain_access(plant, ethernet);
  plant.access->link_specs[LinkSpecId{std::size_t{0}}].down_capacity_mbps = 80;
  plant.access->link_specs[LinkSpecId{std::size_t{0}}].up_capacity_mbps = 25;
  const DeliveredService given = Judged(plant).services().front();
  CHECK(given.down_mbps == 80);
  CHECK(given.up_mbps == 25);
}

TEST_CASE("A link that is limited in one direction limits nobody in the other") {
  test::PlantBuilder street;
  const SiteId exchange = street.add_source();
  const SiteId cabinet = street.add_site();
  street.add_link(exchange, cabinet);
  for (int i = 0; i < 4; ++i) street.add_premises({1, 1}, test::Drop{cabinet});
  Plant plant = street.plant();
  plant.access = plain_access(plant, ethernet);
  plant.access->busy_hour_share = 1;
  LinkSpec feeder;
  feeder.up_capacity_mbps = 100;
  plant.access->link_specs.push_back(feeder);
  plant.access->spec.explicit_links[LinkId{std::size_t{0}}] = LinkSpecId{std::size_t{1}};
  for (const DeliveredService& given : Judged(plant).services()) {
    CHECK(given.down_mbps == 1000);
    CHECK(given.up_mbps == about(25));
  }
}

TEST_CASE("The first record on a shared medium shares it only among its own homes") {
  test::PlantBuilder court;
  const SiteId head_end = court.add_source();
  const PremisesId flats = court.add_premises({40, 40}, test::Drop{head_end, {State::planned, 0, 5}});
  Plant plant = court.plant();
  plant.access = plain_access(plant, cable);
  plant.access->profile.down_mbps = 100;
  const auto check = [&](bool is_connected) {
    CAPTURE(is_connected);
    const Judged judged(plant);
    const DeliveredService given = judged.services().front();
    CHECK(given.is_connected == is_connected);
    CHECK(given.line.down_mbps == 200);
    CHECK(given.down_mbps == about(305.3 / 4));  // of 40 homes one in ten is active
    CHECK(given.up_mbps == about(61.7 / 4));
    CHECK(words(given.lacks) == words(Obstacle::capacity));
  };
  check(false);
  plant.links.state.inline_drops[flats] = State::operational;
  plant.links.completion_cost.inline_drops[flats] = 0;
  check(true);
  plant.premises.subscribed[flats] = 0;
  check(true);
}

TEST_CASE("One and two threads give the same service, bit for bit") {
  constexpr test::PlantShape city = {
      {1000, 1000}, {200, 200}, {140'000, 140'000}, {97, 99}, test::Amounts::round};
  const Plant plant = test::with_random_access(test::random_plant(4, city), 4);
  const Network network = build_network(plant);
  const auto judge = [&](std::size_t threads) {
    Coverage coverage;
    with_threads(threads, [&] { coverage = evaluate(plant, network); });
    return coverage;
  };
  const Coverage alone = judge(1);
  const Coverage together = judge(2);
  CHECK((alone.standings.rung.raw() == together.standings.rung.raw()));
  CHECK((alone.standings.obstacles.raw() == together.standings.obstacles.raw()));
  CHECK(alone.qualification.summary().figures.front().homes() > 0);
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    if (p.value % 7 != 0) continue;
    const DeliveredService a = alone.qualification.service(routed(plant, network, alone), p);
    const DeliveredService b = together.qualification.service(routed(plant, network, together), p);
    if (a.down_mbps == b.down_mbps && a.up_mbps == b.up_mbps && a.lacks == b.lacks) continue;
    FAIL("premises " << p.value << " gets another service with two threads");
  }
  for (const ServiceFigure f : enum_values<ServiceFigure>())
    CHECK((alone.qualification.summary().figures[f].quantiles(shown_quantiles) ==
           together.qualification.summary().figures[f].quantiles(shown_quantiles)));
}

}  // namespace
}  // namespace lastmile::qualification_test
