// What a scenario says about payers, budgets, explicit works and failures.
#include <doctest/doctest.h>

#include "tests/support/planned_town.h"

namespace lastmile::payers_input_test {
namespace {

using test::errors_of;
using test::only_option;
using test::said_about;
using test::ScenarioFolder;

std::string notes_of(const std::string& yaml) {
  return said_about(ScenarioFolder(test::town + yaml)).notes();
}

TEST_CASE("Payers pay a share of all spending, or of some tiers and areas only") {
  const std::vector<Payer> payers =
      only_option(
          "economics: {payers: {county: 0.3, state: [{share: 0.2, tiers: site}, {share: 0.5, tiers: "
          "[drop], areas: [north, west]}]}}\n")
          .economics.payers;
  REQUIRE(payers.size() == 2);
  CHECK(payers[0].name == "county");
  CHECK(payers[0].share[Trade::feeder] == std::vector<double>(5, 0.3));
  // Areas: centre, north, south, west, none.
  CHECK(payers[1].share[Trade::site] == std::vector<double>(5, 0.2));
  CHECK(payers[1].share[Trade::drop] == std::vector<double>{0, 0.5, 0, 0.5, 0});
  CHECK(payers[1].share[Trade::feeder] == std::vector<double>(5, 0));
}

TEST_CASE("An option adds, changes and drops payers") {
  const auto payers =
      test::horizon_of(
          "economics: {payers: {county: 0.3, state: 0.1}}\noptions:\n  a: {economics: {payers: "
          "{state: 0.2, union: 0.5, county: ~}}}\n")
          .options.front()
          .economics.payers;
  REQUIRE(payers.size() == 2);
  CHECK(payers[0].name == "state");
  CHECK(payers[0].share[Trade::drop].front() == 0.2);
  CHECK(payers[1].name == "union");
}

TEST_CASE("Invalid payers are refused") {
  const auto errors = [](const std::string& payers) {
    return errors_of("economics: {payers: " + payers + "}\n");
  };
  CHECK(errors("{county: 0.7, state: 0.4}") == "s.yaml:16:35 economics.payers.state payers-above-1");
  CHECK(errors("{county: 0.7, state: {share: 0.4, areas: [east]}}").find("unknown-area") !=
        std::string::npos);
  CHECK(errors("{county: {share: 0.6, tiers: [drop]}, state: {share: 0.5, tiers: [feeder]}}").empty());
  CHECK(errors("{county: 30}") == "s.yaml:16:30 economics.payers.county huge-number");
  CHECK(errors("{operator: 0.3}") == "s.yaml:16:22 economics.payers.operator reserved-name");
  CHECK(errors("{county: {tiers: [drop]}}") == "s.yaml:16:30 economics.payers.county missing-key");
  CHECK(errors("{county: {share: 0.1, tiers: [road]}}").find("unknown-tier") != std::string::npos);
}

TEST_CASE("A budget is one number, or a list whose last entry applies to all later periods") {
  const Rollout rollout = only_option("rollout: {budget_per_period: [10, 20, 5]}\n").rollout;
  CHECK(rollout.budget_in(0) == 10);
  CHECK(rollout.budget_in(2) == 5);
  CHECK(rollout.budget_in(9) == 5);
  CHECK(errors_of("rollout: {budget_per_period: []}\n") ==
        "s.yaml:16:30 rollout.budget_per_period missing-value");
  CHECK(errors_of("rollout: {budget_per_period: [1, -2]}\n").find("negative-number") != std::string::npos);
}

TEST_CASE("Explicit works name sites and links, final links among them") {
  const Rollout rollout =
      only_option("rollout: {only: [{link: h1/drop}, {site: cab2}, {link: f2}]}\n").rollout;
  REQUIRE(rollout.only.size() == 3);
  CHECK(rollout.only[0] == Element{LinkId{3}});
  CHECK(rollout.only[1] == Element{SiteId{2}});
  CHECK(rollout.only[2] == Element{LinkId{1}});
  CHECK(errors_of("rollout: {only: [{site: cab7}]}\n").find("unknown-reference") != std::string::npos);
  CHECK(errors_of("rollout: {only: [{site: cab2}, {site: cab2}]}\n").find("duplicate-id") !=
        std::string::npos);
  CHECK(errors_of("rollout: {only: []}\n").find("missing-value") != std::string::npos);
  CHECK(errors_of("rollout: {only: [{}]}\n").find("missing-key") != std::string::npos);
  CHECK(errors_of("rollout: {order: cheapest, only: [{site: cab2}]}\n").find("only-with-order") !=
        std::string::npos);
}

TEST_CASE("A failure may say how long its repair takes") {
  const RolloutOption option = only_option(
      "changes: [{at: 2027-Q3, select: {id: f1}, set: {state: failed, repair_periods: 2, completion_cost: "
      "9}}]\n");
  CHECK(option.changes.front().set.repair_periods == 2);
  CHECK(errors_of("changes: [{select: {id: f1}, set: {repair_periods: 2}}]\n") ==
        "s.yaml:16:35 changes[0].set.repair_periods repair-without-failure");
  CHECK(notes_of("changes: [{at: 2027-Q3, select: {id: pop}, set: {state: failed}}]\n").find("free-repair") !=
        std::string::npos);
  CHECK(notes_of("changes: [{at: 2027-Q3, select: {id: pop}, set: {state: failed, repair_periods: 1, "
                 "completion_cost: 5}}]\n")
            .find("free-repair") == std::string::npos);
}

TEST_CASE("What no option can have built by then cannot fail, and what only some can is noted") {
  const std::string fails =
      "changes: [{at: 2027-Q3, select: {id: cab2}, set: {state: failed, completion_cost: 1}}]\n";
  CHECK(errors_of(fails).find("fails-before-built") != std::string::npos);
  CHECK(errors_of(fails + "rollout: {}\n").empty());
  CHECK(errors_of("changes: [{select: {id: cab2}, set: {state: failed}}]\nrollout: {}\n")
            .find("fails-before-built") != std::string::npos);
  CHECK(errors_of(fails + "options: {a: {rollout: {}}, b: ~}\n").empty());
  CHECK(notes_of(fails + "options: {a: {rollout: {}}, b: ~}\n").find("not-built-everywhere") !=
        std::string::npos);
  CHECK(notes_of(fails + "rollout: {}\n").find("not-built-everywhere") == std::string::npos);
}

}  // namespace
}  // namespace lastmile::payers_input_test
