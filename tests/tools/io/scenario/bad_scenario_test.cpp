// One invalid scenario each, with the line, column, path and rule of its problem. Problems of the file and
// its YAML are in bad_yaml_test.cpp, problems of tables in table_test.cpp. Over 400 lines: it is one list.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/scenario_folder.h"

namespace lastmile::bad_scenario_test {
namespace {

using test::Said;
using test::said_about;
using test::ScenarioFolder;

// Lines 1 and 2 of every scenario here.
const std::string heading = "lastmile: 1\nname: t\n";
// Lines 3 to 8: two sites, one premises with a drop and one without.
const std::string network = heading +
                            "sites:\n"
                            "  - {id: pop, kind: source}\n"
                            "  - {id: cab1}\n"
                            "premises:\n"
                            "  - {id: h1, drop: {from: cab1}}\n"
                            "  - {id: h2}\n";

Said read(const std::string& yaml) {
  return said_about(ScenarioFolder(yaml));
}

struct BadInput {
  std::string given;
  std::string expected;  // s.yaml:line:column path rule
  std::string says;      // part of "message; hint"
};

void refuses(const std::string& yaml, const BadInput& input) {
  CAPTURE(input.given);
  const Said said = read(yaml);
  CHECK(said.refused);
  CHECK(said.errors() == input.expected);
  if (input.says.empty() || said.error_count == 0) return;
  const io::Problem problem = said.only_error();
  CHECK(problem.severity == io::Severity::error);
  const std::string told = problem.message + "; " + problem.hint;
  CAPTURE(told);
  CHECK(told.find(input.says) != std::string::npos);
}

TEST_CASE("A scenario begins with its version and its name") {
  const std::vector<BadInput> inputs = {
      {"name: t\n", "s.yaml:1:1 missing-key", "\"lastmile\"; add \"lastmile: 1\""},
      {"lastmile: 1\n", "s.yaml:1:1 missing-key", "\"name\""},
      {"lastmile:\nname: t\n", "s.yaml:1:1 missing-key", "\"lastmile\""},
      {"currency: EUR\n", "s.yaml:1:1 missing-key\ns.yaml:1:1 missing-key", ""},
      {"lastmile: 2\nname: t\n", "s.yaml:1:11 lastmile wrong-version",
       "format version 1 is supported, but the file has \"2\""},
      {"lastmile: one\nname: t\n", "s.yaml:1:11 lastmile wrong-version", "write \"lastmile: 1\""},
      {"name: t\nlastmile: \"1\"\n", "s.yaml:2:11 lastmile wrong-type", "remove the quotes"},
      {"lastmile: [1]\nname: t\n", "s.yaml:1:11 lastmile wrong-type", "a list"},
      {"lastmile: 1\nname: ''\n", "s.yaml:2:7 name empty-text", ""},
      {"lastmile: 1\nname: {a: b}\n", "s.yaml:2:7 name wrong-type", "a mapping"},
      {"- a\n", "s.yaml:1:1 wrong-type", "must be a mapping, but is a list"},
      {"hello\n", "s.yaml:1:1 wrong-type", "a single value"},
  };
  for (const BadInput& input : inputs) refuses(input.given, input);
}

TEST_CASE(
    "An unknown key gets the nearest one as a suggestion, and a repeated key is refused at its repetition") {
  const std::vector<BadInput> inputs = {
      {"site: []", "s.yaml:3:1 site unknown-key", "did you mean \"sites\"?"},
      {"curency: EUR", "s.yaml:3:1 curency unknown-key", "did you mean \"currency\"?"},
      {"zzzzzzzz: 1", "s.yaml:3:1 zzzzzzzz unknown-key",
       "expected one of lastmile, name, description, currency"},
      {"sites: [{id: a, knd: x}]", "s.yaml:3:17 sites[0].knd unknown-key", "did you mean \"kind\"?"},
      {"sites: [{id: a}, {id: b, length_m: 3}]", "s.yaml:3:26 sites[1].length_m unknown-key", ""},
      {"vocabulary: {hom: x}", "s.yaml:3:14 vocabulary.hom unknown-key", "did you mean \"home\"?"},
      {"tables: {site: [a.csv]}", "s.yaml:3:10 tables.site unknown-key", "did you mean \"sites\"?"},
      {"name: u", "s.yaml:3:1 name duplicate-key", "duplicate key \"name\""},
      {"sites: [{id: a, id: b}]", "s.yaml:3:17 sites[0].id duplicate-key", ""},
      {"sites:\nsites:", "s.yaml:4:1 sites duplicate-key", ""},
      {"sites: [{id: a, [k]: b}]", "s.yaml:3:17 sites[0] wrong-type", "a key must be plain text"},
  };
  for (const BadInput& input : inputs) refuses(heading + input.given + "\n", input);
}

TEST_CASE("Every part of a scenario must be of the right YAML kind") {
  const std::vector<BadInput> inputs = {
      {"sites: {a: 1}", "s.yaml:3:8 sites wrong-type", "must be a list, but is a mapping; write - {id: "},
      {"links: x", "s.yaml:3:8 links wrong-type", "must be a list, but is a single value"},
      {"sites: [a]", "s.yaml:3:9 sites[0] wrong-type", "must be a mapping"},
      {"sites: [~]", "s.yaml:3:9 sites[0] wrong-type", "is nothing"},
      {"sites: [{}]", "s.yaml:3:9 sites[0] missing-key", "missing key \"id\""},
      {"sites: [{id: }]", "s.yaml:3:9 sites[0] missing-key", "missing key \"id\""},
      {"sites: [{id: [a]}]", "s.yaml:3:14 sites[0].id wrong-type", "must be a single value, but is a list"},
      {"sites: [{id: a, cost: [1]}]", "s.yaml:3:23 sites[0].cost wrong-type", "a list"},
      {"premises: [{id: a, drop: b}]", "s.yaml:3:26 premises[0].drop wrong-type", "must be a mapping"},
      {"premises: [{id: a, drop: {}}]", "s.yaml:3:26 premises[0].drop missing-key", "\"from\""},
      {"description: [a]", "s.yaml:3:14 description wrong-type", ""},
      {"vocabulary: drop", "s.yaml:3:13 vocabulary wrong-type", "must be a mapping"},
      {"vocabulary: {users: [a]}", "s.yaml:3:21 vocabulary.users wrong-type", ""},
      {"vocabulary: {users: \"\"}", "s.yaml:3:21 vocabulary.users empty-text", ""},
      {"tables: [a.csv]", "s.yaml:3:9 tables wrong-type", "must be a mapping"},
      {"tables: {sites: a.csv}", "s.yaml:3:17 tables.sites wrong-type", "write sites: [sites.csv]"},
      {"tables: {links: [\"\"]}", "s.yaml:3:18 tables.links[0] empty-text", ""},
      {"tables: {links: [[a]]}", "s.yaml:3:18 tables.links[0] wrong-type", ""},
      {"currency: eur", "s.yaml:3:11 currency not-a-currency", "three capital letters"},
      {"currency: EURO", "s.yaml:3:11 currency not-a-currency", "ISO 4217"},
      {"currency: E1R", "s.yaml:3:11 currency not-a-currency", ""},
      {"price_year: 2025.5", "s.yaml:3:13 price_year not-an-integer", ""},
      {"price_year: 1799", "s.yaml:3:13 price_year out-of-range", ">= 1800"},
      {"price_year: 2201", "s.yaml:3:13 price_year out-of-range", "<= 2200"},
      {"price_year: '2025'", "s.yaml:3:13 price_year wrong-type", "remove the quotes"},
      {"price_year: last", "s.yaml:3:13 price_year not-a-number", ""},
  };
  for (const BadInput& input : inputs) refuses(heading + input.given + "\n", input);
}

TEST_CASE("Money is a finite number from 0 to 10^15, written without quotes, separators or unit") {
  const std::vector<BadInput> inputs = {
      {"-1", "negative-number", "must be >= 0, but is -1"},
      {"-1e-9", "negative-number", ""},
      {".inf", "not-finite", "must be a finite number"},
      {"-.inf", "not-finite", ""},
      {"inf", "not-finite", ""},
      {".nan", "not-finite", ""},
      {".NaN", "not-finite", ""},
      {"1e400", "huge-number", "must be <= 1000000000000000"},
      {"1000000000000001", "huge-number", ""},
      {"12abc", "not-a-number", "omit the unit"},
      {"12 m", "not-a-number", "omit spaces"},
      {"1_000", "not-a-number", "write 1000"},
      {"1'000", "not-a-number", "write 1000"},
      {"1 000", "not-a-number", "write 1000"},
      {"1.500.000", "not-a-number", "write 1500000"},
      {"-12.000.000", "not-a-number", "write -12000000"},
      {"12\u202F500", "not-a-number", "write 12500"},
      {"1.5.0", "not-a-number", "omit the unit"},
      {"70 %", "not-a-number", "write 0.7 for 70 %"},
      {"7%", "not-a-number", "write 0.07 for 7 %"},
      {"EUR 5", "not-a-number", ""},
      {"0x10", "not-a-number", ""},
      {"+-5", "not-a-number", ""},
      {"5%", "not-a-number", ""},
      {"true", "not-a-number", ""},
      {"\"5\"", "wrong-type", "remove the quotes"},
      {"'1,000'", "wrong-type", "remove the quotes"},
  };
  for (const BadInput& input : inputs)
    refuses(heading + fmt::format("sites: [{{id: a, cost: {}}}]\n", input.given),
            {input.given, "s.yaml:3:23 sites[0].cost " + input.expected, input.says});
}

TEST_CASE("A thousands separator in a flow mapping is not read as a smaller number") {
  const Said said = read(heading + "sites: [{id: a, cost: 1,000}]\n");
  CHECK(said.errors() == "s.yaml:3:25 sites[0].000 unknown-key");
  CHECK(said.only_error().hint == "write numbers without thousands separators");
  const auto hint = [](const std::string& number) {
    return read(heading + "sites:\n  - id: a\n    cost: " + number + "\n").only_error().hint;
  };
  CHECK(hint("1,500,000") == "write 1500000");
  CHECK(hint("1,500") == "write 1500 or 1.500");
  CHECK(hint("0,500") == "write 0.500");
  CHECK(hint("1234,5") == "write 1234.5");
  CHECK(hint("1,234,567.5") == "write 1234567.5");
  CHECK(hint("1.234,56") == "write 1234.56");
}

TEST_CASE("A percentage where a share belongs says what to write") {
  const std::string timeline = "timeline: {start: 2027, periods: 2}\n";
  CHECK(read(heading + timeline + "take_up: {ceiling: 70}\n").only_error().hint == "write 0.7 for 70 %");
  CHECK(read(heading + timeline + "take_up: {ceiling: 70 %}\n").only_error().hint == "write 0.7 for 70 %");
  CHECK(read(heading + timeline + "economics: {discount_rate: 7}\n").only_error().hint ==
        "write 0.07 for a discount rate of 7 %");
  CHECK(read(heading + timeline + "economics: {opex_share_of_value: 1.5}\n").only_error().hint ==
        "write 0.015 for 1.5 %");
}

TEST_CASE("A missing tier lists the values") {
  CHECK(read(network + "links: [{id: f, from: pop, to: cab1}]\n").only_error().hint ==
        "expected one of backbone, feeder, distribution, drop");
}

TEST_CASE("Ids that differ only in the case of letters are noted") {
  const Said said = read(heading +
                         "sites: [{id: pop, kind: source}, {id: Cab}, {id: cab}, {id: CAB}]\n"
                         "premises: [{id: POP, drop: {from: cab}}]\n");
  CHECK_FALSE(said.refused);
  CHECK(said.first("ids-differ-in-case").message.ends_with("(and 2 more like this)"));
  const Said links =
      read(heading +
           "sites: [{id: pop, kind: source}, {id: a}]\n"
           "links: [{id: pop, from: pop, to: a, tier: feeder}, {id: POP, from: pop, to: a, tier: feeder}]\n");
  CHECK(links.first("ids-differ-in-case").message ==
        "ids \"POP\" and \"pop\" differ only in the case of letters");
  CHECK(read(network).notes().find("ids-differ-in-case") == std::string::npos);
}

TEST_CASE("Coordinates that look swapped are an error, drops that are only long a note") {
  const auto town = [](const std::string& premises) {
    return heading + "sites: [{id: pop, kind: source, lon: 7.1, lat: 50.7}]\npremises:\n" + premises;
  };
  const std::string right = "  - {id: a, lon: 7.2, lat: 50.7, drop: {from: pop}}\n";
  const std::string swapped =
      "  - {id: b, lon: 50.7, lat: 7.2, drop: {from: pop}}\n"
      "  - {id: c, lon: 50.8, lat: 7.2, drop: {from: pop}}\n";
  CHECK_FALSE(read(town(right)).refused);
  const Said said = read(town(right + swapped));
  CHECK(said.errors() == "s.yaml:1:1 swapped-coordinates");
  CHECK(said.only_error().message == "coordinates look swapped: 2 of 3 drops are longer than 100 km");
  const Said far = read(town("  - {id: d, lon: 17.2, lat: 50.7, drop: {from: pop}}\n"));
  CHECK_FALSE(far.refused);
  CHECK(far.first("long-drops").message == "1 of 1 drops are longer than 100 km");
}

TEST_CASE("Every amount, count, flag and coordinate of every element is checked") {
  struct Cell {
    std::string list;
    std::string others;
    std::string key;
    std::string value;
    std::string rule;
  };
  const std::string link = "id: l, from: pop, to: cab1, tier: feeder";
  const std::vector<Cell> cells = {
      {"sites", "id: a", "value", "-1", "negative-number"},
      {"sites", "id: a", "completion_cost", "-1", "negative-number"},
      {"sites", "id: a", "ports", "1.5", "not-an-integer"},
      {"sites", "id: a", "ports", "4294967296", "huge-number"},
      {"sites", "id: a", "lon", "180.5", "out-of-range"},
      {"sites", "id: a", "lat", "-90.5", "out-of-range"},
      {"sites", "id: a", "lon", "1e400", "out-of-range"},
      {"sites", "id: a", "lat", ".nan", "not-finite"},
      {"sites", "id: a", "lat", "'7'", "wrong-type"},
      {"sites", "id: a", "state", "plannd", "unknown-state"},
      {"links", link, "cost", "-1", "negative-number"},
      {"links", link, "value", "x", "not-a-number"},
      {"links", link, "completion_cost", "1e16", "huge-number"},
      {"links", link, "length_m", "-20", "negative-number"},
      {"links", link, "capacity_mbps", "1 Gbit", "not-a-number"},
      {"links", link, "state", "operating", "unknown-state"},
      {"links", "id: l, from: pop, to: cab1", "tier", "feder", "unknown-tier"},
      {"premises", "id: a", "homes", "1.5", "not-an-integer"},
      {"premises", "id: a", "homes", "-1", "negative-number"},
      {"premises", "id: a", "homes", "4294967296", "huge-number"},
      {"premises", "id: a", "users", "-0.5", "negative-number"},
      {"premises", "id: a", "subscribed", "maybe", "not-a-boolean"},
      {"premises", "id: a", "subscribed", "2", "not-a-boolean"},
      {"premises", "id: a", "subscribed", "\"true\"", "wrong-type"},
      {"premises", "id: a", "lon", "-181", "out-of-range"},
      {"premises", "id: a", "lat", "91", "out-of-range"},
  };
  for (const Cell& cell : cells) {
    CAPTURE(cell.list);
    CAPTURE(cell.key);
    CAPTURE(cell.value);
    const std::string before = fmt::format("{}: [{{{}, {}: ", cell.list, cell.others, cell.key);
    const std::string sites = cell.list == "sites" ? "\n" : "sites: [{id: pop}, {id: cab1}]\n";
    CHECK(read(heading + sites + before + cell.value + "}]\n").errors() ==
          fmt::format("s.yaml:4:{} {}[0].{} {}", before.size() + 1, cell.list, cell.key, cell.rule));
  }
  for (const auto& [key, value, rule] : std::vector<std::array<std::string, 3>>{
           {"state", "planed", "unknown-state"},
           {"cost", "-1", "negative-number"},
           {"value", "nan", "not-finite"},
           {"completion_cost", "5 EUR", "not-a-number"},
           {"length_m", "-2", "negative-number"},
       }) {
    const std::string before = fmt::format("premises: [{{id: a, drop: {{from: pop, {}: ", key);
    CHECK(read(heading + "sites: [{id: pop}]\n" + before + value + "}}]\n").errors() ==
          fmt::format("s.yaml:4:{} premises[0].drop.{} {}", before.size() + 1, key, rule));
  }
}

TEST_CASE("An unknown state or tier gets the nearest word as a suggestion, or the list of words") {
  const auto hint = [](const std::string& yaml) { return read(heading + yaml).only_error().hint; };
  CHECK(hint("sites: [{id: a, state: plannd}]") == "did you mean \"planned\"?");
  CHECK(hint("sites: [{id: a, state: under_constuction}]") == "did you mean \"under_construction\"?");
  CHECK(
      hint("sites: [{id: a, state: purple}]") ==
      "expected one of operational, failed, inactive, under_construction, planned, proposed, decommissioned");
  const std::string sites = "sites: [{id: a}, {id: b}]\nlinks: [{id: l, from: a, to: b, tier: ";
  CHECK(hint(sites + "feder}]") == "did you mean \"feeder\"?");
  CHECK(hint(sites + "zzzz}]") == "expected one of backbone, feeder, distribution, drop");
}

TEST_CASE("The largest, smallest and most unusual valid numbers are accepted") {
  for (const char* cost : {"0", "-0", "1e15", "1000000000000000", "1e-9", "+5", ".5", "5.", "1E3", "~", ""}) {
    CAPTURE(cost);
    CHECK(read(heading + fmt::format("sites: [{{id: a, cost: {}}}]\n", cost)).errors().empty());
  }
  for (const char* cell :
       {"lon: -180, lat: 90", "lon: 180, lat: -90", "homes: 4294967295", "homes: 2.0", "homes: 0",
        "users: 0.5", "subscribed: YES", "subscribed: 0", "subscribed: False"}) {
    CAPTURE(cell);
    CHECK(read(heading + fmt::format("premises: [{{id: a, {}}}]\n", cell)).errors().empty());
  }
}

TEST_CASE("A positive amount below the minimum is refused") {
  for (const char* cost : {"1e-10", "9.9e-10", "1e-300"}) {
    CAPTURE(cost);
    CHECK(read(heading + fmt::format("sites: [{{id: a, cost: {}}}]\n", cost)).errors() ==
          "s.yaml:3:23 sites[0].cost tiny-number");
  }
  CHECK(read(heading + "premises: [{id: a, users: 1e-10}]\n").errors() ==
        "s.yaml:3:27 premises[0].users tiny-number");
}

TEST_CASE("Ids are neither empty nor longer than 1024 bytes") {
  CHECK(read(heading + "sites: [{id: ''}]\n").errors() == "s.yaml:3:14 sites[0].id empty-id");
  CHECK(read(heading + "links: [{id: l, from: '', to: '', tier: feeder}]\n").errors() ==
        "s.yaml:3:23 links[0].from empty-id\ns.yaml:3:31 links[0].to empty-id");
  CHECK(read(heading + "sites: [{id: " + std::string(1024, 'a') + "}]\n").errors().empty());
  CHECK(read(heading + "sites: [{id: " + std::string(1025, 'a') + "}]\n").errors() ==
        "s.yaml:3:14 sites[0].id long-id");
  std::string umlauts;
  for (int i = 0; i < 513; ++i) umlauts += "ä";  // 1026 bytes
  CHECK(read(heading + "sites: [{id: " + umlauts + "}]\n").only_error().message ==
        "must be at most 1024 bytes long, but has 1026");
}

TEST_CASE("Ids are unique over sites and premises together, and over links") {
  const std::string links = network + "links:\n  - {id: f, from: pop, to: cab1, tier: feeder}\n";
  const auto rule_and_place = [](const std::string& yaml) {
    const io::Problem problem = read(yaml).only_error();
    return fmt::format("{}:{} {} {}", problem.mark.line, problem.mark.column, problem.rule, problem.message);
  };
  CHECK(rule_and_place(heading + "sites:\n  - {id: a}\n  - {kind: x, id: a}\n") ==
        "5:19 duplicate-id duplicate site \"a\"");
  CHECK(rule_and_place(network + "  - {id: h1}\n") == "9:10 duplicate-id duplicate premises \"h1\"");
  CHECK(rule_and_place(network + "  - {id: cab1}\n") ==
        "9:10 duplicate-id \"cab1\" is already the id of a site");
  CHECK(rule_and_place(links + "  - {id: f, from: cab1, to: pop, tier: backbone}\n") ==
        "11:10 duplicate-id duplicate link \"f\"");
  CHECK(rule_and_place(links + "  - {id: h1/drop, from: pop, to: cab1, tier: feeder}\n") ==
        "11:10 duplicate-id \"h1/drop\" is already the id of a premises' own final link");
  // A link may be called like a site, and like the drop of a premises that has none.
  CHECK(read(links + "  - {id: h2/drop, from: cab1, to: h2, tier: drop}\n").errors().empty());
  CHECK(read(links + "  - {id: cab1, from: cab1, to: h2, tier: drop}\n").errors().empty());
}

TEST_CASE("References to unknown elements are refused, with the nearest id as a suggestion") {
  const std::string sites = heading + "sites: [{id: pop}, {id: cab1}]\n";
  const std::vector<BadInput> inputs = {
      {"premises: [{id: h, drop: {from: cab7}}]", "s.yaml:4:33 premises[0].drop.from unknown-reference",
       "unknown site \"cab7\"; did you mean \"cab1\"?"},
      {"premises: [{id: h, drop: {from: zzzzzz}}]", "s.yaml:4:33 premises[0].drop.from unknown-reference",
       "unknown site \"zzzzzz\"; "},
      {"premises: [{id: g}, {id: h, drop: {from: g}}]", "s.yaml:4:42 premises[1].drop.from unknown-reference",
       "unknown site \"g\""},
      {"links: [{id: l, from: ppo, to: cab1, tier: feeder}]", "s.yaml:4:23 links[0].from unknown-reference",
       "unknown site or premises \"ppo\"; did you mean \"pop\"?"},
      {"links: [{id: l, from: pop, to: cab, tier: feeder}]", "s.yaml:4:32 links[0].to unknown-reference",
       "unknown site or premises \"cab\"; did you mean \"cab1\"?"},
  };
  for (const BadInput& input : inputs) refuses(sites + input.given + "\n", input);
  CHECK(read(sites + "premises: [{id: h, drop: {from: zzzzzz}}]").only_error().hint.empty());
}

TEST_CASE("A link that is not a drop joins two sites") {
  const std::vector<BadInput> inputs = {
      {"from: cab1, to: h2, tier: feeder", "s.yaml:10:39 links[0].tier premises-in-transit",
       "a link to premises \"h2\" must be a final link"},
      {"from: h2, to: cab1, tier: backbone", "s.yaml:10:39 links[0].tier premises-in-transit",
       "use tier drop"},
      {"from: h1, to: h2, tier: distribution", "s.yaml:10:37 links[0].tier premises-in-transit", "\"h1\""},
      {"from: cab1, to: cab1, tier: feeder", "s.yaml:10:29 links[0].to self-link",
       "connects \"cab1\" to itself"},
      {"from: cab1, to: pop", "s.yaml:10:5 links[0] missing-key", "missing key \"tier\""},
      {"from: cab1, tier: feeder", "s.yaml:10:5 links[0] missing-key", "missing key \"to\""},
  };
  for (const BadInput& input : inputs) refuses(network + "links:\n  - {id: l, " + input.given + "}\n", input);
}

TEST_CASE("A drop joins a site and a premises") {
  const std::vector<BadInput> inputs = {
      {"from: cab1, to: pop, tier: drop", "s.yaml:10:40 links[0].tier drop-joins-sites",
       "use tier backbone, feeder or distribution"},
      {"from: h1, to: h2, tier: drop", "s.yaml:10:27 links[0].to drop-joins-premises",
       "put a site between them"},
      {"from: cab1, to: cab1, tier: drop", "s.yaml:10:29 links[0].to self-link",
       "connects \"cab1\" to itself"},
      {"from: h1, to: h1, tier: drop", "s.yaml:10:27 links[0].to self-link", ""},
      {"from: cab7, to: h2, tier: drop", "s.yaml:10:19 links[0].from unknown-reference", "\"cab1\""},
      {"from: cab1, to: h11, tier: drop", "s.yaml:10:29 links[0].to unknown-reference",
       "unknown site or premises \"h11\""},
      {"to: h2, tier: drop", "s.yaml:10:5 links[0] missing-key", "missing key \"from\""},
  };
  for (const BadInput& input : inputs) refuses(network + "links:\n  - {id: l, " + input.given + "}\n", input);
}

TEST_CASE("All problems are reported at once, in file order") {
  const Said said = read(
      "lastmile: 3\n"
      "premises:\n"
      "  - {id: h1, homes: -1, drop: {from: nowhere}}\n"
      "sites:\n"
      "  - {id: a, cost: much}\n"
      "  - {id: a}\n"
      "links:\n"
      "  - {id: l, from: a, to: a, tier: feeder}\n"
      "zone: 3\n");
  CHECK(said.errors() ==
        "s.yaml:1:1 missing-key\n"
        "s.yaml:1:11 lastmile wrong-version\n"
        "s.yaml:3:21 premises[0].homes negative-number\n"
        "s.yaml:3:38 premises[0].drop.from unknown-reference\n"
        "s.yaml:5:19 sites[0].cost not-a-number\n"
        "s.yaml:6:10 duplicate-id\n"
        "s.yaml:8:26 links[0].to self-link\n"
        "s.yaml:9:1 zone unknown-key");
  CHECK(said.error_count == 8);
}

TEST_CASE("The first hundred problems are shown and the others counted") {
  std::string yaml = heading + "sites:\n";
  for (int i = 0; i < 250; ++i) yaml += fmt::format("  - {{id: s{}, cost: -1}}\n", i);
  const ScenarioFolder folder(yaml);
  try {
    folder.read();
    FAIL("it was read");
  } catch (const io::InputRefused& refused) {
    CHECK(refused.problems().error_count() == 250);
    CHECK(refused.problems().hidden_error_count() == 150);
    REQUIRE(refused.problems().shown().size() == 100);
    const io::Mark last = refused.problems().shown().back().mark;
    CHECK(last.line == 103);
    CHECK(last.column == 21);
  }
}

TEST_CASE("Notes report unusual input and do not stop a command") {
  const std::string sites = heading + "sites: [{id: p, kind: source}, {id: c}]\n";
  struct Peculiar {
    std::string yaml;
    std::string rule;
    std::string says;
  };
  const std::vector<Peculiar> notes = {
      {heading + "sites: [{id: c}]\npremises: [{id: h, drop: {from: c}}]", "no-source", "kind source"},
      {"lastmile: 1\nname: t\nservice: bead\nsites: [{id: p, kind: source}]\n"
       "premises: [{id: h, drop: {from: p, length_m: 5}}]",
       "no-technology", "no site has a technology"},
      {sites + "premises: [{id: h}, {id: g, drop: {from: c, state: proposed}}]", "no-final-link",
       "2 premises"},
      {sites + "links: [{id: l, from: p, to: c, tier: feeder, completion_cost: 5}]",
       "ignored-completion-cost", "1 "},
      {sites + "links: [{id: l, from: p, to: c, tier: feeder, state: failed}]", "free-to-bring-up", "1 "},
      {sites + "links: [{id: l, from: p, to: c, tier: feeder, state: planned}]", "free-to-build", "1 "},
  };
  for (const Peculiar& peculiar : notes) {
    CAPTURE(peculiar.rule);
    const Said said = read(peculiar.yaml);
    CHECK_FALSE(said.refused);
    CHECK(said.notes() == "s.yaml:1:1 " + peculiar.rule);
    CHECK(said.first(peculiar.rule).message.find(peculiar.says) != std::string::npos);
  }
  CHECK(read(sites + "links: [{id: l, from: p, to: c, tier: feeder, completion_cost: 0}]").problems.empty());
}

}  // namespace
}  // namespace lastmile::bad_scenario_test
