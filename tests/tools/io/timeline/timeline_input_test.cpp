// The timeline of a scenario, and the keys of elements about time.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/planned_town.h"

namespace lastmile::timeline_input_test {
namespace {

using test::said_about;
using test::scenario_of;
using test::ScenarioFolder;

// A scenario with this timeline, and its problems.
std::string errors_of_timeline(const std::string& timeline) {
  return said_about(ScenarioFolder("lastmile: 1\nname: t\ntimeline: " + timeline + "\n")).errors();
}

TEST_CASE("A scenario without a timeline stores nothing about time") {
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

TEST_CASE("An invalid timeline is refused") {
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

TEST_CASE("All keys about time require a timeline") {
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

TEST_CASE("Elements have an area, a number of build periods and a late cost") {
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

TEST_CASE("Only final links have a late cost, and build periods are whole numbers") {
  const std::string sites = "lastmile: 1\nname: t\nsites: [{id: a}, {id: b, build_periods: 0.5}]\n";
  CHECK(said_about(ScenarioFolder(sites + "links: [{id: l, from: a, to: b, tier: feeder, late_cost: 5}]\n"))
            .errors() ==
        "s.yaml:3:41 sites[1].build_periods not-an-integer\n"
        "s.yaml:4:58 links[0].late_cost not-a-drop");
}

}  // namespace
}  // namespace lastmile::timeline_input_test
