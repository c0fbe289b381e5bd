// Plants built in memory: ids, defaults of money, service, and every rule that a wrong element breaks.
#include "models/plant/builder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <limits>

#include "sim/lastmile.h"
#include "tests/support/paths.h"
#include "tools/io/read_scenario.h"

namespace lastmile::builder_test {
namespace {

TEST_CASE("Elements get their ids in the order in which they are added, inline drops after all links") {
  PlantBuilder town;
  const SiteId exchange = town.add_site({.is_source = true});
  const SiteId cabinet = town.add_site({});
  const LinkId feeder = town.add_link({.from = exchange, .to = cabinet, .tier = Tier::feeder});
  const PremisesId farm = town.add_premises({.homes = 2, .drop = {{.from = cabinet}}});
  const PremisesId mill = town.add_premises({.users = 2.5, .is_subscribed = false});
  const LinkId drop = town.add_drop(mill, {.from = exchange});
  const Plant plant = town.build();
  CHECK(exchange == SiteId{0});
  CHECK(cabinet == SiteId{1});
  CHECK(feeder == LinkId{0});
  CHECK(drop == LinkId{1});
  CHECK(plant.inline_drop(farm) == LinkId{2});
  CHECK(plant.sites.is_source[exchange] == 1);
  CHECK(plant.sites.is_source[cabinet] == 0);
  CHECK(plant.links.tier[feeder] == Tier::feeder);
  CHECK(plant.links.tier[drop] == Tier::drop);
  CHECK(plant.links.premises[drop] == mill);
  CHECK_FALSE(plant.links.to[drop].exists());
  CHECK(plant.has_inline_drop(farm));
  CHECK_FALSE(plant.has_inline_drop(mill));
  CHECK(plant.premises.users[farm] == 2);  // as many as homes
  CHECK(plant.premises.users[mill] == 2.5);
  CHECK(plant.premises.homes[mill] == 1);
  CHECK(plant.premises.subscribed[mill] == 0);
}

// exchange --- cabinet ... farm
TEST_CASE("Missing amounts get the defaults of scenario files") {
  PlantBuilder town;
  const SiteId built = town.add_site({.is_source = true, .cost = 10, .completion_cost = 3});
  const SiteId failed = town.add_site({.state = State::failed, .cost = 10});
  const SiteId planned = town.add_site({.state = State::planned, .cost = 10, .value = 4});
  const SiteId broken = town.add_site({.state = State::inactive, .value = 7, .completion_cost = 2});
  const Plant plant = town.build();
  CHECK(plant.sites.value[built] == 10);
  CHECK(plant.sites.completion_cost[built] == 0);
  CHECK(plant.sites.value[failed] == 10);
  CHECK(plant.sites.completion_cost[failed] == 0);
  CHECK(plant.sites.value[planned] == 4);
  CHECK(plant.sites.completion_cost[planned] == 6);
  CHECK(plant.sites.value[broken] == 7);
  CHECK(plant.sites.completion_cost[broken] == 2);
}

// By hand: the cabinet serves 12 of 20 homes; the mill's 20 of 50 users strand 20/50 of 499,000.
TEST_CASE("The town of the installed example matches the hand calculation") {
  PlantBuilder town;
  const SiteId exchange = town.add_site({.is_source = true, .cost = 420'000});
  const SiteId cabinet = town.add_site({.cost = 18'000});
  town.add_link({.from = exchange, .to = cabinet, .tier = Tier::feeder, .cost = 61'000});
  town.add_premises({.homes = 12, .users = 30, .drop = {{.from = cabinet, .cost = 9'000}}});
  const PremisesId mill = town.add_premises(
      {.homes = 8, .users = 20, .drop = {{.from = cabinet, .state = State::planned, .cost = 6'800}}});
  const Plant plant = town.build();
  const Network network = build_network(plant);
  const Coverage coverage = evaluate(plant, network);
  CHECK(coverage.standings.ladder[Rung::located].homes == 20);
  CHECK(coverage.standings.ladder[Rung::served].homes == 12);
  CHECK(coverage.standings.unserved[Obstacle::final_link_missing].sole.homes == 8);
  CHECK(coverage.ledger.total[Book::value] == 499'000);
  CHECK(coverage.ledger.total[Book::stranded] == doctest::Approx(199'600));
  const Explanation why = explain(plant, network, coverage, mill);
  CHECK(why.completion_cost == 6'800);
  CHECK(why.releases == doctest::Approx(199'600));
}

struct Wrong {
  std::function<void(PlantBuilder&)> add;
  std::string line;
};

TEST_CASE("Every invalid value is refused with table, row number, field and the valid range") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const SiteId here{0};
  const SiteId there{1};
  const PremisesId home{0};
  const std::vector<Wrong> cases = {
      {[](PlantBuilder& p) { p.add_site({.cost = -20}); },
       "sites[2].cost: must be >= 0, is -20 [negative-number]"},
      {[=](PlantBuilder& p) { p.add_site({.value = nan}); },
       "sites[2].value: must be a finite number, is nan [not-finite]"},
      {[=](PlantBuilder& p) { p.add_site({.completion_cost = infinity}); },
       "sites[2].completion_cost: must be a finite number, is inf [not-finite]"},
      {[](PlantBuilder& p) { p.add_site({.cost = 2e15}); },
       "sites[2].cost: must be <= 1e+15, is 2e+15 [huge-number]"},
      {[](PlantBuilder& p) { p.add_site({.cost = 1e-10}); },
       "sites[2].cost: must be 0 or at least 1e-09, is 1e-10 [tiny-number]"},
      {[](PlantBuilder& p) { p.add_site({.state = static_cast<State>(99)}); },
       "sites[2].state: no state has the number 99 [unknown-state]"},
      {[=](PlantBuilder& p) { p.add_link({.to = there}); }, "links[0].from: names no site [missing-value]"},
      {[=](PlantBuilder& p) { p.add_link({.from = here, .to = SiteId{7}}); },
       "links[0].to: there is no site 7 among 2 [unknown-reference]"},
      {[=](PlantBuilder& p) { p.add_link({.from = here, .to = here}); },
       "links[0].to: a link must join two different sites [self-link]"},
      {[=](PlantBuilder& p) { p.add_link({.from = here, .to = there, .tier = Tier::drop}); },
       "links[0].tier: a drop ends at a premises; add it with add_drop [drop-joins-sites]"},
      {[=](PlantBuilder& p) { p.add_link({.from = here, .to = there, .tier = static_cast<Tier>(4)}); },
       "links[0].tier: no tier has the number 4 [unknown-tier]"},
      {[=](PlantBuilder& p) { p.add_link({.from = here, .to = there, .cost = -1}); },
       "links[0].cost: must be >= 0, is -1 [negative-number]"},
      {[=](PlantBuilder& p) { p.add_drop(PremisesId{3}, {.from = here}); },
       "links[0].to: there is no premises 3 among 1 [unknown-reference]"},
      {[=](PlantBuilder& p) { p.add_drop(PremisesId::none(), {.from = here}); },
       "links[0].to: names no premises [missing-value]"},
      {[=](PlantBuilder& p) { p.add_drop(home, {.from = SiteId{2}}); },
       "links[0].from: there is no site 2 among 2 [unknown-reference]"},
      {[](PlantBuilder& p) { p.add_premises({.users = -1}); },
       "premises[1].users: must be >= 0, is -1 [negative-number]"},
      {[](PlantBuilder& p) { p.add_premises({.drop = {{.from = SiteId{5}}}}); },
       "premises[1].drop.from: there is no site 5 among 2 [unknown-reference]"},
      {[](PlantBuilder& p) { p.add_premises({.drop = PlantBuilder::Drop{}}); },
       "premises[1].drop.from: names no site [missing-value]"},
      {[=](PlantBuilder& p) { p.add_premises({.drop = {{.from = here, .cost = -3}}}); },
       "premises[1].drop.cost: must be >= 0, is -3 [negative-number]"},
  };
  for (const Wrong& wrong : cases) {
    PlantBuilder town;
    town.add_site({.is_source = true});
    town.add_site({});
    town.add_premises({});
    wrong.add(town);
    CAPTURE(wrong.line);
    try {
      town.build();
      FAIL_CHECK("it was accepted");
    } catch (const PlantRefused& refused) {
      CHECK(std::string{refused.what()} == wrong.line);
      CHECK(refused.problems().size() == 1);
    }
  }
}

TEST_CASE(
    "All problems are reported at once, the first hundred as text, and the builder is empty afterwards") {
  PlantBuilder town;
  for (int i = 0; i < 130; ++i) town.add_site({.cost = -1});
  try {
    town.build();
    FAIL_CHECK("it was accepted");
  } catch (const PlantRefused& refused) {
    CHECK(refused.problems().size() == 130);
    CHECK(refused.problems()[129].path == "sites[129].cost");
    const std::string lines = refused.what();
    CHECK(std::count(lines.begin(), lines.end(), '\n') == 100);
    CHECK(lines.ends_with("\n... and 30 more errors"));
  }
  CHECK(town.add_site({}) == SiteId{0});
  CHECK(town.build().sites.size() == 1);
}

LinkSpec spec_of(MediumId medium, double capacity_mbps = 1000) {
  LinkSpec spec;
  spec.medium = medium;
  spec.down_capacity_mbps = capacity_mbps;
  return spec;
}

TEST_CASE("Invalid equipment references are refused if a service is required") {
  Access access;
  access.equipment.media.push_back({});
  access.equipment.technologies.push_back({});
  PlantBuilder town(access);
  const SiteId site = town.add_site({.technology = TechnologyId{1}, .split = 0});
  const PremisesId home = town.add_premises({.drop = {{.from = site, .length_m = -4}}});
  town.add_drop(home, {.from = site, .spec = spec_of(MediumId{2})});
  town.add_drop(home, {.from = site, .spec = spec_of({}, std::numeric_limits<double>::quiet_NaN())});
  try {
    town.build();
    FAIL_CHECK("it was accepted");
  } catch (const PlantRefused& refused) {
    CHECK(std::string{refused.what()} ==
          "sites[0].technology: the equipment has no technology 1 [unknown-technology]\n"
          "sites[0].split: must be >= 1, is 0 [out-of-range]\n"
          "premises[0].drop.length_m: must be >= 0, is -4 [negative-number]\n"
          "links[0].medium: the equipment has no medium 2 [unknown-medium]\n"
          "links[1].down_capacity_mbps: must be >= 0, is nan [negative-number]");
  }
}

PlantBuilder::Drop drop_of(const Plant& plant, LinkId id) {
  const FinalLink link = final_link(plant, id);
  PlantBuilder::Drop drop{
      .from = link.site, .state = link.state, .value = link.value, .completion_cost = link.completion_cost};
  if (plant.access) {
    drop.length_m = length_m(plant, id);
    drop.spec = link_spec(plant, id);
  }
  return drop;
}

// Adds the content of a plant element by element.
Plant rebuilt(const Plant& plant) {
  PlantBuilder builder;
  if (plant.access) {
    Access asked;
    asked.profile = plant.access->profile;
    asked.further_profiles = plant.access->further_profiles;
    asked.busy_hour_share = plant.access->busy_hour_share;
    asked.equipment = plant.access->equipment;
    builder = PlantBuilder(asked);
  }
  for (const SiteId s : ids<SiteId>(plant.sites.size())) {
    PlantBuilder::Site site{.is_source = plant.sites.is_source[s] != 0,
                            .state = plant.sites.state[s],
                            .value = plant.sites.value[s],
                            .completion_cost = plant.sites.completion_cost[s]};
    if (plant.access) {
      site.technology = plant.access->technology[s];
      site.split = plant.access->split[s];
      site.ports = plant.access->ports[s];
    }
    builder.add_site(site);
  }
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    PlantBuilder::PremisesRecord record{.homes = plant.premises.homes[p],
                                        .users = plant.premises.users[p],
                                        .is_subscribed = plant.premises.subscribed[p] != 0};
    if (plant.has_inline_drop(p)) record.drop = drop_of(plant, plant.inline_drop(p));
    builder.add_premises(record);
  }
  for (const LinkId l : ids<LinkId>(plant.links.size())) {
    if (plant.links.tier[l] == Tier::drop) {
      builder.add_drop(plant.links.premises[l], drop_of(plant, l));
      continue;
    }
    PlantBuilder::Link link{.from = plant.links.from[l],
                            .to = plant.links.to[l],
                            .tier = plant.links.tier[l],
                            .state = plant.links.state[l],
                            .value = plant.links.value[l],
                            .completion_cost = plant.links.completion_cost[l]};
    if (plant.access) {
      link.length_m = length_m(plant, l);
      link.spec = link_spec(plant, l);
    }
    builder.add_link(link);
  }
  return builder.build();
}

TEST_CASE("Every teaching scenario can be built element by element, and gives the same coverage") {
  namespace fs = std::filesystem;
  std::size_t with_service = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(test::in_source("scenarios"))) {
    if (entry.path().extension() != ".yaml") continue;
    CAPTURE(entry.path().string());
    const io::ScenarioReading reading = io::read_scenario(entry.path().string(), io::InputFile::Hashing::off);
    const Plant& read = reading.scenario.plant;
    const Plant built = rebuilt(read);
    with_service += read.access ? 1U : 0U;
    CHECK(std::equal(read.links.from.explicit_links.begin(), read.links.from.explicit_links.end(),
                     built.links.from.explicit_links.begin(), built.links.from.explicit_links.end()));
    const Coverage expected = evaluate(read, build_network(read));
    const Coverage found = evaluate(built, build_network(built));
    for (const Rung rung : enum_values<Rung>()) {
      CHECK(found.standings.ladder[rung].premises == expected.standings.ladder[rung].premises);
      CHECK(found.standings.ladder[rung].homes == expected.standings.ladder[rung].homes);
      CHECK(found.standings.ladder[rung].users == expected.standings.ladder[rung].users);
    }
    CHECK((found.ledger.total == expected.ledger.total).all());
    CHECK(found.charges.stranded_by_cause == expected.charges.stranded_by_cause);
    CHECK(std::equal(expected.standings.obstacles.begin(), expected.standings.obstacles.end(),
                     found.standings.obstacles.begin(), found.standings.obstacles.end()));
  }
  CHECK(with_service > 0);
}

}  // namespace
}  // namespace lastmile::builder_test
