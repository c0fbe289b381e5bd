// What a scenario says about time, field by field: timeline, rollout, economics, take-up, options, changes,
// and what its elements tell.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cmath>

#include "tests/support/scenario_folder.h"
#include "tools/io/snapshot/snapshot.h"

namespace lastmile {
namespace {

using test::Said;
using test::said_about;
using test::ScenarioFolder;

constexpr double endless = std::numeric_limits<double>::infinity();

// Lines 1 to 15 of every scenario here; the timeline stands in line 3.
const std::string town =
    "lastmile: 1\nname: t\n"
    "timeline: {start: 2027-Q1, periods: 16}\n"
    "sites:\n"
    "  - {id: pop, kind: source, area: centre, lon: 7.0, lat: 50.0}\n"
    "  - {id: cab1, kind: cabinet, area: north, lon: 7.0, lat: 50.1, build_periods: 2}\n"
    "  - {id: cab2, kind: cabinet, area: south, state: planned, cost: 90, lon: 7.0, lat: 49.9}\n"
    "links:\n"
    "  - {id: f1, from: pop, to: cab1, tier: feeder, cost: 50, build_periods: 3}\n"
    "  - {id: f2, from: pop, to: cab2, tier: feeder, state: planned, cost: 60}\n"
    "  - {id: d3, from: cab2, to: h3, tier: drop, state: planned, late_cost: 11, build_periods: 1}\n"
    "premises:\n"
    "  - {id: h1, area: north, lon: 7.01, lat: 50.1, drop: {from: cab1, state: planned, late_cost: 7}}\n"
    "  - {id: h2, area: west, drop: {from: cab1, cost: 5, build_periods: 4}}\n"
    "  - {id: h3}\n";

Scenario scenario_of(const std::string& yaml) {
  return ScenarioFolder(town + yaml).read().scenario;
}

Horizon horizon_of(const std::string& yaml) {
  return scenario_of(yaml).horizon.value();
}

RolloutOption only_option(const std::string& yaml) {
  const Horizon horizon = horizon_of(yaml);
  REQUIRE(horizon.options.size() == 1);
  return horizon.options.front();
}

std::string errors_of(const std::string& yaml) {
  return said_about(ScenarioFolder(town + yaml)).errors();
}

// A scenario with this timeline, and what it says about it.
std::string errors_of_timeline(const std::string& timeline) {
  return said_about(ScenarioFolder("lastmile: 1\nname: t\ntimeline: " + timeline + "\n")).errors();
}

TEST_CASE("Without a timeline nothing of time is kept") {
  const ScenarioFolder folder(
      "lastmile: 1\nname: t\nsites: [{id: a, area: x, build_periods: 3}]\n"
      "premises: [{id: p, area: y, drop: {from: a, late_cost: 5}}]\n");
  const Scenario scenario = folder.read().scenario;
  CHECK_FALSE(scenario.horizon.has_value());
  CHECK(scenario.names.areas.size() == 0);
}

TEST_CASE("A timeline has a start, a number of periods and a unit, by default that of its start") {
  struct Line {
    const char* written;
    PeriodUnit unit;
    const char* first;
  };
  const std::vector<Line> lines = {
      {"{start: 2027, periods: 3}", PeriodUnit::year, "2027"},
      {"{start: 2027-Q3, periods: 3}", PeriodUnit::quarter, "2027-Q3"},
      {"{start: 2027-03, periods: 3}", PeriodUnit::month, "2027-03"},
      {"{start: 2027-W05, periods: 3}", PeriodUnit::week, "2027-W05"},
      {"{start: 2027-03-01, periods: 3}", PeriodUnit::day, "2027-03-01"},
      {"{start: 2027-08-14, periods: 3, unit: quarter}", PeriodUnit::quarter, "2027-Q3"},
      {"{start: 2027, periods: 3, unit: month}", PeriodUnit::month, "2027-01"},
      {"{unit: week, start: \"2027-01-01\", periods: 3.0}", PeriodUnit::week, "2026-W53"},
  };
  for (const Line& line : lines) {
    CAPTURE(line.written);
    const ScenarioFolder folder(fmt::format("lastmile: 1\nname: t\ntimeline: {}\n", line.written));
    const Timeline timeline = folder.read().scenario.horizon.value().timeline;
    CHECK((timeline.unit == line.unit));
    CHECK(timeline.periods == 3);
    CHECK(timeline.name_of(0) == line.first);
  }
}

TEST_CASE("A timeline that is none is refused") {
  CHECK(errors_of_timeline("2027") == "s.yaml:3:11 timeline wrong-type");
  CHECK(errors_of_timeline("{}") == "s.yaml:3:11 timeline missing-key\ns.yaml:3:11 timeline missing-key");
  CHECK(errors_of_timeline("{periods: 4}") == "s.yaml:3:11 timeline missing-key");
  CHECK(errors_of_timeline("{start: 2027}") == "s.yaml:3:11 timeline missing-key");
  CHECK(errors_of_timeline("{start: 2027-Q5, periods: 4}") == "s.yaml:3:19 timeline.start not-a-period");
  CHECK(errors_of_timeline("{start: soon, periods: 4}") == "s.yaml:3:19 timeline.start not-a-period");
  CHECK(errors_of_timeline("{start: [2027], periods: 4}") == "s.yaml:3:19 timeline.start wrong-type");
  CHECK(errors_of_timeline("{start: 2027, periods: 0}") == "s.yaml:3:34 timeline.periods out-of-range");
  CHECK(errors_of_timeline("{start: 2027, periods: 10001}") == "s.yaml:3:34 timeline.periods out-of-range");
  CHECK(errors_of_timeline("{start: 2027, periods: 1.5}") == "s.yaml:3:34 timeline.periods not-an-integer");
  CHECK(errors_of_timeline("{start: 2027, periods: 4, unit: quarters}") ==
        "s.yaml:3:43 timeline.unit unknown-unit");
  CHECK(errors_of_timeline("{start: 2027, period: 4, periods: 4}") ==
        "s.yaml:3:25 timeline.period unknown-key");
  CHECK(errors_of_timeline("{start: 2190, periods: 12}") == "s.yaml:3:11 timeline out-of-range");
  CHECK(errors_of_timeline("{start: 2190, periods: 11}").empty());
}

TEST_CASE("What is said about time needs a timeline") {
  const ScenarioFolder folder(
      "lastmile: 1\nname: t\neconomics: {late_cost: 5}\ntake_up: {p: 0.1}\nrollout: {works: elements}\n"
      "changes: []\noptions: {a: {}}\n");
  CHECK(said_about(folder).errors() ==
        "s.yaml:3:12 economics needs-timeline\n"
        "s.yaml:4:10 take_up needs-timeline\n"
        "s.yaml:5:10 rollout needs-timeline\n"
        "s.yaml:6:10 changes needs-timeline\n"
        "s.yaml:7:10 options needs-timeline");
}

TEST_CASE("Elements tell their areas, how long they take to build, and what coming late costs") {
  const Scenario scenario = scenario_of("economics: {late_cost: 100}\n");
  const Horizon& horizon = *scenario.horizon;
  const NameTable& areas = scenario.names.areas;
  REQUIRE(areas.size() == 4);
  CHECK(areas[0] == "centre");
  CHECK(areas[1] == "north");
  CHECK(areas[2] == "south");
  CHECK(areas[3] == "west");
  CHECK(horizon.areas == 4);
  CHECK((horizon.site_area.raw() == FlatVector<AreaId>{AreaId{0}, AreaId{1}, AreaId{2}}));
  CHECK((horizon.premises_area.raw() == FlatVector<AreaId>{AreaId{1}, AreaId{3}, AreaId::none()}));
  CHECK(horizon.site_build_periods.raw() == FlatVector<std::uint32_t>{0, 2, 0});
  CHECK(horizon.link_build_periods.explicit_links.raw() == FlatVector<std::uint32_t>{3, 0, 1});
  CHECK(horizon.link_build_periods.inline_drops.raw() == FlatVector<std::uint32_t>{0, 4, 0});
  CHECK(horizon.late_cost.explicit_links.raw() == FlatVector<double>{0, 0, 11});
  CHECK(horizon.late_cost.inline_drops.raw() == FlatVector<double>{7, 100, 0});
}

TEST_CASE("Tables carry the same columns") {
  const ScenarioFolder folder(
      "lastmile: 1\nname: t\ntimeline: {start: 2027, periods: 2}\n"
      "tables: {sites: [s.csv], links: [l.csv], premises: [p.csv]}\n");
  folder.write("s.csv", "id,area,build_periods\na,north,2\nb,,\nc,south,99999\n");
  folder.write("l.csv", "id,from,to,tier,late_cost,build_periods\nf,a,b,feeder,,1\nd,b,q,drop,30,\n");
  folder.write("p.csv",
               "id,area,drop_from,drop_late_cost,drop_build_periods\np,north,b,5,6\nq,,,,\nr,,a,,\n");
  const Horizon horizon = folder.read().scenario.horizon.value();
  CHECK(horizon.site_build_periods.raw() == FlatVector<std::uint32_t>{2, 0, 10'000});
  CHECK((horizon.site_area.raw() == FlatVector<AreaId>{AreaId{0}, AreaId::none(), AreaId{1}}));
  CHECK(horizon.link_build_periods.explicit_links.raw() == FlatVector<std::uint32_t>{1, 0});
  CHECK(horizon.late_cost.explicit_links.raw() == FlatVector<double>{0, 30});
  CHECK(horizon.late_cost.inline_drops.raw() == FlatVector<double>{5, 0, 0});
  CHECK(horizon.link_build_periods.inline_drops.raw() == FlatVector<std::uint32_t>{6, 0, 0});
  CHECK((horizon.premises_area.raw() == FlatVector<AreaId>{AreaId{0}, AreaId::none(), AreaId::none()}));
}

TEST_CASE("Only final links come late, and periods are counted") {
  const std::string sites = "lastmile: 1\nname: t\nsites: [{id: a}, {id: b, build_periods: 0.5}]\n";
  CHECK(said_about(ScenarioFolder(sites + "links: [{id: l, from: a, to: b, tier: feeder, late_cost: 5}]\n"))
            .errors() ==
        "s.yaml:3:41 sites[1].build_periods not-an-integer\n"
        "s.yaml:4:58 links[0].late_cost not-a-drop");
}

TEST_CASE("Without options the scenario is its only one, and without a rollout nothing is built") {
  const RolloutOption as_it_stands = only_option("");
  CHECK(as_it_stands.name.empty());
  CHECK_FALSE(as_it_stands.builds_anything);
  CHECK(as_it_stands.changes.empty());
  CHECK_FALSE(as_it_stands.take_up.has_value());
  CHECK(as_it_stands.economics.discount_rate == 0);
  CHECK(as_it_stands.economics.site_life.empty());
  CHECK(as_it_stands.economics.link_life == EnumArray<Tier, double>::filled(endless));
  CHECK(as_it_stands.economics.visit_cost.size() == 4);
  CHECK(only_option("options: {}\n").name.empty());
  CHECK(only_option("rollout: {}\n").builds_anything);
}

TEST_CASE("A rollout has an order, sizes, a budget and crews") {
  const Rollout rollout = only_option(
                              "rollout: {order: [area, released_value_per_cost, random], drops: ordered, "
                              "budget_per_period: 250000, carry_over: false, crews: {drop: 400, site: 0}, "
                              "seed: 7}\n")
                              .rollout;
  CHECK((rollout.order == std::vector{OrderKey::area, OrderKey::released_value_per_cost, OrderKey::random}));
  CHECK((rollout.works == WorkSize::remedies));
  CHECK((rollout.drops == DropsFor::ordered));
  CHECK(rollout.budget_per_period == 250'000);
  CHECK_FALSE(rollout.carry_over);
  CHECK(rollout.crews == EnumArray<Trade, std::uint32_t>{{0, unlimited, unlimited, unlimited, 400}});
  CHECK(rollout.seed == 7);
  const Rollout by_default = only_option("rollout:\n  carry_over: true\n").rollout;
  CHECK((by_default.order == std::vector{OrderKey::file}));
  CHECK((by_default.drops == DropsFor::all));
  CHECK(by_default.budget_per_period == endless);
  CHECK(by_default.carry_over);
  CHECK(by_default.crews[Trade::site] == unlimited);
}

TEST_CASE("An order that goes by tier builds elements, unless it says otherwise") {
  CHECK((only_option("rollout: {order: cheapest}\n").rollout.works == WorkSize::remedies));
  CHECK((only_option("rollout: {order: [tier, cheapest]}\n").rollout.works == WorkSize::elements));
  CHECK((only_option("rollout: {order: cheapest, works: elements}\n").rollout.works == WorkSize::elements));
  CHECK(errors_of("rollout: {works: remedies, order: [cheapest, tier]}\n") ==
        "s.yaml:16:35 rollout.order tier-of-remedies");
}

TEST_CASE("A rollout that cannot be is refused") {
  CHECK(errors_of("rollout: [cheapest]\n") == "s.yaml:16:10 rollout wrong-type");
  CHECK(errors_of("rollout: {order: cheap}\n") == "s.yaml:16:18 rollout.order unknown-order");
  CHECK(errors_of("rollout: {order: [tier, tyer]}\n") == "s.yaml:16:25 rollout.order[1] unknown-order");
  CHECK(errors_of("rollout: {order: [area, cheapest, area]}\n") ==
        "s.yaml:16:35 rollout.order[2] duplicate-key");
  CHECK(errors_of("rollout: {order: []}\n") == "s.yaml:16:18 rollout.order missing-value");
  CHECK(errors_of("rollout: {works: remedy}\n") == "s.yaml:16:18 rollout.works unknown-word");
  CHECK(errors_of("rollout: {drops: none}\n") == "s.yaml:16:18 rollout.drops unknown-word");
  CHECK(errors_of("rollout: {budget_per_period: -1}\n") ==
        "s.yaml:16:30 rollout.budget_per_period negative-number");
  CHECK(errors_of("rollout: {budget: 1}\n") == "s.yaml:16:11 rollout.budget unknown-key");
  CHECK(errors_of("rollout: {carry_over: maybe}\n") == "s.yaml:16:23 rollout.carry_over not-a-boolean");
  CHECK(errors_of("rollout: {crews: {drops: 4}}\n") == "s.yaml:16:19 rollout.crews.drops unknown-key");
  CHECK(errors_of("rollout: {crews: {drop: 0.5}}\n") == "s.yaml:16:25 rollout.crews.drop not-an-integer");
  CHECK(errors_of("rollout: {seed: -1}\n") == "s.yaml:16:17 rollout.seed negative-number");
  CHECK(errors_of("rollout: {order: cheap}\noptions: {a: {}, b: {}}\n") ==
        "s.yaml:16:18 rollout.order unknown-order");
}

TEST_CASE("Economics give figures, lives by the most exact word, and visits by area") {
  const Economics economics =
      only_option(
          "economics:\n"
          "  discount_rate: 0.07\n  revenue_per_home_month: 32\n  opex_per_home_month: 9\n"
          "  opex_share_of_value: 0.015\n"
          "  asset_life_years: {fibre: 30, drop: 20.5, electronics: 8, cabinet: 25}\n"
          "  visit_cost: {default: 100, north: 40}\n")
          .economics;
  CHECK(economics.discount_rate == 0.07);
  CHECK(economics.revenue_per_home_month == 32);
  CHECK(economics.opex_per_home_month == 9);
  CHECK(economics.opex_share_of_value == 0.015);
  CHECK(economics.link_life == EnumArray<Tier, double>{{30, 30, 30, 20.5}});
  CHECK(economics.site_life.raw() == FlatVector<float>{8, 25, 25});
  CHECK(economics.default_visit_cost == 100);
  CHECK(economics.visit_cost.raw() == FlatVector<double>{100, 40, 100, 100});
  const Economics others =
      only_option("economics: {asset_life_years: {cabinet: 25, feeder: 9}, visit_cost: 3}\n").economics;
  CHECK(others.site_life.raw() == FlatVector<float>{std::numeric_limits<float>::infinity(), 25, 25});
  CHECK(others.link_life == EnumArray<Tier, double>{{endless, 9, endless, endless}});
  CHECK(others.visit_cost.raw() == FlatVector<double>{3, 3, 3, 3});
  CHECK(only_option("economics: {discount_rate: -0.99}\n").economics.discount_rate == -0.99);
}

TEST_CASE("Economics that cannot be are refused") {
  CHECK(errors_of("economics: {discount_rate: -1}\n") == "s.yaml:16:28 economics.discount_rate out-of-range");
  const auto over_399_years = [](const std::string& economics) {
    return said_about(
               ScenarioFolder("lastmile: 1\nname: t\ntimeline: {start: 1800, periods: 399}\n" + economics))
        .errors();
  };
  CHECK(over_399_years("economics: {discount_rate: -0.05}\n").empty());
  CHECK(over_399_years("economics: {discount_rate: 10}\n").empty());
  CHECK(over_399_years("economics: {discount_rate: -0.999999}\noptions: {a: {}, b: {}}\n") ==
        "s.yaml:4:28 economics.discount_rate out-of-range");
  CHECK(over_399_years(
            "economics: {discount_rate: 0.05}\noptions: {a: {}, b: {economics: {discount_rate: -0.1}}}\n") ==
        "s.yaml:5:49 options.b.economics.discount_rate out-of-range");
  CHECK(errors_of("economics: {discount_rate: 10.5}\n") ==
        "s.yaml:16:28 economics.discount_rate out-of-range");
  CHECK(errors_of("economics: {discount_rate: 7 %}\n") ==
        "s.yaml:16:28 economics.discount_rate not-a-number");
  CHECK(errors_of("economics: {revenue: 3}\n") == "s.yaml:16:13 economics.revenue unknown-key");
  CHECK(errors_of("economics: {opex_share_of_value: 1.5}\n") ==
        "s.yaml:16:34 economics.opex_share_of_value huge-number");
  CHECK(errors_of("economics: {late_cost: -5}\n") == "s.yaml:16:24 economics.late_cost negative-number");
  CHECK(errors_of("economics: {asset_life_years: 30}\n") ==
        "s.yaml:16:31 economics.asset_life_years wrong-type");
  CHECK(errors_of("economics: {asset_life_years: {fibre: 0}}\n") ==
        "s.yaml:16:39 economics.asset_life_years.fibre out-of-range");
  CHECK(errors_of("economics: {asset_life_years: {cabinets: 3}}\n") ==
        "s.yaml:16:32 economics.asset_life_years.cabinets unknown-key");
  CHECK(errors_of("economics: {visit_cost: {nord: 3}}\n") ==
        "s.yaml:16:26 economics.visit_cost.nord unknown-area");
  CHECK(errors_of("economics: {visit_cost: {north: 3, north: 4}}\n") ==
        "s.yaml:16:36 economics.visit_cost.north duplicate-key");
  CHECK(errors_of("economics: {visit_cost: [3]}\n") == "s.yaml:16:25 economics.visit_cost wrong-type");
}

TEST_CASE("Take-up follows the Bass model, drawn by a seed or as an expectation") {
  const TakeUp take_up =
      only_option("take_up: {model: bass, p: 0.02, q: 0.4, ceiling: 0.7, from: start, seed: 5}\n")
          .take_up.value();
  CHECK(take_up.p == 0.02);
  CHECK(take_up.q == 0.4);
  CHECK(take_up.ceiling == 0.7);
  CHECK((take_up.from == TakeUp::From::start));
  CHECK(take_up.seed == 5);
  const TakeUp by_default = only_option("take_up: {p: 0.05}\n").take_up.value();
  CHECK(by_default.p == 0.05);
  CHECK(by_default.q == 0.38);
  CHECK(by_default.ceiling == 1);
  CHECK((by_default.from == TakeUp::From::passed));
  CHECK_FALSE(by_default.seed.has_value());
}

TEST_CASE("Take-up that cannot be is refused") {
  CHECK(errors_of("take_up: {model: logistic}\n") == "s.yaml:16:18 take_up.model unknown-model");
  CHECK(errors_of("take_up: {p: -0.1}\n") == "s.yaml:16:14 take_up.p negative-number");
  CHECK(errors_of("take_up: {p: 0, q: 0.4}\n") == "s.yaml:16:14 take_up.p out-of-range");
  CHECK(errors_of("take_up: {p: 0, q: 0}\n") == "s.yaml:16:14 take_up.p out-of-range");
  CHECK(errors_of("take_up: {p: 0.1, q: 0}\n").empty());
  CHECK(errors_of("take_up: {ceiling: 1.1}\n") == "s.yaml:16:20 take_up.ceiling huge-number");
  CHECK(errors_of("take_up: {from: pass}\n") == "s.yaml:16:17 take_up.from unknown-word");
  CHECK(errors_of("take_up: {seed: x}\n") == "s.yaml:16:17 take_up.seed not-a-number");
}

TEST_CASE("Expected orders neither share capacity nor have drops built for them") {
  CHECK(errors_of("service: bead\ntake_up: {p: 0.1}\n") == "s.yaml:17:10 take_up needs-seed");
  CHECK(errors_of("service: bead\ntake_up: {p: 0.1, seed: 1}\n").empty());
  CHECK(errors_of("take_up: {p: 0.1}\nrollout: {drops: ordered}\n") == "s.yaml:16:10 take_up needs-seed");
  CHECK(errors_of("rollout: {drops: ordered}\n").empty());
  // Each option is asked with what the scenario gives it; what they share is told once.
  CHECK(errors_of("take_up: {p: 0.1}\noptions: {a: {rollout: {drops: ordered}}, b: {}}\n") ==
        "s.yaml:16:10 take_up needs-seed");
  CHECK(errors_of("rollout: {drops: ordered}\ntake_up: {p: 0.1}\noptions: {a: {}, b: {}}\n") ==
        "s.yaml:17:10 take_up needs-seed");
  CHECK(errors_of("rollout: {drops: ordered}\ntake_up: {p: 0.1}\n"
                  "options: {a: {take_up: {seed: 1}}, b: {take_up: {ceiling: 0.5}}}\n") ==
        "s.yaml:18:49 options.b.take_up needs-seed");
}

TEST_CASE("An option overrides key by key what its scenario says, and adds changes to its own") {
  const Horizon horizon = horizon_of(
      "rollout: {order: cheapest, budget_per_period: 100, crews: {drop: 3, site: 1}}\n"
      "economics: {discount_rate: 0.05, asset_life_years: {fibre: 30}, visit_cost: {default: 9, west: 1}}\n"
      "take_up: {p: 0.1, q: 0.2}\n"
      "changes: [{at: 2028, select: {id: h2}, set: {users: 9}}]\n"
      "options:\n"
      "  as-before: {description: nothing else}\n"
      "  richer:\n"
      "    rollout: {budget_per_period: 500, crews: {site: 2}}\n"
      "    economics: {asset_life_years: {drop: 15}, visit_cost: {default: 7}}\n"
      "    take_up: {q: 0.9}\n"
      "    changes: [{at: 2027-Q2, select: {id: h1}, set: {users: 5}}]\n"
      "  by tier: {rollout: {order: [tier, cheapest]}, economics: {visit_cost: 2}}\n");
  REQUIRE(horizon.options.size() == 3);
  const RolloutOption& before = horizon.options[0];
  const RolloutOption& richer = horizon.options[1];
  const RolloutOption& by_tier = horizon.options[2];
  CHECK(before.name == "as-before");
  CHECK(before.description == "nothing else");
  CHECK(richer.name == "richer");
  CHECK(by_tier.name == "by tier");
  CHECK(before.builds_anything);
  CHECK(before.rollout.budget_per_period == 100);
  CHECK(richer.rollout.budget_per_period == 500);
  CHECK((richer.rollout.order == std::vector{OrderKey::cheapest}));
  CHECK(richer.rollout.crews[Trade::site] == 2);
  CHECK(richer.rollout.crews[Trade::drop] == 3);
  CHECK((by_tier.rollout.works == WorkSize::elements));
  CHECK(by_tier.rollout.budget_per_period == 100);
  CHECK(richer.economics.discount_rate == 0.05);
  CHECK(richer.economics.link_life == EnumArray<Tier, double>{{30, 30, 30, 15}});
  CHECK(before.economics.link_life[Tier::drop] == 30);
  CHECK(before.economics.visit_cost.raw() == FlatVector<double>{9, 9, 9, 1});
  CHECK(richer.economics.visit_cost.raw() == FlatVector<double>{7, 7, 7, 1});
  CHECK(by_tier.economics.visit_cost.raw() == FlatVector<double>{2, 2, 2, 2});
  CHECK(richer.take_up->p == 0.1);
  CHECK(richer.take_up->q == 0.9);
  CHECK(before.take_up->q == 0.2);
  REQUIRE(richer.changes.size() == 2);
  CHECK(richer.changes[0].period == 1);
  CHECK(richer.changes[0].set.users == 5);
  CHECK(richer.changes[1].period == 4);
  CHECK(before.changes.size() == 1);
}

TEST_CASE("An option of which nothing is said is one that changes nothing") {
  const Horizon horizon = horizon_of(
      "rollout: {budget_per_period: 100}\noptions:\n  a:\n  b: ~\n  c: {}\n  d: {rollout: {seed: 2}}\n");
  REQUIRE(horizon.options.size() == 4);
  CHECK(horizon.options[0].name == "a");
  CHECK(horizon.options[1].name == "b");
  for (const RolloutOption& option : horizon.options) {
    CHECK(option.builds_anything);
    CHECK(option.rollout.budget_per_period == 100);
  }
  CHECK(errors_of("options: {a: ~, b: {}, a: ~}\n") == "s.yaml:16:24 options.a duplicate-key");
  CHECK(errors_of("options: {'': ~}\n") == "s.yaml:16:11 options. empty-text");
  CHECK(only_option("economics: {visit_cost: {default: 9, west: ~}}\n").economics.visit_cost.raw() ==
        FlatVector<double>{9, 9, 9, 9});
  CHECK(errors_of("economics: {visit_cost: {nord: ~}}\n") ==
        "s.yaml:16:26 economics.visit_cost.nord unknown-area");
}

TEST_CASE("An option does without a part of which it says that there is nothing") {
  const Horizon horizon = horizon_of(
      "rollout: {order: tier, budget_per_period: 100}\ntake_up: {p: 0.1}\n"
      "economics: {discount_rate: 0.05, late_cost: 40, visit_cost: 3}\n"
      "options: {a: {rollout: ~}, b: {take_up: ~}, c: {economics: ~}, d: {description: ~, changes: ~}}\n");
  REQUIRE(horizon.options.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    CAPTURE(i);
    const RolloutOption& option = horizon.options[i];
    CHECK(option.builds_anything == (i != 0));
    CHECK(option.take_up.has_value() == (i != 1));
    CHECK(option.economics.discount_rate == (i == 2 ? 0 : 0.05));
    CHECK(option.economics.default_visit_cost == (i == 2 ? 0 : 3));
    REQUIRE(option.changes.size() == (i == 2 ? 1 : 0));
  }
  CHECK(horizon.options[2].changes[0].set.late_cost == 0);
}

TEST_CASE("A scenario does without a part of its base of which it says that there is nothing") {
  const ScenarioFolder folder(
      "lastmile: 1\nextends: b.yaml\nname: u\nrollout: ~\ntake_up: ~\neconomics: ~\n"
      "options: {a: {rollout: ~, description: ~}, rollout: ~}\n");
  folder.write("b.yaml",
               town +
                   "rollout: {}\ntake_up: {p: 0.1}\neconomics: {discount_rate: 0.05}\n"
                   "options: {a: {rollout: {}, description: d}, b: {rollout: {}}, rollout: {take_up: {}}}\n");
  const Horizon horizon = folder.read().scenario.horizon.value();
  REQUIRE(horizon.options.size() == 3);
  CHECK(horizon.options[0].description == "d");
  CHECK_FALSE(horizon.options[0].builds_anything);
  CHECK(horizon.options[1].builds_anything);
  CHECK_FALSE(horizon.options[1].take_up.has_value());
  CHECK(horizon.options[1].economics.discount_rate == 0);
  CHECK(horizon.options[2].take_up.has_value());
}

TEST_CASE("An option with a late cost of its own changes it before all else, where an element gives none") {
  const Horizon horizon = horizon_of(
      "economics: {late_cost: 100}\n"
      "changes: [{select: {id: h2/drop}, set: {cost: 1}}]\n"
      "options: {a: {}, b: {economics: {late_cost: 40}}}\n");
  CHECK(horizon.late_cost.inline_drops.raw() == FlatVector<double>{7, 100, 0});
  REQUIRE(horizon.options[0].changes.size() == 1);
  REQUIRE(horizon.options[1].changes.size() == 2);
  const Change& late = horizon.options[1].changes[0];
  CHECK(late.period == 0);
  CHECK(late.set.late_cost == 40);
  CHECK((late.of.links == std::vector{LinkId{4}}));
}

TEST_CASE("Options that cannot be are refused") {
  CHECK(errors_of("options: [a]\n") == "s.yaml:16:10 options wrong-type");
  CHECK(errors_of("options: {a: {}, a: {}}\n") == "s.yaml:16:18 options.a duplicate-key");
  CHECK(errors_of("options: {'': {}}\n") == "s.yaml:16:11 options. empty-text");
  CHECK(errors_of("options: {\"a\\tb\": {}}\n") == "s.yaml:16:11 options.a\\x09b control-character");
  CHECK(errors_of("options: {a: 5}\n") == "s.yaml:16:14 options.a wrong-type");
  CHECK(errors_of("options: {a: {rolout: {}}}\n") == "s.yaml:16:15 options.a.rolout unknown-key");
  CHECK(errors_of("options: {a: {timeline: {}}}\n") == "s.yaml:16:15 options.a.timeline unknown-key");
  CHECK(errors_of("options: {a: {rollout: {order: x}, economics: {late_cost: x}, changes: {}}}\n") ==
        "s.yaml:16:32 options.a.rollout.order unknown-order\n"
        "s.yaml:16:59 options.a.economics.late_cost not-a-number\n"
        "s.yaml:16:72 options.a.changes wrong-type");
}

TEST_CASE("A change says when, of what, and what becomes of it") {
  const RolloutOption option = only_option(
      "changes:\n"
      "  - {at: 2028-03-15, select: {id: [f2, cab2]}, set: {state: operational, cost: 1.5, "
      "completion_cost: 2, build_periods: 99999}}\n"
      "  - {select: {element: premises}, set: {subscribed: no, users: 0}}\n"
      "  - {at: 2027-Q1, select: {tier: drop}, set: {late_cost: 3}}\n");
  REQUIRE(option.changes.size() == 3);
  const Change& premises = option.changes[0];
  CHECK(premises.period == 0);
  CHECK(premises.set.subscribed == false);
  CHECK(premises.set.users == 0);
  CHECK_FALSE(premises.set.state.has_value());
  CHECK(premises.of.premises.size() == 3);
  CHECK(premises.of.sites.empty());
  CHECK(premises.of.links.empty());
  CHECK(option.changes[1].set.late_cost == 3);
  CHECK((option.changes[1].of.links == std::vector{LinkId{2}, LinkId{3}, LinkId{4}}));
  const Change& plant = option.changes[2];
  CHECK(plant.period == 4);
  CHECK((plant.set.state == State::operational));
  CHECK(plant.set.cost == 1.5);
  CHECK(plant.set.completion_cost == 2);
  CHECK(plant.set.build_periods == 10'000);
  CHECK((plant.of.sites == std::vector{SiteId{2}}));
  CHECK((plant.of.links == std::vector{LinkId{1}}));
}

TEST_CASE("A change that cannot be is refused") {
  const auto errors = [](const std::string& change) { return errors_of("changes: [" + change + "]\n"); };
  CHECK(errors("5") == "s.yaml:16:11 changes[0] wrong-type");
  CHECK(errors("{}") == "s.yaml:16:11 changes[0] missing-key\ns.yaml:16:11 changes[0] missing-key");
  CHECK(errors("{select: {id: h1}}") == "s.yaml:16:11 changes[0] missing-key");
  CHECK(errors("{set: {users: 1}}") == "s.yaml:16:11 changes[0] missing-key");
  CHECK(errors("{select: {id: h1}, set: {}}") == "s.yaml:16:35 changes[0].set missing-key");
  CHECK(errors("{select: {}, set: {users: 1}}") == "s.yaml:16:20 changes[0].select missing-key");
  CHECK(errors("{select: {id: h1}, set: {value: 1}}") == "s.yaml:16:36 changes[0].set.value unknown-key");
  CHECK(errors("{select: {id: h1}, set: {users: -1}}") ==
        "s.yaml:16:43 changes[0].set.users negative-number");
  CHECK(errors("{select: {id: f1}, set: {state: broken}}") ==
        "s.yaml:16:43 changes[0].set.state unknown-state");
  CHECK(errors("{at: 2026-Q4, select: {id: h1}, set: {users: 1}}") ==
        "s.yaml:16:16 changes[0].at outside-timeline");
  CHECK(errors("{at: 2031, select: {id: h1}, set: {users: 1}}") ==
        "s.yaml:16:16 changes[0].at outside-timeline");
  CHECK(errors("{at: 2027-13, select: {id: h1}, set: {users: 1}}") ==
        "s.yaml:16:16 changes[0].at not-a-period");
  const auto says = [](const std::string& at) {
    return said_about(
               ScenarioFolder(town + "changes: [{at: " + at + ", select: {id: h1}, set: {users: 1}}]\n"))
        .only_error()
        .message;
  };
  CHECK(says("2026-12-31") == "\"2026-12-31\" is before the first period, 2027-Q1");
  CHECK(says("2031-Q1") == "\"2031-Q1\" is after the last period, 2030-Q4");
}

// The names of what is selected where anything can be set.
std::string selected(const std::string& selector) {
  const Scenario scenario =
      scenario_of("changes: [{select: " + selector + ", set: {cost: 1, users: 1, late_cost: 1}}]\n");
  const Selection& selection = scenario.horizon->options.front().changes.front().of;
  std::string names;
  for (const SiteId site : selection.sites) names += std::string{site_name(scenario, site)} + " ";
  for (const LinkId link : selection.links) names += link_name(scenario, link) + " ";
  for (const PremisesId p : selection.premises) names += std::string{premises_name(scenario, p)} + " ";
  if (!names.empty()) names.pop_back();
  return names;
}

TEST_CASE("Elements are selected by id, pattern, tier, kind, state, area and kind of element") {
  CHECK(selected("{id: cab1}") == "cab1");
  CHECK(selected("{id: [h1/drop, h1, d3]}") == "d3 h1/drop h1");
  CHECK(selected("{pattern: 'cab?'}") == "cab1 cab2");
  CHECK(selected("{pattern: [h*, f1]}") == "f1 h1/drop h2/drop h1 h2 h3");
  CHECK(selected("{pattern: '*/drop'}") == "h1/drop h2/drop");
  CHECK(selected("{pattern: '?*2*'}") == "cab2 f2 h2/drop h2");
  CHECK(selected("{tier: feeder}") == "f1 f2");
  CHECK(selected("{tier: [drop]}") == "d3 h1/drop h2/drop");
  CHECK(selected("{kind: cabinet}") == "cab1 cab2");
  CHECK(selected("{kind: [source, cabinet]}") == "pop cab1 cab2");
  CHECK(selected("{state: planned}") == "cab2 f2 d3 h1/drop");
  CHECK(selected("{state: [operational, failed]}") == "pop cab1 f1 h2/drop");
  CHECK(selected("{element: site}") == "pop cab1 cab2");
  CHECK(selected("{element: [premises, link]}") == "f1 f2 d3 h1/drop h2/drop h1 h2 h3");
}

TEST_CASE(
    "A backbone link lies where both its ends do, a final link where its premises does, or else its site") {
  CHECK(selected("{area: north}") == "cab1 h1/drop h1");
  CHECK(selected("{area: west}") == "h2/drop h2");
  CHECK(selected("{area: south}") == "cab2 d3");
  CHECK(selected("{area: [centre, south]}") == "pop cab2 f2 d3");
}

TEST_CASE("Places are selected within a polygon or a distance, border included") {
  CHECK(selected("{within: {polygon: [[6.9, 50.05], [7.005, 50.05], [7.005, 50.2], [6.9, 50.2]]}}") ==
        "cab1 h2/drop");
  CHECK(selected("{within: {polygon: [[7.0, 50.0], [7.0, 50.1], [6.0, 50.0]]}}") == "pop cab1 f1 h2/drop");
  // Round or not, either way.
  CHECK(selected("{within: {polygon: [[6, 49], [8, 49], [8, 51], [6, 51], [6, 49]]}, element: site}") ==
        "pop cab1 cab2");
  // A tenth of a degree of the meridian is 11,123 m here; h1 stands 716 m from cab1.
  CHECK(selected("{within: {distance_m: 11000, of: pop}}") == "pop");
  CHECK(selected("{within: {distance_m: 11200, of: pop}}") == "pop cab1 cab2 f1 f2 d3 h1/drop h2/drop h1");
  CHECK(selected("{within: {distance_m: 700, of: h1}}") == "h1/drop h1");
  CHECK(selected("{within: {distance_m: 720, of: [7.01, 50.1]}}") == "cab1 h1/drop h2/drop h1");
}

TEST_CASE("All that a selector says must hold, any of its alternatives, and nothing that it excludes") {
  CHECK(selected("{tier: drop, area: north}") == "h1/drop");
  CHECK(selected("{tier: drop, not: {area: [north, west]}}") == "d3");
  CHECK(selected("{any: [{kind: source}, {tier: feeder, state: planned}]}") == "pop f2");
  CHECK(selected("{element: site, not: {any: [{kind: source}, {id: cab2}]}}") == "cab1");
  CHECK(selected("{not: {not: {id: [h1, cab1]}}}") == "cab1 h1");
  CHECK(selected("{id: [cab1, cab2, h1], state: planned}") == "cab2");
}

TEST_CASE("Only what a setting can be applied to is kept") {
  const auto links = [](const std::string& set) {
    return only_option("changes: [{select: {pattern: '*'}, set: {" + set + "}}]\n").changes.front().of;
  };
  CHECK(links("late_cost: 1").links.size() == 3);
  CHECK(links("late_cost: 1").sites.empty());
  CHECK(links("cost: 1").links.size() == 5);
  CHECK(links("cost: 1").sites.size() == 3);
  CHECK(links("cost: 1").premises.empty());
  CHECK(links("subscribed: true").premises.size() == 3);
  CHECK(links("subscribed: true").links.empty());
}

TEST_CASE("A selector that matches nothing, or names what is not there, is refused") {
  const auto errors = [](const std::string& selector, const std::string& set = "cost: 1") {
    return errors_of("changes: [{select: " + selector + ", set: {" + set + "}}]\n");
  };
  CHECK(errors("{tier: backbone}") == "s.yaml:16:20 changes[0].select selects-nothing");
  CHECK(errors("{tier: feeder}", "late_cost: 1") == "s.yaml:16:20 changes[0].select selects-nothing");
  CHECK(errors("{id: h1}") == "s.yaml:16:20 changes[0].select selects-nothing");
  CHECK(errors("{pattern: 'x*'}") == "s.yaml:16:20 changes[0].select selects-nothing");
  CHECK(errors("{pattern: ''}") == "s.yaml:16:30 changes[0].select.pattern empty-text");
  CHECK(errors("{id: cab9}") == "s.yaml:16:25 changes[0].select.id unknown-reference");
  CHECK(errors("{id: [f1, h3/drop]}") == "s.yaml:16:30 changes[0].select.id[1] unknown-reference");
  CHECK(errors("{kind: cabin}") == "s.yaml:16:27 changes[0].select.kind unknown-kind");
  CHECK(errors("{area: nord}") == "s.yaml:16:27 changes[0].select.area unknown-area");
  CHECK(errors("{state: plan}") == "s.yaml:16:28 changes[0].select.state unknown-state");
  CHECK(errors("{tier: [feeder, fedder]}") == "s.yaml:16:36 changes[0].select.tier[1] unknown-tier");
  CHECK(errors("{element: node}") == "s.yaml:16:30 changes[0].select.element unknown-element");
  CHECK(errors("{ids: f1}") == "s.yaml:16:21 changes[0].select.ids unknown-key");
  CHECK(errors("{not: {area: nord}}") == "s.yaml:16:33 changes[0].select.not.area unknown-area");
  CHECK(errors("{any: [{tier: feeder}, {}]}") == "s.yaml:16:43 changes[0].select.any[1] missing-key");
  CHECK(errors("{any: {tier: feeder}}") == "s.yaml:16:26 changes[0].select.any wrong-type");
  CHECK(errors("f1") == "s.yaml:16:20 changes[0].select wrong-type");
  const auto says = [](const std::string& selector, const std::string& set) {
    const io::Problem problem =
        said_about(ScenarioFolder(town + "changes: [{select: " + selector + ", set: {" + set + "}}]\n"))
            .only_error();
    return problem.message + "; " + problem.hint;
  };
  CHECK(says("{tier: feeder, area: [north, west]}", "cost: 1") ==
        "{tier: feeder, area: [north, west]} selects no site or link; ");
  CHECK(says("{tier: feeder}", "late_cost: 1") == "{tier: feeder} selects no final link; ");
  CHECK(says("{area: nort}", "cost: 1") == "unknown area \"nort\"; did you mean \"north\"?");
  CHECK(says("{kind: pole}", "cost: 1") == "unknown site kind \"pole\"; expected one of source, cabinet");
  CHECK(says("{id: cab4}", "cost: 1") == "unknown site, link or premises \"cab4\"; did you mean \"cab1\"?");
}

TEST_CASE("What is wrong with elements is told beside what is wrong with changes of them") {
  const std::string wrong =
      "lastmile: 1\nname: t\ntimeline: {start: 2027, periods: 2}\n"
      "sites: [{id: a, area: x, lon: 7, lat: 50}, {id: a}, {}]\n"
      "links: [{id: f, from: a, to: c, tier: feeder}, {id: d, from: a, to: q, tier: drop}, {id: e, from: b, "
      "to: p, tier: drop}]\n"
      "premises: [{id: p, drop: {from: b}}, {id: p}]\n"
      "changes: [{select: {area: x}, set: {cost: -1}}, {select: {within: {distance_m: 5, of: a}}, set: "
      "{late_cost: 1}}, {select: {id: [p/drop, f]}, set: {cost: 1}}]\n";
  CHECK(said_about(ScenarioFolder(wrong)).errors() ==
        "s.yaml:4:49 duplicate-id\n"
        "s.yaml:4:53 sites[2] missing-key\n"
        "s.yaml:5:30 links[0].to unknown-reference\n"
        "s.yaml:5:69 links[1].to unknown-reference\n"
        "s.yaml:5:99 links[2].from unknown-reference\n"
        "s.yaml:6:33 premises[0].drop.from unknown-reference\n"
        "s.yaml:6:43 duplicate-id\n"
        "s.yaml:7:43 changes[0].set.cost negative-number\n"
        "s.yaml:7:129 changes[2].select.id[0] unknown-reference");
}

TEST_CASE("A part of the map that is none is refused") {
  const auto errors = [](const std::string& within) {
    return errors_of("changes: [{select: {within: " + within + "}, set: {cost: 1}}]\n");
  };
  CHECK(errors("{polygon: [[7, 50], [8, 50]]}") ==
        "s.yaml:16:39 changes[0].select.within.polygon not-a-polygon");
  CHECK(errors("{polygon: [[7, 50], [8, 51], [8, 50], [7, 51]]}") ==
        "s.yaml:16:39 changes[0].select.within.polygon not-a-polygon");
  CHECK(errors("{polygon: [[7, 50], [8, 51], [9, 52]]}") ==
        "s.yaml:16:39 changes[0].select.within.polygon not-a-polygon");
  CHECK(errors("{polygon: [[170, 50], [-170, 50], [-170, 51], [170, 51]]}") ==
        "s.yaml:16:39 changes[0].select.within.polygon not-a-polygon");
  CHECK(errors("{polygon: [[-100, 40], [7, 60], [100, 40], [7, 40]]}").empty());
  CHECK(errors("{polygon: [[7, 50], [8, 95], [8]]}") ==
        "s.yaml:16:53 changes[0].select.within.polygon[1][1] out-of-range\n"
        "s.yaml:16:58 changes[0].select.within.polygon[2] wrong-type");
  CHECK(errors("{polygon: 5}") == "s.yaml:16:39 changes[0].select.within.polygon wrong-type");
  CHECK(errors("{}") == "s.yaml:16:29 changes[0].select.within missing-key");
  CHECK(errors("{distance_m: 5}") == "s.yaml:16:29 changes[0].select.within missing-key");
  CHECK(errors("{distance_m: 5, of: pop, polygon: [[7, 50], [8, 50], [8, 51]]}") ==
        "s.yaml:16:29 changes[0].select.within missing-key");
  CHECK(errors("{distance_m: -5, of: pop}") ==
        "s.yaml:16:42 changes[0].select.within.distance_m negative-number");
  CHECK(errors("{distance_m: 5, of: poop}") == "s.yaml:16:49 changes[0].select.within.of unknown-reference");
  CHECK(errors("{distance_m: 5, of: h2}") == "s.yaml:16:49 changes[0].select.within.of no-coordinates");
}

TEST_CASE("Changes that contradict each other in one period are refused, with both places") {
  const std::string feeders =
      "changes:\n  - {at: 2027-Q2, select: {tier: feeder}, set: {cost: 1, state: failed}}\n";
  CHECK(errors_of(feeders + "  - {at: 2027-05, select: {id: f2}, set: {cost: 2, state: failed}}\n") ==
        "s.yaml:18:5 changes[1] contradiction");
  CHECK(errors_of(feeders + "  - {at: 2027-Q3, select: {id: f2}, set: {cost: 2}}\n").empty());
  CHECK(errors_of(feeders + "  - {at: 2027-Q2, select: {id: f2}, set: {cost: 1}}\n").empty());
  CHECK(errors_of(feeders + "  - {at: 2027-Q2, select: {tier: drop}, set: {cost: 2}}\n").empty());
  CHECK(errors_of(feeders + "  - {at: 2027-Q2, select: {id: f2}, set: {completion_cost: 2}}\n").empty());
  const std::string own = "{changes: [{at: 2027-Q2, select: {id: f1}, set: {state: planned}}]}";
  CHECK(errors_of(feeders + "options: {a: " + own + ", b: {}, c: " + own + "}\n") ==
        "s.yaml:18:25 options.a.changes[0] contradiction\n"
        "s.yaml:18:104 options.c.changes[0] contradiction");
  const Said said = said_about(
      ScenarioFolder(town + feeders + "  - {at: 2027-05, select: {id: f2}, set: {state: planned}}\n"));
  CHECK(said.only_error().message == "sets state of \"f2\", conflicting with the change on line 17");
  // What the scenario says for all its options is told once.
  CHECK(
      errors_of(feeders + "  - {at: 2027-05, select: {id: f2}, set: {cost: 2}}\noptions: {a: {}, b: {}}\n") ==
      "s.yaml:18:5 changes[1] contradiction");
}

TEST_CASE("A pipe is not waited for where a scenario extends it") {
  const ScenarioFolder folder("lastmile: 1\nname: t\nextends: pipe\n");
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK(said_about(folder).errors() == "s.yaml:3:10 extends not-a-file");
  const ScenarioFolder device("lastmile: 1\nname: t\nextends: /dev/zero\n");
  CHECK(said_about(device).errors() == "s.yaml:3:10 extends not-a-file");
}

TEST_CASE("A scenario with a timeline is not packed") {
  const ScenarioFolder folder(town);
  try {
    io::write_snapshot(folder / "s.lmz", folder.read());
    FAIL("it was packed");
  } catch (const io::InputRefused& refused) {
    CHECK(refused.problems().shown().front().rule == "cannot-pack");
  }
}

}  // namespace
}  // namespace lastmile
