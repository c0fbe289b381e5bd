// What a scenario says about failures: rates by tier, kind and element, lengths, shared risks, and what is
// refused.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/scenario_folder.h"

namespace lastmile::reliability_input_test {
namespace {

using test::said_about;
using test::ScenarioFolder;

// Lines 3 to 15; `reliability:` may follow.
const std::string town =
    "lastmile: 1\n"
    "name: Town\n"
    "sites:\n"
    "  - {id: pop, kind: source, lon: 7.0, lat: 50.0}\n"
    "  - {id: cab1, kind: cabinet, area: north, failures_per_year: 0.2}\n"
    "  - {id: cab2, kind: cabinet, area: south, lon: 7.1, lat: 50.0}\n"
    "  - {id: mast, kind: mast, area: north}\n"
    "links:\n"
    "  - {id: f1, from: pop, to: cab1, tier: feeder, length_m: 2000}\n"
    "  - {id: f2, from: pop, to: cab2, tier: feeder}\n"
    "  - {id: f3, from: cab2, to: mast, tier: feeder, failures_per_year: 1, failures_per_km_year: 3, "
    "length_m: 500, repair_hours: 12}\n"
    "  - {id: r1, from: cab1, to: cab2, tier: backbone, state: planned, cost: 5}\n"
    "premises:\n"
    "  - {id: h1, area: north, drop: {from: cab1, failures_per_year: 0.5, repair_hours: 10}}\n"
    "  - {id: h2, drop: {from: cab2}}\n"
    "  - {id: h3}\n";
const std::string rates =
    "reliability:\n"
    "  cabinet: {failures_per_year: 0.05, repair_hours: 8}\n"
    "  site: {failures_per_year: 0.01, repair_hours: 4}\n"
    "  feeder: {failures_per_km_year: 0.1, repair_hours: 12}\n"
    "  drop: {failures_per_year: 0.016, repair_hours: 24}\n";

Scenario read(const std::string& yaml) {
  return io::read_scenario(ScenarioFolder(yaml).path(), io::InputFile::Hashing::off,
                           io::Progress::unwatched(), {.reliability = true})
      .scenario;
}

std::string errors_of(const std::string& yaml) {
  return said_about(ScenarioFolder(town + yaml)).errors();
}
std::string notes_of(const std::string& yaml) {
  return said_about(ScenarioFolder(town + yaml)).notes();
}

double down(double failures, double hours) {
  return failures * hours / (8760 + failures * hours);
}

TEST_CASE("Unavailability is the share of the time that an element is down") {
  CHECK(unavailability(1, 24) == doctest::Approx(24.0 / 8784));
  CHECK(unavailability(0, 24) == 0);
  CHECK(unavailability(5, 0) == 0);
  CHECK(unavailability(1e15, 1e15) == 1);
}

TEST_CASE("A rate comes from the most exact place that gives one, and a repair time by itself") {
  const Reliability r = *read(town + rates).reliability;
  CHECK(r.sites[SiteId{0}] == doctest::Approx(down(0.01, 4)));  // any other kind
  CHECK(r.sites[SiteId{1}] == doctest::Approx(down(0.2, 8)));   // its own rate, its kind's repair time
  CHECK(r.sites[SiteId{2}] == doctest::Approx(down(0.05, 8)));  // its kind
  CHECK(r.sites[SiteId{3}] == doctest::Approx(down(0.01, 4)));
  CHECK(r.links[LinkId{0}] == doctest::Approx(down(0.2, 12)));                         // 2 km
  CHECK(r.links[LinkId{1}] == doctest::Approx(down(0.1 * 7.1696, 12)).epsilon(1e-4));  // the geodesic
  CHECK(r.links[LinkId{2}] == doctest::Approx(down(1 + 3 * 0.5, 12)));  // both rates in one place
  CHECK(r.links[LinkId{3}] == 0);
  CHECK(r.links[LinkId{4}] == doctest::Approx(down(0.5, 10)));  // h1/drop
  CHECK(r.links[LinkId{5}] == doctest::Approx(down(0.016, 24)));
  CHECK(r.links[LinkId{6}] == 0);  // h3 has none
}

TEST_CASE("Tables have the columns of failures, with those of drops") {
  const ScenarioFolder folder(
      "lastmile: 1\nname: T\nsites: [{id: pop, kind: source}]\ntables: {premises: [p.csv]}\n");
  folder.write(
      "p.csv",
      "id,drop_from,drop_failures_per_year,drop_failures_per_km_year,drop_repair_hours,drop_length_m\n"
      "a,pop,0.1,,5,\nb,pop,,2,6,1500\nc,pop,,,,\n");
  const Scenario scenario = io::read_scenario(folder.path(), io::InputFile::Hashing::off,
                                              io::Progress::unwatched(), {.reliability = true})
                                .scenario;
  const Reliability& r = *scenario.reliability;
  CHECK(r.links[LinkId{0}] == doctest::Approx(down(0.1, 5)));
  CHECK(r.links[LinkId{1}] == doctest::Approx(down(3, 6)));
  CHECK(r.links[LinkId{2}] == 0);
}

TEST_CASE("A scenario in which nothing fails has no reliability, and others do not keep it unasked") {
  CHECK(!read("lastmile: 1\nname: T\nsites: [{id: pop, kind: source}]\n").reliability);
  CHECK(!ScenarioFolder(town + rates).read().scenario.reliability);
}

TEST_CASE("A shared risk selects operational sites and links") {
  const Reliability r =
      *read(town + rates +
            "  shared_risks:\n"
            "    - {name: storm, events_per_year: 0.5, duration_hours: 72, probability: 0.3, "
            "select: {area: north}}\n"
            "    - {name: power, events_per_year: 2, duration_hours: 4, select: {kind: "
            "cabinet}}\n"
            "    - {name: flood, events_per_year: 1, duration_hours: 1, select: {any: [{tier: "
            "feeder}, {tier: backbone}]}}\n")
           .reliability;
  REQUIRE(r.shared_risks.size() == 3);
  CHECK(r.shared_risks[0].presence == doctest::Approx(36.0 / 8760));
  CHECK(r.shared_risks[0].probability == 0.3);
  CHECK(r.shared_risks[0].sites == std::vector<SiteId>{SiteId{1}, SiteId{3}});
  CHECK(r.shared_risks[0].links == std::vector<LinkId>{LinkId{4}});  // a final link by its premises
  CHECK(r.shared_risks[1].probability == 1);
  CHECK(r.shared_risks[1].sites == std::vector<SiteId>{SiteId{1}, SiteId{2}});
  CHECK(r.shared_risks[2].links ==
        std::vector<LinkId>{LinkId{0}, LinkId{1}, LinkId{2}, LinkId{3}});  // r1 once it is built
}

TEST_CASE("Wrong rates are refused") {
  CHECK(errors_of("reliability: {cabinet: {failures_per_year: -1, repair_hours: 8}}\n") ==
        "s.yaml:17:44 reliability.cabinet.failures_per_year negative-number");
  CHECK(errors_of("reliability: {cabinet: {failures_per_year: .inf, repair_hours: 8}}\n") ==
        "s.yaml:17:44 reliability.cabinet.failures_per_year not-finite");
  CHECK(
      errors_of("reliability: {cabinet: {repair_hours: 1}, feeder: {failures_per_year: 1, repair_hours: 1}, "
                "drop: {failures_per_year: 1}}\n") == "s.yaml:17:92 reliability.drop no-repair-time");
  CHECK(errors_of("reliability: {feeder: {repair_hours: 1}}\n") == "s.yaml:5:10 no-repair-time");
  CHECK(
      errors_of("reliability: {cabinet: {failures_per_km_year: 1, repair_hours: 8}}\n").find("unknown-key") !=
      std::string::npos);
  CHECK(errors_of("reliability: {cabinet: 3}\n").find("wrong-type") != std::string::npos);
  // A rate that nobody takes needs a repair time, too.
  CHECK(errors_of("reliability: {cabinet: {repair_hours: 1}, feeder: {repair_hours: 1}, distribution: "
                  "{failures_per_year: 2}}\n") == "s.yaml:17:70 reliability.distribution no-repair-time");
}

TEST_CASE("A refused repair time is the only error about it") {
  CHECK(
      errors_of(
          "reliability: {cabinet: {failures_per_year: 1, repair_hours: -3}, feeder: {repair_hours: 1}}\n") ==
      "s.yaml:17:61 reliability.cabinet.repair_hours negative-number");
  CHECK(errors_of("reliability: {cabinet: {repair_hours: 1}, feeder: {failures_per_km_year: 1, repair_hours: "
                  "many}}\n")
            .find("no-repair-time") == std::string::npos);
  const std::string of_elements =
      "lastmile: 1\nname: t\nsites:\n  - {id: s, kind: source, failures_per_year: 1, repair_hours: -3}\n"
      "  - {id: a}\nlinks: [{id: f, from: s, to: a, tier: feeder, failures_per_year: 2, repair_hours: -1}]\n"
      "premises: [{id: h, drop: {from: a, failures_per_year: 2, repair_hours: -2}}]\n";
  const std::string errors = said_about(ScenarioFolder(of_elements)).errors();
  CHECK(std::count(errors.begin(), errors.end(), '\n') == 2);
  CHECK(errors.find("no-repair-time") == std::string::npos);
}

TEST_CASE("More shared risks than can be numbered are refused, once") {
  const auto risks = [](std::size_t count) {
    std::string yaml = "reliability:\n  cabinet: {repair_hours: 1}\n  shared_risks:\n";
    for (std::size_t i = 0; i < count; ++i)
      yaml += "  - {name: r" + std::to_string(i) +
              ", events_per_year: 1, duration_hours: 1, select: {element: site}}\n";
    return yaml;
  };
  CHECK(read(town + risks(65'535)).reliability->shared_risks.size() == 65'535);
  const std::string refused = errors_of(risks(65'540));
  CHECK(refused.find("reliability.shared_risks[65535] too-many-risks") != std::string::npos);
  CHECK(std::count(refused.begin(), refused.end(), '\n') == 0);
}

TEST_CASE("Wrong shared risks are refused") {
  const auto errors = [](const std::string& risk) {
    return errors_of(rates + "  shared_risks: [" + risk + "]\n");
  };
  CHECK(errors("{name: a, events_per_year: 1, duration_hours: 1, probability: 1.5, select: {tier: drop}}") ==
        "s.yaml:22:80 reliability.shared_risks[0].probability huge-number");
  CHECK(errors("{name: a, events_per_year: 1, duration_hours: 1}").find("missing-key") != std::string::npos);
  CHECK(errors("{name: a, events_per_year: 1, duration_hours: 1, select: {}}").find("missing-key") !=
        std::string::npos);
  CHECK(errors("{name: a, events_per_year: 1, duration_hours: 1, select: {id: nowhere}}")
            .find("unknown-reference") != std::string::npos);
  const std::string risk = "{name: a, events_per_year: 1, duration_hours: 1, select: {tier: drop}}";
  CHECK(errors(risk + ", " + risk).find("duplicate-id") != std::string::npos);
}

TEST_CASE("Peculiar rates and risks are noted") {
  const std::string of_h3 = "s.yaml:1:1 no-final-link";
  CHECK(notes_of(rates) == of_h3);
  CHECK(notes_of(rates + "  tower: {failures_per_year: 1, repair_hours: 1}\n") ==
        of_h3 + "\ns.yaml:22:3 reliability.tower absent-name");
  const auto risk = [](const std::string& select, const std::string& duration = "1") {
    return notes_of(rates + "  shared_risks: [{name: a, events_per_year: 10, duration_hours: " + duration +
                    ", select: " + select + "}]\n");
  };
  CHECK(risk("{tier: drop}") == of_h3);
  CHECK(risk("{tier: drop}", "1000") == of_h3 + "\ns.yaml:22:18 reliability.shared_risks[0] always-present");
  CHECK(risk("{tier: backbone}").find("risk-without-elements") != std::string::npos);
  CHECK(risk("{area: east}").find("absent-name") != std::string::npos);
  CHECK(risk("{area: east}").find("risk-without-elements") != std::string::npos);
  CHECK(risk("{kind: tower}").find("absent-name") != std::string::npos);
  const std::string without_length =
      "lastmile: 1\nname: T\nsites: [{id: pop, kind: source}, {id: a}]\nlinks: [{id: f, from: pop, to: a, "
      "tier: "
      "feeder}]\nreliability: {feeder: {failures_per_km_year: 1, repair_hours: 5}}\n";
  CHECK(said_about(ScenarioFolder(without_length)).notes().find("no-length-to-fail") != std::string::npos);
  CHECK(!read(without_length).reliability);
}

}  // namespace
}  // namespace lastmile::reliability_input_test
