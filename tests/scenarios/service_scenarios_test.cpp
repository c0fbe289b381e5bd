// Teaching scenarios about service: each gives the figures derived by hand in its header.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "sim/coverage/explain.h"
#include "tests/support/approx.h"
#include "tests/support/paths.h"
#include "tools/io/read_scenario.h"

namespace lastmile::test::service_scenarios_test {
namespace {

struct ServiceStory {
  io::ScenarioReading reading;
  Network network;
  Coverage coverage;

  explicit ServiceStory(const std::string& file)
      : reading(io::read_scenario((std::filesystem::path(in_source("scenarios")) / (file + ".yaml")).string(),
                                  io::InputFile::Hashing::off)),
        network(build_network(plant())),
        coverage(evaluate(plant(), network)) {}

  const Plant& plant() const { return reading.scenario.plant; }
  PremisesId premises(const std::string& name) const {
    return PremisesId{reading.scenario.names.premises.find(name).value()};
  }
  SiteId site(const std::string& name) const {
    return SiteId{reading.scenario.names.sites.find(name).value()};
  }
  DeliveredService service(const std::string& name) const {
    return coverage.qualification.service(routed(plant(), network, coverage), premises(name));
  }
  Obstacles obstacles(const std::string& name) const { return coverage.standings.obstacles[premises(name)]; }
  const CauseTally& cause(Obstacle o) const { return coverage.standings.unserved[o]; }
  double book(Book which) const { return coverage.ledger.total[which]; }
  const CauseAmount& stranded_by(Obstacle o) const { return coverage.charges.stranded_by_cause[o]; }
  std::vector<std::string> next_premises() const {
    std::vector<std::string> names;
    for (const NextFinalLink& next : coverage.charges.next_final_links)
      names.emplace_back(premises_name(reading.scenario, next.premises));
    return names;
  }
};

struct CauseOfSome {
  Obstacle cause;
  Tally sole;
  Tally joint;
};

void check_equal(const Tally& got, const Tally& expected) {
  CHECK(got.premises == expected.premises);
  CHECK(got.homes == expected.homes);
  CHECK(got.users == expected.users);
}

void check_ladder(const ServiceStory& story, const EnumArray<Rung, Tally>& expected) {
  for (const Rung rung : enum_values<Rung>()) {
    CAPTURE(rung_names[rung]);
    check_equal(story.coverage.standings.ladder[rung], expected[rung]);
  }
}

// These causes and no others.
void check_causes(const ServiceStory& story, const std::vector<CauseOfSome>& expected) {
  for (const Obstacle cause : enum_values<Obstacle>()) {
    CAPTURE(name(cause));
    CauseOfSome figures{cause, {}, {}};
    for (const CauseOfSome& one : expected)
      if (one.cause == cause) figures = one;
    check_equal(story.cause(cause).sole, figures.sole);
    check_equal(story.cause(cause).joint, figures.joint);
  }
}

Obstacles both(Obstacle a, Obstacle b) {
  Obstacles set{a};
  set |= b;
  return set;
}

doctest::Approx within(double value, double difference) {
  return doctest::Approx(value).epsilon(difference / (1 + std::abs(value))).scale(1);
}

}  // namespace

TEST_CASE("Village: VDSL serves 41 of 54 homes at 30 Mbit/s, and a thicker pair decides for equal lengths") {
  const ServiceStory story("village_vdsl");
  check_ladder(story, {{{10, 54, 108}, {10, 54, 108}, {9, 50, 100}, {6, 41, 82}, {6, 41, 82}}});
  check_causes(
      story, {{Obstacle::final_link_missing, {0, 0, 0}, {1, 4, 8}}, {Obstacle::rate, {3, 9, 18}, {0, 0, 0}}});

  CHECK(story.service("church_row").line.down_mbps == about(80 - 29.0 / 4));
  CHECK(story.service("green").line.down_mbps == about(65.5));
  CHECK(story.service("south_row").line.down_mbps == about(37.75));
  CHECK(story.service("west_lane").line.down_mbps == about(51 - 364.8 / 600 * 26.5));
  CHECK(story.service("west_lane").line.at.table_length_m == about(964.8));
  CHECK(story.service("west_lane").line.at.length_m == about(1200));
  CHECK(story.service("south_end").line.down_mbps == about(24.5));
  CHECK(story.service("new_plots").line.down_mbps == about(24.5 - 6.5 / 6));
  CHECK(story.service("mill").line.down_mbps == about(18));
  CHECK(story.service("farm").line.down_mbps == 0);
  CHECK(story.service("school").line.down_mbps == about(300));
  CHECK(story.service("hall_close").line.down_mbps == about(250));
  CHECK(story.service("hall_close").line.up_mbps == about(40));

  // 15 ms, and a round trip over 4.2 km of fibre and 0.3 km of pair; to the hall 4.8 km and 0.15 km.
  CHECK(story.service("church_row").line.latency_ms == about(15 + 2e-3 * (4.2 * 4.9 + 0.3 * 5)));
  CHECK(story.service("school").line.latency_ms == about(15 + 2e-3 * (4.8 * 4.9 + 0.15 * 5)));
}

TEST_CASE("Village: new_plots would not qualify with a lead-in, and shared capacity is not the cause") {
  const ServiceStory story("village_vdsl");
  CHECK(story.obstacles("new_plots") == both(Obstacle::final_link_missing, Obstacle::rate));
  CHECK(story.service("new_plots").lacks == Obstacles{Obstacle::rate});
  CHECK(story.next_premises().empty());
  for (const char* name : {"church_row", "mill", "school"}) {
    CAPTURE(name);
    CHECK(story.service(name).down_mbps == story.service(name).line.down_mbps);
  }
  CHECK(story.book(Book::value) == about(76000));
  CHECK(story.book(Book::in_use) == about(62000 * 82 / 108.0 + 14000));
  CHECK(story.stranded_by(Obstacle::rate).sole == about(62000 * 18 / 108.0));
  CHECK(story.stranded_by(Obstacle::final_link_missing).joint == about(62000 * 8 / 108.0));
}

TEST_CASE("Village: four homes qualify at 100 Mbit/s, one at 300") {
  const ServiceStory at_30("village_vdsl");
  const auto qualified_at = [&](double down_mbps) {
    Plant plant = at_30.plant();
    plant.access->profile.down_mbps = down_mbps;
    const Network network = build_network(plant);
    return evaluate(plant, network).standings.ladder[Rung::qualified].homes;
  };
  CHECK(qualified_at(30) == 41);
  CHECK(qualified_at(100) == 4);
  CHECK(qualified_at(300) == 1);
}

TEST_CASE(
    "Splitters: with one stage too many the loss is 0.88 dB too high, and at the lodge 1.75 dB too low") {
  const ServiceStory story("splitter_cascade");
  check_ladder(story, {{{5, 16, 32}, {5, 16, 32}, {4, 15, 30}, {2, 13, 26}, {2, 13, 26}}});
  check_causes(story, {{Obstacle::final_link_missing, {0, 0, 0}, {1, 1, 2}},
                       {Obstacle::over_budget, {1, 1, 2}, {0, 0, 0}},
                       {Obstacle::under_budget, {1, 1, 2}, {0, 0, 0}}});

  CHECK(story.service("elm").line.budget.greatest_loss_db == about(24.888));
  CHECK(story.service("elm").line.budget.weak_margin_db == about(3.112));
  CHECK(story.service("elm").line.budget.least_loss_db == about(19.22));
  CHECK(story.service("elm").line.budget.strong_margin_db == about(6.22));
  CHECK(story.service("oak").line.budget.strong_margin_db == about(6.2125));
  CHECK(story.service("oak").line.budget.weak_margin_db == about(3.1225));
  CHECK(story.service("close_a").line.budget.weak_margin_db == about(-0.8755));
  CHECK(story.service("close_a").line.budget.least_loss_db == about(22.6325));
  CHECK(story.service("close_a").line.at.optical.split == 64);
  CHECK(story.service("close_b").line.budget.weak_margin_db == about(-0.8755));
  CHECK(story.service("lodge").line.budget.weak_margin_db == about(12.43));
  CHECK(story.service("lodge").line.budget.least_loss_db == about(11.25));
  CHECK(story.service("lodge").line.budget.strong_margin_db == about(-1.75));
  CHECK(story.service("close_a").lacks == Obstacles{Obstacle::over_budget});
  CHECK(story.service("lodge").lacks == Obstacles{Obstacle::under_budget});
  CHECK(story.obstacles("close_b") == both(Obstacle::final_link_missing, Obstacle::over_budget));
  CHECK(story.next_premises().empty());
}

TEST_CASE("Splitters: a larger splitter keeps the lodge's receiver from overload") {
  const ServiceStory story("splitter_cascade");
  Plant larger = story.plant();
  larger.access->split[story.site("s0")] = 16;
  const Network network = build_network(larger);
  const Coverage coverage = evaluate(larger, network);
  const DeliveredService lodge =
      coverage.qualification.service(routed(larger, network, coverage), story.premises("lodge"));
  CHECK(lodge.lacks.empty());
  CHECK(lodge.line.budget.least_loss_db == about(14.55));
}

TEST_CASE("Splitters: seven homes and a splitter fill a splitter of 1:8, and an eighth home finds no port") {
  const ServiceStory story("splitter_cascade");
  Plant full = story.plant();
  full.premises.homes[story.premises("oak")] = 8;
  const Network network = build_network(full);
  const Coverage coverage = evaluate(full, network);
  const auto told = explain(full, network, coverage, story.premises("oak"));
  CHECK(told.service.lacks == Obstacles{Obstacle::no_port});
  REQUIRE(told.full.has_value());
  CHECK(told.full->site == story.site("s2b"));
  CHECK(told.full->ports == 8);
  CHECK(told.full->free == 7);
  CHECK(told.full->needed == 8);
}

TEST_CASE("Splitters: a home without a usable signal takes no capacity from the others") {
  const ServiceStory story("splitter_cascade");
  for (const char* name : {"elm", "oak"}) {
    CAPTURE(name);
    CHECK(story.service(name).line.at.segment == story.site("s1"));
    CHECK(story.service(name).down_mbps == about(2300 / 1.3));
    CHECK(story.service(name).up_mbps == about(1100 / 1.3));
  }
  CHECK(story.service("close_b").down_mbps == about(2300 / 1.4));  // judged as if it alone were added

  CHECK(story.book(Book::in_use) ==
        about(30000 * 26 / 32.0 + 100000 * 26 / 30.0 + 12000 + 12000 * 14 / 18.0));
  CHECK(story.stranded_by(Obstacle::over_budget).sole ==
        about(30000 * 2 / 32.0 + 100000 * 2 / 30.0 + 12000 * 2 / 18.0 + 5000 * 2 / 4.0));
  CHECK(story.stranded_by(Obstacle::under_budget).sole == about(30000 * 2 / 32.0 + 3000));
}

TEST_CASE("Terminal: the ninth home has a drop and no port, and a planned drop is known to find no port") {
  const ServiceStory story("full_terminal");
  check_ladder(story, {{{8, 23, 46}, {8, 23, 46}, {5, 14, 28}, {4, 11, 22}, {3, 10, 20}}});
  check_causes(story, {{Obstacle::final_link_missing, {1, 2, 4}, {2, 7, 14}},
                       {Obstacle::no_port, {1, 3, 6}, {0, 0, 0}},
                       {Obstacle::not_subscribed, {1, 1, 2}, {0, 0, 0}}});
  CHECK(story.service("row").lacks.empty());
  CHECK(story.service("quiet").lacks.empty());
  CHECK(story.service("flats").lacks == Obstacles{Obstacle::no_port});
  CHECK(story.service("corner").lacks.empty());  // it needs less than flats, so it gets what they left
  CHECK(story.obstacles("late") == both(Obstacle::final_link_missing, Obstacle::no_port));
  CHECK(story.obstacles("court") == both(Obstacle::final_link_missing, Obstacle::no_port));
  CHECK(story.obstacles("plots") == Obstacles{Obstacle::final_link_missing});
  // explain names the site, its ports and those still free.
  const auto full_site = [&](const char* premises) {
    const auto full = explain(story.plant(), story.network, story.coverage, story.premises(premises)).full;
    return full ? fmt::format("{} {} {}", site_name(story.reading.scenario, full->site), full->ports,
                              full->free)
                : std::string{};
  };
  CHECK(full_site("flats") == "t1 8 0");
  CHECK(full_site("late") == "t1 8 0");
  CHECK(full_site("court") == "t2 8 5");
  CHECK(full_site("row").empty());
}

TEST_CASE("Terminal: only the drop to plots is worth building, and optical loss and rate are sufficient") {
  const ServiceStory story("full_terminal");
  CHECK(story.next_premises() == std::vector<std::string>{"plots"});
  CHECK(story.coverage.charges.next_final_links.at(0).releases == about(4 * (54000 / 46.0 + 1000 / 22.0)));
  CHECK(story.book(Book::in_use) == about(54000 * 20 / 46.0 + 1000 * 14 / 24.0 + 1000 * 6 / 22.0));

  CHECK(story.service("row").line.budget.greatest_loss_db == about(23.9375));
  CHECK(story.service("row").line.budget.weak_margin_db == about(4.0625));
  CHECK(story.service("row").down_mbps == about(2300));
  CHECK(story.service("plots").down_mbps == about(2300 / 1.2));
  CHECK(story.service("plots").up_mbps == about(1100 / 1.2));

  Plant larger = story.plant();
  larger.access->ports[story.site("t1")] = 16;
  larger.access->split[story.site("t1")] = 16;
  const Network network = build_network(larger);
  const Coverage coverage = evaluate(larger, network);
  CHECK(coverage.standings.ladder[Rung::served].homes == 13);
  CHECK(coverage.charges.next_final_links.size() == 2);
  CHECK(coverage.qualification.service(routed(larger, network, coverage), story.premises("row"))
            .line.budget.weak_margin_db == about(0.3625));
}

TEST_CASE("Tower: 28 homes receive the mast, and 11 of them get too low a rate") {
  const ServiceStory story("tower");
  check_ladder(story, {{{7, 30, 60}, {7, 30, 60}, {6, 28, 56}, {3, 17, 34}, {3, 17, 34}}});
  check_causes(story, {{Obstacle::final_link_missing, {0, 0, 0}, {1, 2, 4}},
                       {Obstacle::rate, {3, 11, 22}, {0, 0, 0}}});

  const auto check_line = [&](const std::string& name, double down_mbps, double up_mbps) {
    CAPTURE(name);
    CHECK(story.service(name).line.down_mbps == about(down_mbps));
    CHECK(story.service(name).line.up_mbps == about(up_mbps));
  };
  check_line("near", 300, 100);
  check_line("mid", 64.5 * 4.52, 21.5 * 1.48);
  check_line("edge", 64.5 * 2.73, 21.5 * 0.38);
  check_line("plan", 64.5 * 1.91, 21.5 * 0.23);
  check_line("far", 64.5 * 1.18, 0);
  check_line("beyond", 0, 0);
  check_line("hill", 300, 21.5 * 1.91);
  CHECK(story.obstacles("plan") == both(Obstacle::final_link_missing, Obstacle::rate));
  CHECK(story.service("mid").line.latency_ms == about(20 + 2e-3 * (5 * 4.9 + 1.8 * 3.34)));
}

TEST_CASE("Tower: signal-to-noise ratios follow TR 38.901, and the sector is shared fairly") {
  const ServiceStory story("tower");
  const RadioSystem& radio =
      story.plant().access->equipment.technologies[story.service("near").line.at.technology].radio;
  const auto check_radio = [&](Sight sight, double length_m, double loss_db, double down_db, double up_db) {
    CAPTURE(length_m);
    const auto rate = radio_rate(radio, sight, length_m);
    REQUIRE(rate.has_value());
    CHECK(rate->path_loss_db == within(loss_db, 0.001));
    CHECK(rate->snr_down_db == within(down_db, 0.001));
    CHECK(rate->snr_up_db == within(up_db, 0.001));
  };
  check_radio(Sight::nlos, 500, 113.770, 42.210, 29.210);
  check_radio(Sight::nlos, 1800, 135.234, 20.746, 7.746);
  check_radio(Sight::nlos, 3000, 143.804, 12.176, -0.824);
  check_radio(Sight::nlos, 3500, 146.390, 9.590, -3.410);
  check_radio(Sight::nlos, 4500, 150.606, 5.374, -7.626);
  check_radio(Sight::los, 8000, 133.733, 22.247, 9.247);

  const double share = (350 - 0.4 * 64.5 * 1.18) / 2.2;
  for (const char* name : {"near", "mid", "edge", "hill"}) {
    CAPTURE(name);
    CHECK(story.service(name).down_mbps == about(share));
    CHECK(story.service(name).up_mbps == story.service(name).line.up_mbps);
  }
  CHECK(story.service("far").down_mbps == about(64.5 * 1.18));
  CHECK(story.book(Book::in_use) == about(220000 * 34 / 60.0));
  CHECK(story.stranded_by(Obstacle::rate).sole == about(220000 * 22 / 60.0));
}

TEST_CASE("Satellites: GEO provides 10/1 Mbit/s but not 100 ms, LEO provides both") {
  const ServiceStory story("geo_satellite");
  check_ladder(story, {{{5, 13, 26}, {5, 13, 26}, {4, 12, 24}, {2, 6, 12}, {2, 6, 12}}});
  check_causes(story, {{Obstacle::final_link_missing, {1, 1, 2}, {0, 0, 0}},
                       {Obstacle::latency, {2, 6, 12}, {0, 0, 0}}});

  const DeliveredService valley = story.service("valley");
  CHECK(valley.line.down_mbps == about(18));
  CHECK(valley.line.up_mbps == about(3));
  CHECK(valley.line.latency_ms == about(724 + 5.88));
  CHECK(valley.lacks == Obstacles{Obstacle::latency});
  const DeliveredService ridge = story.service("ridge");
  CHECK(ridge.down_mbps == about(104.71));
  CHECK(ridge.up_mbps == about(14.84));
  CHECK(ridge.line.latency_ms == about(45.49));
  CHECK(ridge.lacks.empty());
}

TEST_CASE(
    "Satellites: of two dishes the one with the shorter path serves, and a planned dish does not count") {
  const ServiceStory story("geo_satellite");
  CHECK(story.service("inn").line.at.head_end == story.site("leo_gw"));
  CHECK(story.service("cabin").line.at.head_end == story.site("geo_gw"));
  CHECK(story.obstacles("cabin") == Obstacles{Obstacle::latency});
  CHECK(story.next_premises() == std::vector<std::string>{"hut"});
  CHECK(story.book(Book::in_use) == about(30000 * 2 / 14.0 + 20000 * 12 / 18.0));
  CHECK(story.stranded_by(Obstacle::latency).sole == about(30000 * 12 / 14.0 + 20000 * 4 / 18.0));
  CHECK(story.coverage.charges.next_final_links.at(0).releases == about(20000 * 2 / 18.0));
}

}  // namespace lastmile::test::service_scenarios_test
