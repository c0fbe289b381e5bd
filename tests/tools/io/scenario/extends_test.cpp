// Scenario files that extend each other: the merged result, and the places of problems.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/scenario_folder.h"

namespace lastmile::extends_test {
namespace {

using test::said_about;
using test::ScenarioFolder;

const std::string base =
    "lastmile: 1\n"
    "name: base\n"
    "description: as it is\n"
    "currency: USD\n"
    "vocabulary: {users: readers, homes: houses}\n"
    "service: bead\n"
    "timeline: {start: 2027-Q1, periods: 4}\n"
    "rollout: {order: [area, cheapest], budget_per_period: 10}\n"
    "economics: {visit_cost: 500}\n"
    "sites: [{id: pop, kind: source, area: north}]\n"
    "links: [{id: f, from: pop, to: cab, tier: feeder}]\n"
    "premises: [{id: h1, drop: {from: pop}}]\n"
    "tables: {sites: [tables/s.csv]}\n"
    "changes: [{select: {id: f}, set: {cost: 1}}]\n"
    "options: {a: {rollout: {order: file}}, b: {description: other}}\n";

const std::string own =
    "lastmile: 1\n"
    "extends: bases/base.yaml\n"
    "name: own\n"
    "vocabulary: {users: viewers}\n"
    "service: {busy_hour_share: 0.5}\n"
    "timeline: {periods: 8}\n"
    "rollout: {order: [cheapest, file]}\n"
    "economics: {visit_cost: {north: 700}}\n"
    "sites: [{id: more}]\n"
    "premises: [{id: h2, drop: {from: cab}}]\n"
    "changes: [{at: 2028, select: {id: more}, set: {cost: 2}}]\n"
    "options: {b: {rollout: {works: elements}}, c: {}}\n";

// The files in one folder; the first is the scenario.
struct File {
  std::string name;
  std::string text;
};

struct Files {
  ScenarioFolder folder;

  Files(const std::string& scenario, const std::vector<File>& others) : folder(scenario) {
    for (const File& file : others) folder.write(file.name, file.text);
  }
  std::string errors() const { return said_about(folder).errors(); }
};

TEST_CASE("Mappings merge key by key, lists are joined, and single values replace the base's") {
  const Files files(own, {{"bases/base.yaml", base}, {"bases/tables/s.csv", "id\ncab\n"}});
  const io::ScenarioReading reading = files.folder.read();
  const Scenario& scenario = reading.scenario;
  CHECK(scenario.heading.name == "own");
  CHECK(scenario.heading.description == "as it is");
  CHECK(scenario.heading.currency == "USD");
  CHECK(scenario.heading.vocabulary.users == "viewers");
  CHECK(scenario.heading.vocabulary.homes == "houses");
  REQUIRE(scenario.names.sites.size() == 3);
  CHECK(scenario.names.sites[0] == "pop");
  CHECK(scenario.names.sites[1] == "more");
  CHECK(scenario.names.sites[2] == "cab");
  CHECK(scenario.names.premises.size() == 2);
  const Access& access = scenario.plant.access.value();
  CHECK(access.profile.name == "bead");
  CHECK(access.busy_hour_share == 0.5);
  const Horizon& horizon = scenario.horizon.value();
  CHECK(horizon.timeline.periods == 8);
  CHECK(horizon.timeline.name_of(0) == "2027-Q1");
  REQUIRE(horizon.options.size() == 3);
  CHECK(horizon.options[0].name == "a");
  CHECK((horizon.options[0].rollout.order == std::vector{OrderKey::file}));
  CHECK(horizon.options[0].rollout.budget_per_period == std::vector<double>{10});
  CHECK(horizon.options[0].changes.size() == 2);
  CHECK(horizon.options[0].economics.visit_cost.raw() == FlatVector<double>{700});
  CHECK(horizon.options[0].economics.default_visit_cost == 500);
  CHECK(horizon.options[1].description == "other");
  CHECK((horizon.options[1].rollout.works == WorkSize::elements));
  CHECK((horizon.options[1].rollout.order == std::vector{OrderKey::cheapest, OrderKey::file}));
  CHECK(horizon.options[2].name == "c");
}

TEST_CASE(
    "Every file is listed as an input, the scenario first, and table paths are relative to the file that "
    "contains them") {
  const Files files(own, {{"bases/base.yaml", base}, {"bases/tables/s.csv", "id\ncab\n"}});
  const io::ScenarioReading reading = files.folder.read();
  CHECK(reading.path == files.folder.path());
  REQUIRE(reading.inputs.size() == 3);
  CHECK(reading.inputs[0].name == files.folder.path());
  CHECK(reading.inputs[1].name == files.folder / "bases/base.yaml");
  CHECK(reading.inputs[2].name == files.folder / "bases/tables/s.csv");
  CHECK(reading.inputs[0].sha256 != reading.inputs[1].sha256);
  CHECK_FALSE(reading.inputs[1].sha256.empty());
}

TEST_CASE("A base can extend another file, and its name can come from the file that extends it") {
  const Files files("lastmile: 1\nextends: bases/b.yaml\nsites: [{id: s}]\n",
                    {{"bases/b.yaml", "lastmile: 1\nextends: c.yaml\nname: b\nsites: [{id: t}]\n"},
                     {"bases/c.yaml", "lastmile: 1\ncurrency: USD\nsites: [{id: u}]\n"}});
  const Scenario scenario = files.folder.read().scenario;
  CHECK(scenario.heading.name == "b");
  CHECK(scenario.heading.currency == "USD");
  REQUIRE(scenario.names.sites.size() == 3);
  CHECK(scenario.names.sites[0] == "u");
  CHECK(scenario.names.sites[2] == "s");
  CHECK(Files("lastmile: 1\nextends: c.yaml\n", {{"c.yaml", "lastmile: 1\n"}}).errors() ==
        "s.yaml:1:1 missing-key");
}

TEST_CASE("A value of another kind replaces the base's value, and a null does not") {
  const auto service_of = [](const std::string& below, const std::string& above) {
    const Files files("lastmile: 1\nextends: b.yaml\nname: t\n" + above,
                      {{"b.yaml", "lastmile: 1\n" + below}});
    return files.folder.read().scenario.plant.access.value();
  };
  CHECK(service_of("service: {down_mbps: 50}\n", "service: bead\n").profile.down_mbps == 100);
  CHECK(service_of("service: {down_mbps: 50}\n", "service:\n").profile.down_mbps == 50);
  CHECK(service_of("service:\n", "service: bead\n").profile.down_mbps == 100);
  CHECK(service_of("service: bead\n", "service: {profile: voice}\n").profile.name == "voice");
  const Access several = service_of("service: [bead, gigabit]\n", "service: [voice, superfast]\n");
  CHECK(several.profile.name == "voice");
  REQUIRE(several.further_profiles.size() == 1);
  CHECK(several.further_profiles[0].name == "superfast");
}

TEST_CASE("A problem is reported in the file that causes it, the scenario's first") {
  const Files files(
      "lastmile: 1\nextends: b.yaml\nname: t\nzone: 5\nsites: [{id: a, cost: -1}]\n"
      "changes: [{select: {id: b}, set: {cost: 3}}]\n",
      {{"b.yaml",
        "lastmile: 1\ntimeline: {start: 2027, periods: 2}\nsites: [{id: a}, {id: b, ports: x}]\n"
        "colour: red\nlinks: [{id: l, from: a, to: c, tier: feeder}]\n"
        "changes: [{select: {id: b}, set: {cost: 2}}]\ntables: {premises: [p.csv, q.csv]}\n"},
       {"p.csv", "id,homes\nh,many\n"}});
  CHECK(files.errors() ==
        "s.yaml:4:1 zone unknown-key\n"
        "s.yaml:5:14 duplicate-id\n"
        "s.yaml:5:23 sites[0].cost negative-number\n"
        "s.yaml:6:11 changes[0] contradiction\n"
        "b.yaml:3:33 sites[1].ports not-a-number\n"
        "b.yaml:4:1 colour unknown-key\n"
        "b.yaml:7:28 tables missing-file\n"
        "p.csv:2:3 homes not-a-number");
  CHECK(said_about(files.folder)
            .first("contradiction")
            .message.ends_with("conflicting with the change on line 6 of " + (files.folder / "b.yaml")));
}

TEST_CASE("A key that occurs twice in a file is reported in that file") {
  CHECK(Files("lastmile: 1\nextends: b.yaml\nname: t\nname: u\n", {{"b.yaml", "lastmile: 1\nname: b\n"}})
            .errors() == "s.yaml:4:1 name duplicate-key");
  CHECK(Files("lastmile: 1\nextends: b.yaml\nname: t\n", {{"b.yaml", "lastmile: 1\nname: b\nname: c\n"}})
            .errors() == "b.yaml:3:1 name duplicate-key");
}

TEST_CASE("A base that cannot be read is refused") {
  const auto errors = [](const std::string& scenario, const std::string& below) {
    return Files("lastmile: 1\nname: t\n" + scenario, {{"b.yaml", below}}).errors();
  };
  CHECK(errors("extends: nowhere.yaml\n", "") == "s.yaml:3:10 extends missing-file");
  CHECK(errors("extends: .\n", "") == "s.yaml:3:10 extends not-a-file");
  CHECK(errors("extends: [b.yaml]\n", "") == "s.yaml:3:10 extends wrong-type");
  CHECK(errors("extends: ''\n", "") == "s.yaml:3:10 extends empty-text");
  CHECK(errors("extends: b.yaml\nextends: b.yaml\n", "lastmile: 1\n") == "s.yaml:4:1 extends duplicate-key");
  CHECK(errors("extends: b.yaml\n", "") == "b.yaml:1:1 empty-file");
  CHECK(errors("extends: b.yaml\n", "a: [\n").ends_with(" yaml-syntax"));
  CHECK(errors("extends: b.yaml\n", "- a\n") == "b.yaml:1:1 wrong-type");
  CHECK(errors("extends: b.yaml\n", "name: b\n") == "b.yaml:1:1 missing-key");
  CHECK(errors("extends: b.yaml\n", "lastmile: 2\n") == "b.yaml:1:11 lastmile wrong-version");
  CHECK(Files("extends: b.yaml\nname: t\n", {{"b.yaml", "lastmile: 1\n"}}).errors() ==
        "s.yaml:1:1 missing-key");
}

TEST_CASE("Circles and overlong chains of files that extend each other are refused") {
  CHECK(Files("lastmile: 1\nname: t\nextends: s.yaml\n", {}).errors() ==
        "s.yaml:3:10 extends extends-circle");
  const Files circle("lastmile: 1\nname: t\nextends: bases/b.yaml\n",
                     {{"bases/b.yaml", "lastmile: 1\nextends: c.yaml\n"},
                      {"bases/c.yaml", "lastmile: 1\nextends: ./b.yaml\n"}});
  CHECK(circle.errors() == "bases/c.yaml:2:10 extends extends-circle");
  const auto chain = [](int files) {
    std::vector<File> others;
    for (int i = 1; i < files; ++i)
      others.push_back({fmt::format("{}.yaml", i), fmt::format("lastmile: 1\nextends: {}.yaml\n", i + 1)});
    others.push_back({fmt::format("{}.yaml", files), "lastmile: 1\n"});
    return Files("lastmile: 1\nname: t\nextends: 1.yaml\n", others).errors();
  };
  CHECK(chain(16).empty());
  CHECK(chain(17) == "16.yaml:2:10 extends too-deep");
}

TEST_CASE("A base outside the scenario's folder is noted") {
  const ScenarioFolder elsewhere("lastmile: 1\n", "b.yaml");
  const ScenarioFolder folder("lastmile: 1\nname: t\nextends: " + elsewhere.path() + "\n");
  CHECK(said_about(folder).notes().starts_with("s.yaml:3:10 extends outside-file"));
}

}  // namespace
}  // namespace lastmile::extends_test
