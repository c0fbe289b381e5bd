// Changes in a scenario: their period, their selector and their settings.
#include <doctest/doctest.h>

#include "tests/support/planned_town.h"

namespace lastmile::changes_input_test {
namespace {

using test::errors_of;
using test::only_option;
using test::Said;
using test::said_about;
using test::scenario_of;
using test::ScenarioFolder;
using test::town;

TEST_CASE("A change has a period, a selector and a setting") {
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

TEST_CASE("An invalid change is refused") {
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

// The names of the selected elements of all kinds.
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
    "A backbone link lies where both its ends lie, a final link where its premises or else its site lies") {
  CHECK(selected("{area: north}") == "cab1 h1/drop h1");
  CHECK(selected("{area: west}") == "h2/drop h2");
  CHECK(selected("{area: south}") == "cab2 d3");
  // f2 has an end in each of two areas, and lies in neither.
  CHECK(selected("{area: [centre, south]}") == "pop cab2 d3");
  const std::vector<std::string> areas = {"north", "west", "south", "centre"};
  for (const std::string& a : areas)
    for (const std::string& b : areas)
      CHECK(selected("{area: [" + a + ", " + b + "]}") ==
            selected("{any: [{area: " + a + "}, {area: " + b + "}]}"));
}

TEST_CASE("Locations are selected within a polygon or a distance, including the border") {
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

TEST_CASE("All keys of a selector must match, with any of their alternatives, and nothing excluded") {
  CHECK(selected("{tier: drop, area: north}") == "h1/drop");
  CHECK(selected("{tier: drop, not: {area: [north, west]}}") == "d3");
  CHECK(selected("{any: [{kind: source}, {tier: feeder, state: planned}]}") == "pop f2");
  CHECK(selected("{element: site, not: {any: [{kind: source}, {id: cab2}]}}") == "cab1");
  CHECK(selected("{not: {not: {id: [h1, cab1]}}}") == "cab1 h1");
  CHECK(selected("{id: [cab1, cab2, h1], state: planned}") == "cab2");
}

TEST_CASE("A selection keeps only elements to which the setting applies") {
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

TEST_CASE("A selector that matches nothing or names unknown elements is refused") {
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

TEST_CASE("Problems of elements are reported together with problems of changes to them") {
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

TEST_CASE("An invalid region of the map is refused") {
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

TEST_CASE("Contradicting changes in one period are refused, with both places") {
  const std::string feeders =
      "changes:\n  - {at: 2027-Q2, select: {tier: feeder}, set: {cost: 1, state: decommissioned}}\n";
  CHECK(errors_of(feeders + "  - {at: 2027-05, select: {id: f2}, set: {cost: 2, state: decommissioned}}\n") ==
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
  // A problem of the common settings is reported once.
  CHECK(
      errors_of(feeders + "  - {at: 2027-05, select: {id: f2}, set: {cost: 2}}\noptions: {a: {}, b: {}}\n") ==
      "s.yaml:18:5 changes[1] contradiction");
}

}  // namespace
}  // namespace lastmile::changes_input_test
