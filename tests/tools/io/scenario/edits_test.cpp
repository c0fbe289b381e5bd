// `edits`: a scenario with edits equals the scenario that says the same in its lists or tables.
#include "tools/io/scenario/edits.h"

#include <doctest/doctest.h>

#include "sim/lastmile.h"
#include "tests/support/scenario_folder.h"
#include "tools/io/results/result_json.h"

namespace lastmile::edits_test {
namespace {

using io::Json;
using test::said_about;
using test::ScenarioFolder;

const std::string heading = "lastmile: 1\nname: town\n";
const std::string as_lists =
    "sites:\n"
    "  - {id: pop, kind: source}\n"
    "  - {id: cab, kind: cabinet, cost: 100, state: failed, completion_cost: 9}\n"
    "links:\n"
    "  - {id: f, from: pop, to: cab, tier: feeder, cost: 50, value: 20}\n"
    "  - {id: d2, from: cab, to: h2, tier: drop, cost: 7}\n"
    "premises:\n"
    "  - {id: h1, homes: 3, drop: {from: cab, cost: 4}}\n"
    "  - {id: h2}\n"
    "  - {id: h3}\n";
const std::string as_tables = "tables: {sites: [s.csv], links: [l.csv], premises: [p.csv]}\n";

const std::string edits =
    "edits:\n"
    "  - {site: cab, state: operational}\n"
    "  - {link: f, state: inactive, completion_cost: 5}\n"
    "  - {link: d2, to: h3}\n"
    "  - {link: h1/drop, state: planned}\n"
    "  - {premises: h1, homes: 5}\n"
    "  - {premises: h1, drop: {completion_cost: 6}}\n"
    "  - {premises: h2, users: 9, drop: {from: pop, cost: 2}}\n"
    "  - {premises: h3, subscribed: no}\n"
    "  - {site: cab, kind: node}\n";

// What the edits say, written by hand.
const std::string by_hand =
    "sites:\n"
    "  - {id: pop, kind: source}\n"
    "  - {id: cab, kind: node, cost: 100}\n"
    "links:\n"
    "  - {id: f, from: pop, to: cab, tier: feeder, cost: 50, state: inactive, completion_cost: 5}\n"
    "  - {id: d2, from: cab, to: h3, tier: drop, cost: 7}\n"
    "premises:\n"
    "  - {id: h1, homes: 5, drop: {from: cab, cost: 4, state: planned, completion_cost: 6}}\n"
    "  - {id: h2, users: 9, drop: {from: pop, cost: 2}}\n"
    "  - {id: h3, subscribed: no}\n";

// The scenario, with the tables beside it.
struct Town : ScenarioFolder {
  explicit Town(const std::string& text) : ScenarioFolder(heading + text) {
    write("s.csv", "id,kind,cost,state,completion_cost\npop,source,,,\ncab,cabinet,100,failed,9\n");
    write("l.csv", "id,from,to,tier,cost,value\nf,pop,cab,feeder,50,20\nd2,cab,h2,drop,7,\n");
    write("p.csv", "id,homes,drop_from,drop_cost\nh1,3,cab,4\nh2,,,\nh3,,,\n");
  }
};

Json result_of(const ScenarioFolder& folder) {
  const io::ScenarioReading reading = folder.read();
  const Network network = build_network(reading.scenario.plant);
  Json result = io::result_json(reading, evaluate(reading.scenario.plant, network));
  result.erase("scenario");  // its hash
  result["kind"] = kind_name(reading.scenario, SiteId{1});
  return result;
}

std::string errors(const std::string& text) {
  return said_about(Town(text)).errors();
}

TEST_CASE("Edits override elements of lists and of tables alike") {
  const Json expected = result_of(Town(by_hand));
  CHECK(expected["ladder"][4]["users"] == 9);
  CHECK(expected["backbone"]["value"] == 150);
  CHECK(result_of(Town(as_lists + edits)) == expected);
  CHECK(result_of(Town(as_tables + edits)) == expected);
  CHECK(result_of(Town(as_tables)) != expected);
}

TEST_CASE("A key without money or state leaves value and completion cost as they are") {
  CHECK(result_of(Town(as_lists + "edits: [{link: f, length_m: 12}]\n"))["backbone"]["value"] == 120);
  CHECK(result_of(Town(as_lists + "edits: [{link: f, state: operational}]\n"))["backbone"]["value"] == 150);
}

TEST_CASE("Edits of a file that extends another change its elements") {
  const ScenarioFolder folder("lastmile: 1\nextends: base.yaml\n" + edits);
  folder.write("base.yaml", heading + as_lists);
  CHECK(result_of(folder) == result_of(Town(by_hand)));
}

TEST_CASE("An edit names one element that exists, and keys that it has") {
  const auto said = [](const std::string& edit) { return errors(as_tables + "edits:\n" + edit); };
  CHECK(said("  - {state: failed}\n") == "s.yaml:5:5 edits[0] missing-key");
  CHECK(said("  - {site: cab, link: f, state: failed}\n") == "s.yaml:5:5 edits[0] missing-key");
  CHECK(said("  - {site: cab}\n") == "s.yaml:5:5 edits[0] missing-key");
  CHECK(said("  - cab\n") == "s.yaml:5:5 edits[0] wrong-type");
  CHECK(said("  - {site: cab, length_m: 5}\n") == "s.yaml:5:17 edits[0].length_m unknown-key");
  CHECK(said("  - {site: cab, state: lit}\n") == "s.yaml:5:24 edits[0].state unknown-state");
  CHECK(said("  - {site: cap, state: failed}\n  - {link: h2/drop, cost: 2}\n") ==
        "s.yaml:5:12 edits[0].site unknown-reference\ns.yaml:6:12 edits[1].link unknown-reference");
  CHECK(said_about(Town(as_tables + "edits: [{site: cap, cost: 2}]\n")).only_error().hint ==
        "did you mean \"cab\"?");
  CHECK(said("  - {premises: h2, drop: {state: planned}}\n") == "s.yaml:5:26 edits[0].drop missing-key");
  CHECK(said("  - {link: h1/drop, tier: feeder}\n") == "s.yaml:5:27 edits[0] not-a-drop");
  CHECK(errors(as_tables + "edits: {site: cab}\n") == "s.yaml:4:8 edits wrong-type");
}

TEST_CASE("An unknown reference in an edit is reported with the path of the edit") {
  const std::string edit = "edits: [{premises: h1, drop: {from: cap}}]\n";
  CHECK(errors(as_lists + edit) == "s.yaml:13:37 edits[0].drop.from unknown-reference");
  CHECK(errors(as_tables + edit) == "p.csv:2:6 edits[0].drop.from unknown-reference");
}

}  // namespace
}  // namespace lastmile::edits_test
