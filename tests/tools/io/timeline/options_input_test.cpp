// Options of a scenario, and scenarios that cannot have any.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include "tests/support/planned_town.h"
#include "tools/io/snapshot/snapshot.h"

namespace lastmile::options_input_test {
namespace {

using test::errors_of;
using test::horizon_of;
using test::only_option;
using test::said_about;
using test::ScenarioFolder;
using test::town;

TEST_CASE("An option overrides its scenario key by key and adds its own changes") {
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
  CHECK(before.rollout.budget_per_period == std::vector<double>{100});
  CHECK(richer.rollout.budget_per_period == std::vector<double>{500});
  CHECK((richer.rollout.order == std::vector{OrderKey::cheapest}));
  CHECK(richer.rollout.crews[Trade::site] == 2);
  CHECK(richer.rollout.crews[Trade::drop] == 3);
  CHECK((by_tier.rollout.works == WorkSize::elements));
  CHECK(by_tier.rollout.budget_per_period == std::vector<double>{100});
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

TEST_CASE("An empty option changes nothing") {
  const Horizon horizon = horizon_of(
      "rollout: {budget_per_period: 100}\noptions:\n  a:\n  b: ~\n  c: {}\n  d: {rollout: {seed: 2}}\n");
  REQUIRE(horizon.options.size() == 4);
  CHECK(horizon.options[0].name == "a");
  CHECK(horizon.options[1].name == "b");
  for (const RolloutOption& option : horizon.options) {
    CHECK(option.builds_anything);
    CHECK(option.rollout.budget_per_period == std::vector<double>{100});
  }
  CHECK(errors_of("options: {a: ~, b: {}, a: ~}\n") == "s.yaml:16:24 options.a duplicate-key");
  CHECK(errors_of("options: {'': ~}\n") == "s.yaml:16:11 options. empty-text");
  CHECK(only_option("economics: {visit_cost: {default: 9, west: ~}}\n").economics.visit_cost.raw() ==
        FlatVector<double>{9, 9, 9, 9});
  CHECK(errors_of("economics: {visit_cost: {nord: ~}}\n") ==
        "s.yaml:16:26 economics.visit_cost.nord unknown-area");
}

TEST_CASE("An option removes a part that it sets to null") {
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

TEST_CASE("A scenario removes a part of its base that it sets to null") {
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

TEST_CASE("An option with its own late cost begins with a change of all elements without one") {
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

TEST_CASE("Invalid options are refused") {
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

TEST_CASE("A scenario that extends a pipe is refused without waiting for the pipe") {
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
}  // namespace lastmile::options_input_test
