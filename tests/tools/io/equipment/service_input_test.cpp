// Service in a scenario: profiles, equipment, specifications and lengths of links.
#include <doctest/doctest.h>

#include "sim/coverage/coverage.h"
#include "tests/support/scenario_folder.h"
#include "tools/io/snapshot/snapshot.h"

namespace lastmile::service_input_test {
namespace {

using test::said_about;
using test::ScenarioFolder;

const std::string heading = "lastmile: 1\nname: t\n";

std::string errors_of(const std::string& yaml) {
  return said_about(ScenarioFolder(heading + yaml)).errors();
}

Access access_of(const std::string& yaml) {
  return ScenarioFolder(heading + yaml).read().scenario.plant.access.value();
}

TEST_CASE("A service is a named profile, figures, or a profile with overridden figures") {
  CHECK_FALSE(ScenarioFolder(heading).read().scenario.plant.access.has_value());
  const ServiceProfile named = access_of("service: bead\n").profile;
  CHECK(named.name == "bead");
  CHECK(named.down_mbps == 100);
  CHECK(named.up_mbps == 20);
  CHECK(named.latency_ms == 100);
  const Access own = access_of("service: {down_mbps: 50, up_mbps: 5.5, busy_hour_share: 0.25}\n");
  CHECK(own.profile.name.empty());
  CHECK(own.profile.down_mbps == 50);
  CHECK(own.profile.up_mbps == 5.5);
  CHECK(own.profile.latency_ms == 0);
  CHECK(own.busy_hour_share == 0.25);
  const Access changed = access_of("service: {latency_ms: 30, profile: bead}\n");
  CHECK(changed.profile.down_mbps == 100);
  CHECK(changed.profile.latency_ms == 30);
  CHECK(changed.busy_hour_share == default_busy_hour_share);
}

TEST_CASE("A service can list several profiles; the first one decides who qualifies") {
  const Access one = access_of("service: [voice]\n");
  CHECK(one.profile.name == "voice");
  CHECK(one.further_profiles.empty());
  const Access several = access_of(
      "service: [{profile: bead, busy_hour_share: 0.2}, gigabit, {down_mbps: 50, latency_ms: 30}]\n");
  CHECK(several.profile.name == "bead");
  CHECK(several.busy_hour_share == 0.2);
  REQUIRE(several.further_profiles.size() == 2);
  CHECK(several.further_profiles[0].name == "gigabit");
  CHECK(several.further_profiles[0].down_mbps == 1000);
  CHECK(several.further_profiles[0].up_mbps == 100);
  CHECK(several.further_profiles[0].latency_ms == 100);
  CHECK(several.further_profiles[1].name.empty());
  CHECK(several.further_profiles[1].down_mbps == 50);
  CHECK(several.further_profiles[1].up_mbps == 0);
}

TEST_CASE("An invalid service is refused") {
  CHECK(errors_of("service: beed\n") == "s.yaml:3:10 service unknown-profile");
  CHECK(errors_of("service: {profile: beed}\n") == "s.yaml:3:20 service.profile unknown-profile");
  CHECK(errors_of("service: {}\n") == "s.yaml:3:10 service missing-key");
  CHECK(errors_of("service: {down_mbps: 0}\n") == "s.yaml:3:10 service missing-key");
  CHECK(errors_of("service: []\n") == "s.yaml:3:10 service missing-value");
  CHECK(errors_of("service: [bead, gigabitt]\n") == "s.yaml:3:17 service[1] unknown-profile");
  CHECK(errors_of("service: [bead, voice, bead]\n") == "s.yaml:3:24 service[2] duplicate-key");
  CHECK(errors_of("service: [bead, {profile: bead}]\n") == "s.yaml:3:17 service[1] duplicate-key");
  CHECK(errors_of("service: [bead, {}]\n") == "s.yaml:3:17 service[1] missing-key");
  CHECK(errors_of("service: [bead, [voice]]\n") == "s.yaml:3:17 service[1] wrong-type");
  CHECK(errors_of("service: [bead, {down_mbps: 50, busy_hour_share: 0.2}]\n") ==
        "s.yaml:3:17 service[1].busy_hour_share unknown-key");
  CHECK(errors_of("service: {down_mbps: -1}\n") == "s.yaml:3:22 service.down_mbps negative-number");
  CHECK(errors_of("service: {down_mbps: \"10\"}\n") == "s.yaml:3:22 service.down_mbps wrong-type");
  CHECK(errors_of("service: {down: 10}\n") == "s.yaml:3:11 service.down unknown-key");
  CHECK(errors_of("service: {down_mbps: 1, busy_hour_share: 0}\n") ==
        "s.yaml:3:42 service.busy_hour_share out-of-range");
  CHECK(errors_of("service: {down_mbps: 1, busy_hour_share: 1.5}\n") ==
        "s.yaml:3:42 service.busy_hour_share out-of-range");
}

TEST_CASE("Equipment is changed in the scenario or in a file of its own") {
  const auto down_of = [](const Access& access, const std::string& name) {
    for (const Technology& technology : access.equipment.technologies)
      if (technology.name == name) return technology.down_mbps;
    return -1.0;
  };
  const std::string change = "technologies: [{name: gpon-b+, down_mbps: 1234}]\n";
  CHECK(down_of(access_of("service: bead\n"), "gpon-b+") == 2300);
  CHECK(down_of(access_of("service: bead\nequipment:\n  " + change), "gpon-b+") == 1234);
  const ScenarioFolder folder(heading + "service: bead\nequipment: my.yaml\n");
  folder.write("my.yaml", change);
  const io::ScenarioReading reading = folder.read();
  CHECK(down_of(*reading.scenario.plant.access, "gpon-b+") == 1234);
  REQUIRE(reading.inputs.size() == 2);
  CHECK(reading.inputs[1].name == folder / "my.yaml");
  folder.write("my.yaml", "technologies: [{name: gpon-b+, down_mbps: -1}]\n");
  CHECK(said_about(folder).errors() == "my.yaml:1:43 technologies[0].down_mbps negative-number");
  folder.write("my.yaml", "# nothing yet\n");
  CHECK(said_about(folder).errors() == "my.yaml:1:1 empty-file");
  CHECK(said_about(folder).first("empty-file").message == "file is empty");
  CHECK(errors_of("equipment: nowhere.yaml\n") == "s.yaml:3:12 equipment missing-file");
}

TEST_CASE("Technologies and media are looked up if a service is required, otherwise they are free text") {
  const std::string plant =
      "sites: [{id: a, kind: source, technology: gpon-b}, {id: b, split: 0}]\n"
      "links: [{id: l, from: a, to: b, tier: feeder, medium: fibres, sight: none}]\n"
      "premises: [{id: p, drop: {from: b, technology: vdsl}}]\n";
  CHECK(errors_of("service: bead\n" + plant) ==
        "s.yaml:4:43 sites[0].technology unknown-technology\n"
        "s.yaml:4:67 sites[1].split out-of-range\n"
        "s.yaml:5:55 links[0].medium unknown-medium\n"
        "s.yaml:5:70 links[0].sight unknown-sight\n"
        "s.yaml:6:48 premises[0].drop.technology unknown-technology");
  CHECK(errors_of(plant) ==
        "s.yaml:3:67 sites[1].split out-of-range\n"
        "s.yaml:4:70 links[0].sight unknown-sight");
}

TEST_CASE("A missing length is the geodesic between the ends, or 0 without coordinates, with notes") {
  const ScenarioFolder folder(
      heading +
      "service: bead\n"
      "sites: [{id: a, kind: source, lon: 7.0, lat: 50.0}, {id: b, lon: 7.0, lat: 51.0}]\n"
      "links: [{id: l, from: a, to: b, tier: feeder}, {id: m, from: a, to: b, tier: feeder, "
      "length_m: 0}, {id: d, from: q, to: b, tier: drop}]\n"
      "premises: [{id: p, lon: 8.0, lat: 51.0, drop: {from: b}}, {id: q, lon: 7.0, lat: 51.0}, "
      "{id: r, drop: {from: a}}]\n");
  const io::ScenarioReading reading = folder.read();
  const Access& access = *reading.scenario.plant.access;
  // One degree of the meridian from 50 to 51 degrees north is 111,238.7 m on WGS 84; one of the parallel at
  // 51 degrees 70,197 m, the geodesic a little less.
  CHECK(access.length_m[LinkId{0}] == doctest::Approx(111'238.7).epsilon(1e-5));
  CHECK(access.length_m[LinkId{1}] == 0);
  CHECK(access.length_m[LinkId{2}] == 0);
  CHECK(access.length_m.inline_drops[PremisesId{0}] == doctest::Approx(70'197).epsilon(1e-4));
  CHECK(access.length_m.inline_drops[PremisesId{2}] == 0);
  const test::Said said = said_about(folder);
  CHECK(said.first("length-from-coordinates").message.starts_with("3 links have no length_m"));
  CHECK(said.first("no-length").message.starts_with("1 link has neither"));
}

TEST_CASE("Tables have the same columns, and links with equal specifications share one") {
  const ScenarioFolder folder(heading +
                              "service: bead\nsites: [{id: a, kind: source, technology: gpon-c+}]\n"
                              "tables: {sites: [s.csv], links: [l.csv], premises: [p.csv]}\n");
  folder.write("s.csv", "id,split,ports,technology\nb,32,64,\nc,,,xgs-pon-n1\n");
  folder.write(
      "l.csv",
      "id,from,to,tier,length_m,medium,splices,connectors,capacity_mbps,sight\n"
      "l1,a,b,feeder,1000,fibre,2,1,,\nl2,a,c,feeder,500,fibre,2,1,,nlos\nl3,b,c,feeder,7,radio,,,900,los\n");
  folder.write("p.csv",
               "id,drop_from,drop_length_m,drop_medium,drop_splices,drop_connectors,drop_technology,drop_"
               "capacity_mbps,drop_capacity_up_mbps\n"
               "p1,b,30,fibre,1,2,gpon-c+,1000,250\n");
  const Plant plant = folder.read().scenario.plant;
  const Access& access = *plant.access;
  CHECK(access.split.raw() == FlatVector<std::uint32_t>{1, 32, 1});
  CHECK(access.ports.raw() == FlatVector<std::uint32_t>{unlimited_ports, 64, unlimited_ports});
  CHECK(access.technology[SiteId{0}].exists());
  CHECK_FALSE(access.technology[SiteId{1}].exists());
  CHECK(access.spec[LinkId{0}] == access.spec[LinkId{1}]);
  const LinkSpec& radio = link_spec(plant, LinkId{2});
  CHECK(access.equipment.media[radio.medium].name == "radio");
  CHECK(radio.sight == Sight::los);
  CHECK(radio.down_capacity_mbps == 900);
  CHECK(radio.up_capacity_mbps == 900);
  const LinkSpec& drop = link_spec(plant, plant.inline_drop(PremisesId{0}));
  CHECK(drop.technology == access.technology[SiteId{0}]);
  CHECK(drop.splices == 1);
  CHECK(drop.connectors == 2);
  CHECK(drop.down_capacity_mbps == 1000);
  CHECK(drop.up_capacity_mbps == 250);
  CHECK(length_m(plant, plant.inline_drop(PremisesId{0})) == 30);
}

TEST_CASE("A snapshot keeps profile, equipment and link specifications") {
  const ScenarioFolder folder(
      heading +
      "service: {profile: bead, busy_hour_share: 0.5}\n"
      "equipment: {technologies: [{name: gpon-b+, down_mbps: 150, shared_down_mbps: 150}]}\n"
      "sites: [{id: a, kind: source, technology: gpon-b+}, {id: b, split: 32, ports: 3}]\n"
      "links: [{id: l, from: a, to: b, tier: feeder, length_m: 9000, splices: 3}]\n"
      "premises: [{id: p, homes: 2, drop: {from: b, length_m: 20}}, {id: q, homes: 3, drop: "
      "{from: b, length_m: 20000}}]\n");
  const io::ScenarioReading read = folder.read();
  const std::string path = folder / "s.lmz";
  io::write_snapshot(path, read);
  const io::ScenarioReading again = io::read_scenario(path, io::InputFile::Hashing::off);
  const Plant& plant = read.scenario.plant;
  const Plant& same = again.scenario.plant;
  REQUIRE(same.access.has_value());
  const Coverage coverage = evaluate(plant, build_network(plant));
  const Coverage other = evaluate(same, build_network(same));
  const Network network = build_network(plant);
  for (const PremisesId p : ids<PremisesId>(2)) {
    CHECK((coverage.qualification.lacks(p) == other.qualification.lacks(p)));
    const DeliveredService one = coverage.qualification.service(routed(plant, network, coverage), p);
    const DeliveredService two = other.qualification.service(routed(same, network, other), p);
    CHECK(one.down_mbps == two.down_mbps);
    CHECK(one.line.latency_ms == two.line.latency_ms);
    CHECK(one.line.budget.weak_margin_db == two.line.budget.weak_margin_db);
  }
  CHECK(coverage.qualification.lacks(PremisesId{0}).empty());
  CHECK(coverage.qualification.lacks(PremisesId{1}).contains(Obstacle::no_port));
  CHECK(coverage.qualification.lacks(PremisesId{1}).contains(Obstacle::over_budget));
}

}  // namespace
}  // namespace lastmile::service_input_test
