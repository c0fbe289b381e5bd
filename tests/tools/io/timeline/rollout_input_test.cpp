// Rollout, economics and take-up of a scenario.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/planned_town.h"

namespace lastmile::rollout_input_test {
namespace {

using test::errors_of;
using test::only_option;
using test::said_about;
using test::ScenarioFolder;

constexpr double endless = std::numeric_limits<double>::infinity();

TEST_CASE("A scenario without options is its own only option, and without a rollout nothing is built") {
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
  CHECK(rollout.budget_per_period == std::vector<double>{250'000});
  CHECK_FALSE(rollout.carry_over);
  CHECK(rollout.crews == EnumArray<Trade, std::uint32_t>{{0, unlimited, unlimited, unlimited, 400}});
  CHECK(rollout.seed == 7);
  const Rollout by_default = only_option("rollout:\n  carry_over: true\n").rollout;
  CHECK((by_default.order == std::vector{OrderKey::file}));
  CHECK((by_default.drops == DropsFor::all));
  CHECK(by_default.budget_per_period == std::vector<double>{endless});
  CHECK(by_default.carry_over);
  CHECK(by_default.crews[Trade::site] == unlimited);
}

TEST_CASE("An order by tier builds elements by default") {
  CHECK((only_option("rollout: {order: cheapest}\n").rollout.works == WorkSize::remedies));
  CHECK((only_option("rollout: {order: [tier, cheapest]}\n").rollout.works == WorkSize::elements));
  CHECK((only_option("rollout: {order: cheapest, works: elements}\n").rollout.works == WorkSize::elements));
  CHECK(errors_of("rollout: {works: remedies, order: [cheapest, tier]}\n") ==
        "s.yaml:16:35 rollout.order tier-of-remedies");
}

TEST_CASE("An invalid rollout is refused") {
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

// The town's works cost 90 (cab2) and 60 (f2) and, free of charge, the drops of h1 and h3.
TEST_CASE("A budget that never pays for the cheapest work is noted once, with both amounts") {
  const auto notes = [](const std::string& yaml) {
    std::string all;
    const io::ScenarioReading reading = ScenarioFolder(test::town + yaml).read();
    for (const io::Problem& note : reading.notes.shown())
      if (note.rule == "budget-below-works")
        all += fmt::format("{}:{} {}: {}\n", note.mark.line, note.mark.column, note.path, note.message);
    return all;
  };
  CHECK(notes("rollout: {budget_per_period: 59.5, carry_over: false}\n") ==
        "16:30 rollout.budget_per_period: is at most 59.5 and pays for no work: the cheapest costs 60\n");
  CHECK(notes("rollout: {budget_per_period: 60, carry_over: false}\n").empty());
  // Sixteen periods add up to 56 and to 64; three with money and thirteen without to 59.
  CHECK(notes("rollout: {budget_per_period: 3.5}\n") ==
        "16:30 rollout.budget_per_period: adds up to 56 and pays for no work: the cheapest costs 60\n");
  CHECK(notes("rollout: {budget_per_period: 4}\n").empty());
  CHECK(notes("rollout: {budget_per_period: [19, 20, 20, 0]}\n").find("adds up to 59 ") != std::string::npos);
  CHECK(notes("rollout: {budget_per_period: 1}\noptions: {a: {}, b: {rollout: {order: cheapest}}}\n") ==
        "16:30 rollout.budget_per_period: adds up to 16 and pays for no work: the cheapest costs 60\n");
  CHECK(notes("rollout: {budget_per_period: 5}\noptions: {a: {rollout: {only: [{site: cab2}]}}}\n") ==
        "16:30 rollout.budget_per_period: adds up to 80 and pays for no work: the cheapest costs 90\n");
  CHECK(notes("").empty());
  CHECK(notes("rollout: {}\n").empty());
  // A change can make works cheaper, so nothing is said.
  CHECK(
      notes("rollout: {budget_per_period: 1}\nchanges: [{at: 2027-Q2, select: {id: cab2}, set: {cost: 2}}]\n")
          .empty());
}

TEST_CASE("Economics have figures, asset lives by the most specific word, and visit costs by area") {
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

TEST_CASE("Invalid economics are refused") {
  CHECK(errors_of("economics: {discount_rate: -1}\n") == "s.yaml:16:28 economics.discount_rate out-of-range");
  const auto over_399_years = [](const std::string& economics) {
    return said_about(
               ScenarioFolder("lastmile: 1\nname: t\ntimeline: {start: 1800, periods: 399}\n" + economics))
        .errors();
  };
  CHECK(over_399_years("economics: {discount_rate: -0.05}\n").empty());
  CHECK(over_399_years("economics: {discount_rate: 1}\n").empty());
  CHECK(over_399_years("economics: {discount_rate: -0.999999}\noptions: {a: {}, b: {}}\n") ==
        "s.yaml:4:28 economics.discount_rate out-of-range");
  CHECK(over_399_years(
            "economics: {discount_rate: 0.05}\noptions: {a: {}, b: {economics: {discount_rate: -0.1}}}\n") ==
        "s.yaml:5:49 options.b.economics.discount_rate out-of-range");
  CHECK(errors_of("economics: {discount_rate: 1.5}\n") ==
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

TEST_CASE("Invalid take-up is refused") {
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
  // Each option is checked with the common settings; problems of these are reported once.
  CHECK(errors_of("take_up: {p: 0.1}\noptions: {a: {rollout: {drops: ordered}}, b: {}}\n") ==
        "s.yaml:16:10 take_up needs-seed");
  CHECK(errors_of("rollout: {drops: ordered}\ntake_up: {p: 0.1}\noptions: {a: {}, b: {}}\n") ==
        "s.yaml:17:10 take_up needs-seed");
  CHECK(errors_of("rollout: {drops: ordered}\ntake_up: {p: 0.1}\n"
                  "options: {a: {take_up: {seed: 1}}, b: {take_up: {ceiling: 0.5}}}\n") ==
        "s.yaml:18:49 options.b.take_up needs-seed");
}

}  // namespace
}  // namespace lastmile::rollout_input_test
