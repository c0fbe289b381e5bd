// What each premises lacks, and what its homes get, against the brute-force oracle of service on thousands of
// random networks; and what must always hold of it.
#include "sim/service/qualification.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "sim/support/parallel.h"
#include "tests/support/approx.h"
#include "tests/support/dice.h"
#include "tests/support/plant_builder.h"
#include "tests/support/random_access.h"
#include "tests/support/service_oracle.h"
#include "tests/support/sweep.h"

namespace lastmile {
namespace {

using test::about;
using test::Dice;
using test::evaluate_plant;

constexpr double rounding = 1e-9;

// check(plant, dice) for plants with access data.
template <class Check>
void sweep_with_access(const test::PlantShape& shape, test::Seeds seeds, Check check) {
  for (std::uint64_t seed = seeds.first; seed <= seeds.last; ++seed) {
    const Plant plant = test::with_random_access(test::random_plant(seed, shape), seed);
    CAPTURE(seed);
    INFO(test::describe(plant) << test::describe_access(plant));
    Dice dice(seed);
    check(plant, dice);
  }
}

template <class Check>
void on_random_plants(Check check) {
  sweep_with_access(test::hamlet, {30'000, 30'300}, check);
  sweep_with_access(test::crowded_hamlet, {0, 600}, check);
  sweep_with_access(test::town, {0, 15}, check);
}

// A plant with all that was found out about it.
struct Judged {
  Plant plant;
  Network network;
  Coverage coverage;

  explicit Judged(Plant to_judge)
      : plant(std::move(to_judge)), network(build_network(plant)), coverage(evaluate(plant, network)) {}
  std::vector<DeliveredService> services() const {
    std::vector<DeliveredService> all;
    for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
      all.push_back(coverage.qualification.service(routed(plant, network, coverage), p));
    return all;
  }
};

std::string words(Obstacles obstacles) {
  std::string text;
  for (const Obstacle obstacle : enum_values<Obstacle>())
    if (obstacles.contains(obstacle)) text += std::string(obstacle_names[obstacle]) + ' ';
  return text;
}

// By which sites and links the line goes, from the source on.
oracle::Path path_of(const Judged& judged, LinkId final_link, ServiceLines::Path path) {
  const ServiceLines& lines = judged.coverage.qualification.lines();
  oracle::Path elements{final_link};
  for (SiteId site = lastmile::final_link(judged.plant, final_link).site;;) {
    elements.emplace_back(site);
    const LinkId via = lines.via(site, path);
    if (!via.exists()) break;
    elements.emplace_back(via);
    site = other_end(judged.plant, via, site);
  }
  std::reverse(elements.begin(), elements.end());
  return elements;
}

void check_service(const Judged& judged, PremisesId p, const oracle::ServiceAnswer& expected) {
  const Qualification& qualification = judged.coverage.qualification;
  const DeliveredService given =
      qualification.service(routed(judged.plant, judged.network, judged.coverage), p);
  CHECK(words(given.lacks) == words(expected.lacks));
  CHECK(words(qualification.lacks(p)) == words(expected.lacks));
  CHECK(given.is_connected == expected.is_connected);
  REQUIRE(given.line.final_link.exists() == expected.has_route);
  if (!expected.has_route) return;

  REQUIRE(given.line.final_link.value == expected.final_link.value);
  const auto path = expected.is_connected ? ServiceLines::Path::live : ServiceLines::Path::best;
  CHECK((path_of(judged, expected.final_link, path) == expected.path));
  REQUIRE(given.line.at.head_end.value == expected.head_end.value);
  CHECK(given.down_mbps == about(expected.down_mbps));
  CHECK(given.up_mbps == about(expected.up_mbps));
  CHECK(given.line.down_mbps == about(expected.line_down_mbps));
  CHECK(given.line.up_mbps == about(expected.line_up_mbps));
  CHECK(given.line.latency_ms == about(expected.latency_ms));
  if (!expected.head_end.exists()) return;
  CHECK(given.line.at.technology.value == expected.technology.value);
  CHECK(given.line.at.medium_matches == expected.medium_matches);
  CHECK(given.line.at.length_m == about(expected.length_m));
  if (!expected.budget) return;
  CHECK(given.line.budget.margin_db == about(expected.budget->margin_db));
  CHECK(given.line.budget.least_loss_db == about(expected.budget->least_loss_db));
  CHECK(given.line.budget.too_weak == expected.budget->too_weak);
  CHECK(given.line.budget.too_strong == expected.budget->too_strong);
}

void check_tally(const Tally& tally, const Tally& expected) {
  CHECK(tally.premises == expected.premises);
  CHECK(tally.homes == expected.homes);
  CHECK(tally.users == about(expected.users));
}

// The summary of what the connected homes get, home by home.
void check_summary(const Plant& plant, const ServiceSummary& summary,
                   const std::vector<oracle::ServiceAnswer>& answers) {
  std::vector<TechnologyTally> by_technology(plant.access->equipment.technologies.size() + 1);
  EnumArray<ServiceFigure, std::vector<double>> figures;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    const oracle::ServiceAnswer& answer = answers[p.value];
    if (!answer.is_connected) continue;
    const Tally one{1, plant.premises.homes[p], plant.premises.users[p]};
    TechnologyTally& tally =
        answer.head_end.exists() ? by_technology[answer.technology.value] : by_technology.back();
    tally.connected += one;
    if (answer.lacks.empty()) tally.qualified += one;
    const auto add = [&](ServiceFigure figure, double value) {
      auto& values = figures[figure];
      values.insert(values.end(), plant.premises.homes[p], value);
    };
    const bool arrives = answer.has_port && !answer.lacks.contains(Obstacle::over_budget) &&
                         !answer.lacks.contains(Obstacle::under_budget);
    add(ServiceFigure::down_mbps, arrives ? answer.down_mbps : 0);
    add(ServiceFigure::up_mbps, arrives ? answer.up_mbps : 0);
    if (!answer.head_end.exists()) continue;
    add(ServiceFigure::latency_ms, answer.latency_ms);
    if (answer.budget) add(ServiceFigure::optical_margin_db, answer.budget->margin_db);
    if (plant.access->equipment.technologies[answer.technology].medium == MediumKind::copper)
      add(ServiceFigure::loop_length_m, answer.length_m);
  }
  REQUIRE(summary.by_technology.size() == by_technology.size());
  for (std::size_t t = 0; t < by_technology.size(); ++t) {
    CAPTURE(t);
    check_tally(summary.by_technology[t].connected, by_technology[t].connected);
    check_tally(summary.by_technology[t].qualified, by_technology[t].qualified);
  }
  for (const ServiceFigure f : enum_values<ServiceFigure>()) {
    CAPTURE(service_figures[f].name);
    std::vector<double>& values = figures[f];
    std::sort(values.begin(), values.end());
    REQUIRE(summary.figures[f].homes() == values.size());
    if (values.empty()) continue;
    const std::vector<double> shown = summary.figures[f].quantiles(shown_quantiles);
    REQUIRE(shown.size() == shown_quantiles.size());
    for (std::size_t i = 0; i < shown.size(); ++i) {
      std::size_t rank = 0;  // of the first value that enough homes do not exceed
      while (static_cast<double>(rank + 1) < shown_quantiles[i] * static_cast<double>(values.size())) ++rank;
      CHECK(shown[i] == about(values[rank]));
    }
  }
}

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
  for_each_final_link(judged.plant, judged.network, p, [&](LinkId) { ++count; });
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

}  // namespace

TEST_CASE("Every premises lacks and gets what the definitions of service give it") {
  EnumArray<Obstacle, std::size_t> seen = {};
  std::size_t qualified = 0;
  const auto compare = [&](const Plant& plant, Dice&) {
    const std::vector<oracle::ServiceAnswer> answers = oracle::judge_service(plant, oracle::judge(plant));
    const Judged judged(plant);
    REQUIRE(judged.coverage.qualification.is_judged());
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      CAPTURE(p.value);
      check_service(judged, p, answers[p.value]);
      for (const Obstacle obstacle : enum_values<Obstacle>())
        seen[obstacle] += answers[p.value].lacks.contains(obstacle) ? 1 : 0;
      qualified += answers[p.value].is_connected && answers[p.value].lacks.empty() ? 1 : 0;
    }
  };
  sweep_with_access(test::hamlet, {0, 2500}, compare);
  sweep_with_access(test::crowded_hamlet, {0, 3500}, compare);
  // The plants do bring about what is compared.
  for (const Obstacle obstacle : {Obstacle::no_port, Obstacle::over_budget, Obstacle::under_budget,
                                  Obstacle::rate, Obstacle::latency, Obstacle::capacity}) {
    CAPTURE(name(obstacle));
    CHECK(seen[obstacle] > 300);
  }
  CHECK(qualified > 1000);
}

TEST_CASE("The summary of service counts the connected homes as the definitions do") {
  sweep_with_access(test::crowded_hamlet, {0, 1500}, [](const Plant& plant, Dice&) {
    check_summary(plant, evaluate_plant(plant).qualification.summary(),
                  oracle::judge_service(plant, oracle::judge(plant)));
  });
}

TEST_CASE("Rungs, obstacles and counts take over what the premises lack") {
  sweep_with_access(test::crowded_hamlet, {5000, 6000}, [](const Plant& plant, Dice&) {
    const oracle::Answer answer = oracle::judge(plant);
    const std::vector<oracle::ServiceAnswer> services = oracle::judge_service(plant, answer);
    const Standings standings = evaluate_plant(plant).standings;
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      CAPTURE(p.value);
      Obstacles expected = answer.premises[p].obstacles;
      expected |= services[p.value].lacks;
      CHECK(words(standings.obstacles[p]) == words(expected));
      const bool is_stuck = services[p.value].is_connected && !services[p.value].lacks.empty();
      CHECK(name(standings.rung[p]) == name(is_stuck ? Rung::connected : answer.premises[p].rung));
    }
  });
}

TEST_CASE("With a service asked for, too, the ladder is cumulative and causes add up") {
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

TEST_CASE("Asking for a service takes nobody up the ladder and changes nobody below qualified") {
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
      CHECK(long_one.line.budget.margin_db <= short_one.line.budget.margin_db);
    }
  });
}

TEST_CASE("All links twice as long give no line more rate or more margin") {
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
      CHECK(after[p].line.budget.margin_db <= before[p].line.budget.margin_db);
    }
  });
}

TEST_CASE("More split never leaves more margin") {
  on_random_plants([](const Plant& plant, Dice& dice) {
    if (plant.sites.size() == 0) return;
    Plant split = plant;
    split.access->split[SiteId{dice.below(plant.sites.size())}] *=
        static_cast<std::uint32_t>(dice.between(2, 5));
    const std::vector<DeliveredService> before = Judged(plant).services();
    const std::vector<DeliveredService> after = Judged(split).services();
    for (std::size_t p = 0; p < before.size(); ++p) {
      CAPTURE(p);
      CHECK(after[p].line.budget.margin_db <= before[p].line.budget.margin_db);
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
      // It gets just what it was told that it would.
      CHECK(after[p.value].down_mbps == about(before[p.value].down_mbps));
      CHECK(after[p.value].up_mbps == about(before[p.value].up_mbps));
      CHECK(words(after[p.value].lacks) == words(before[p.value].lacks));
      break;  // one a plant
    }
  });
}

TEST_CASE("Ports are given out in file order, to whole records, as far as they go") {
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

TEST_CASE("Who would be the first on a shared medium is told what its own homes leave each other") {
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

TEST_CASE("One and two threads judge service alike, bit for bit") {
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

}  // namespace lastmile
