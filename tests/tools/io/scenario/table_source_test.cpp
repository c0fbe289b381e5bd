// Tables of others, read as they are: delimiters, decimal commas, columns, words and coordinates.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/scenario_folder.h"
#include "tools/io/base/geodesic.h"
#include "tools/io/csv/table_blocks.h"

namespace lastmile::table_source_test {
namespace {

using test::Said;
using test::said_about;
using test::ScenarioFolder;

const std::string heading =
    "lastmile: 1\nname: t\nsites: [{id: pop, kind: source}, {id: cab1}]\n";  // 3 lines

// A scenario with the table t.csv of premises, whose mapping has these keys beside `file`.
struct PremisesTable : ScenarioFolder {
  explicit PremisesTable(const std::string& table, const std::string& keys = "", const std::string& yaml = "")
      : ScenarioFolder(heading + yaml + "tables: {premises: [{file: t.csv" + (keys.empty() ? "" : ", ") +
                       keys + "}]}\n") {
    write("t.csv", table);
  }
};

Said said(const std::string& table, const std::string& keys = "", const std::string& yaml = "") {
  return said_about(PremisesTable(table, keys, yaml));
}

// Ids, homes, users and the money of the drops.
std::string read(const ScenarioFolder& folder) {
  const Scenario s = folder.read().scenario;
  std::string rows;
  for (const PremisesId p : ids<PremisesId>(s.plant.premises.size()))
    rows += fmt::format("{}{} {} {} {} {}", rows.empty() ? "" : "; ", premises_name(s, p),
                        s.plant.premises.homes[p], s.plant.premises.users[p],
                        name(s.plant.links.state.inline_drops[p]), s.plant.links.value.inline_drops[p]);
  return rows;
}

}  // namespace

TEST_CASE("A mapping without further keys is the same as the name of the file") {
  CHECK(read(PremisesTable("id,homes,drop_from,drop_cost\nh,2,cab1,3\n")) == "h 2 2 operational 3");
  CHECK(said("id\n", "homes: 5").errors() == "s.yaml:4:35 tables.premises[0].homes unknown-key");
  CHECK(said_about(ScenarioFolder(heading + "tables: {premises: [{delimiter: tab}]}\n")).errors() ==
        "s.yaml:4:21 tables.premises[0] missing-key");
}

TEST_CASE("Each delimiter is found out, or as the scenario says") {
  for (const char delimiter : io::delimiters) {
    CAPTURE(delimiter);
    std::string table = "id,homes,remark,drop_from,drop_cost\nh,2,\"a,;\n\t|b\",cab1,3\n";
    std::string separated;
    bool is_quoted = false;
    for (const char c : table) {
      is_quoted = is_quoted != (c == '"');
      separated += c == ',' && !is_quoted ? delimiter : c;
    }
    CHECK(read(PremisesTable(separated)) == "h 2 2 operational 3");
  }
  CHECK(read(PremisesTable("id,a;homes\nh;2\n", "delimiter: semicolon, columns: {id: \"id,a\"}")) ==
        "h 2 2 operational 0");
  CHECK(read(PremisesTable("id|homes\nh|2\n", "delimiter: \"|\"")) == "h 2 2 operational 0");
  CHECK(said("id\n", "delimiter: \":\"").errors() == "s.yaml:4:46 tables.premises[0].delimiter unknown-word");
}

TEST_CASE("A line break in quotes does not end a record, with any delimiter, over many blocks") {
  for (const char delimiter : io::delimiters) {
    CAPTURE(delimiter);
    std::string table = fmt::format("id{0}remark{0}homes\n", delimiter);
    std::size_t rows = 0;
    for (; table.size() < 3 * io::block_bytes; ++rows)
      table += fmt::format("h{1}{0}\"{0}x,y;\n\"\"{1}\"\"\n\"{0}{2}\n", delimiter, rows, rows % 10);
    const Scenario s = PremisesTable(table).read().scenario;
    REQUIRE(s.plant.premises.size() == rows);
    bool all_right = true;
    for (const PremisesId p : ids<PremisesId>(rows))
      all_right = all_right && s.plant.premises.homes[p] == p.value % 10 &&
                  premises_name(s, p) == fmt::format("h{}", p.value);
    CHECK(all_right);
  }
}

TEST_CASE("Where cells are not separated by commas, numbers can have a decimal comma") {
  CHECK(read(PremisesTable(
            "id;users;drop_from;drop_cost\na;2,5;cab1;850,75\nb;3;cab1;1234,500\nc;1.5;cab1;7.25\n")) ==
        "a 1 2.5 operational 850.75; b 1 3 operational 1234.5; c 1 1.5 operational 7.25");
  CHECK(read(PremisesTable("id\tusers\na\t1,500\n")) == "a 1 1.5 operational 0");
  CHECK(read(PremisesTable("id\tusers\na\t1.500\n")) == "a 1 1.5 operational 0");
  CHECK(read(PremisesTable("id\tusers\na\t0.500\nb\t0,500\n")) ==
        "a 1 0.5 operational 0; b 1 0.5 operational 0");
  CHECK(said("id,users\na,\"2,5\"\n").errors() == "t.csv:2:3 users not-a-number");
  CHECK(said("id;homes\na;2,5\n").errors() == "t.csv:2:3 homes not-an-integer");
}

TEST_CASE("A number that may have thousands or thousandths is an error beside others that decide nothing") {
  const Said point = said("id;users\na;1.500\nb;2,5\nc;12.000\n");
  CHECK(point.errors() == "t.csv:2:3 users ambiguous-number");
  CHECK(point.only_error().message ==
        "\"1.500\" is ambiguous beside decimal commas such as \"2,5\" (and 1 more like this)");
  CHECK(point.only_error().hint == "write 1500 or 1,500");
  const Said comma = said("id;users\na;1,500\nb;2.5\n");
  CHECK(comma.errors() == "t.csv:2:3 users ambiguous-number");
  CHECK(comma.only_error().hint == "write 1500 or 1.500");
  CHECK(said("id;users\na;1.234,56\n").only_error().hint == "write 1234.56");
  CHECK(said("id;users\na;1.500.000\n").only_error().hint == "write 1500000");
  CHECK_FALSE(said("id;lon;lat;users\na;7.123;50.456;2,5\n").refused);  // degrees have no thousands
}

TEST_CASE("An ambiguous number is found in another block than the decimal comma beside it") {
  std::string table = "id;users;remark\na;1.500;\n";
  for (std::size_t i = 0; table.size() < 2 * io::block_bytes; ++i)
    table += fmt::format("h{};2;{}\n", i, std::string(100, 'x'));
  CHECK_FALSE(said(table).refused);
  CHECK(said(table + "z;2,5;\n").errors() == "t.csv:2:3 users ambiguous-number");
}

TEST_CASE("Columns have the names that the scenario says, and otherwise their own") {
  const std::string keys = "columns: {id: LOCATION_ID, users: homes, drop_from: Cabinet, subscribed: }";
  CHECK(read(PremisesTable("homes,subscribed,LOCATION_ID,Cabinet,drop_cost,id\n5,perhaps,h,cab1,7,x\n",
                           keys)) == "h 1 5 operational 7");
  CHECK_FALSE(said("id,households,from\nh,3,2024-01-01\n", "columns: {homes: , drop_from: }").refused);
  CHECK(said("id,households,from\nh,3,cab1\n", "columns: {homes: households}").errors() ==
        "t.csv:1:15 misnamed-column");
}

TEST_CASE(
    "Columns and words for a column that the table does not have are errors where the scenario names them") {
  const Said columns = said("LOCATION_ID,homes\nh,1\n", "columns: {id: LOCATON_ID}");
  CHECK(columns.errors() == "s.yaml:4:49 tables.premises[0].columns.id no-such-column");
  CHECK(columns.only_error().hint == "did you mean \"LOCATION_ID\"?");
  CHECK(said("Id\nh\n", "columns: {id: ID}").only_error().hint == "did you mean \"Id\"?");
  const Said words = said("id\nh\n", "words: {drop_state: {on: operational}}");
  CHECK(words.errors() == "s.yaml:4:55 tables.premises[0].words.drop_state no-such-column");
  CHECK(said("id\nh\n", "columns: {hmes: x}").errors() ==
        "s.yaml:4:45 tables.premises[0].columns.hmes unknown-key");
  CHECK(said("id,x1\nh,2\n", "columns: {homes: x1, users: x1}").errors() ==
        "s.yaml:4:63 tables.premises[0].columns.users duplicate-key");
}

TEST_CASE("Words mean what the scenario says, and others what they are") {
  const std::string table =
      "id,homes,drop_from,drop_state,drop_cost\na,few,cab1,in "
      "service,5\nb,2,cab1,2,5\nc,n/a,cab1,failed,n/a\n";
  CHECK(read(PremisesTable(
            table,
            "words: {drop_state: {in service: Operational, \"2\": planned}, homes: {few: 3, n/a: }, "
            "drop_cost: {n/a: }}")) == "a 3 3 operational 5; b 2 2 planned 0; c 1 1 failed 0");
  CHECK(said(table, "words: {homes: {few: 3, n/a: 0}, drop_state: {in service: operational}}").errors() ==
        "t.csv:3:10 drop_state unknown-state\nt.csv:4:19 drop_cost not-a-number");
  CHECK(said("id,drop_from,drop_state\na,cab1,in service\n", "words: {drop_state: {in service: working}}")
            .errors() == "s.yaml:4:68 tables.premises[0].words.drop_state.in service unknown-state");
  CHECK(said("id\nh\nnone\n", "words: {id: {none: }}").errors() == "t.csv:3:1 id empty-id");
}

TEST_CASE("The coordinates of a table are those of its crs") {
  const auto point = [](const ScenarioFolder& folder) {
    const io::Keep keep{.geometry = true};
    return io::read_scenario(folder.path(), io::InputFile::Hashing::off, io::Progress::unwatched(), keep)
        .scenario.geometry.premises_points[PremisesId{0}];
  };
  const auto lies_at = [](const Point& there, double lon, double lat) {
    return io::geodesic_m(there, {lon, lat}) < 0.001;
  };
  const std::string utm_33 = "crs: EPSG:25833";
  CHECK(lies_at(point(PremisesTable("id;x;y\nh;500000,0;0\n", utm_33)), 15, 0));
  CHECK(lies_at(point(PremisesTable("id;x;y\nh;500000,0;0\n", utm_33, "crs: EPSG:25832\n")), 15, 0));
  CHECK(lies_at(point(PremisesTable("id;x;y\nh;500000,0;0\n", "", "crs: EPSG:25832\n")), 9, 0));
  CHECK(lies_at(point(PremisesTable("id;X;Y\nh;500000;0\n", "columns: {lon: X, lat: Y}, " + utm_33)), 15, 0));
  CHECK(lies_at(point(PremisesTable("id,lon,lat\nh,500000,0\n", utm_33)), 15, 0));
  CHECK(lies_at(point(PremisesTable("id,lon,lat\nh,7,50\n", "", "crs: EPSG:25832\n")), 7, 50));
  CHECK(lies_at(point(PremisesTable("id;lon;lat;x;y\nh;1;2;500000;0\n", utm_33)), 15, 0));
  CHECK(said("id,homes\nh,1\n", utm_33).errors() == "s.yaml:4:40 tables.premises[0].crs no-such-column");
  CHECK(said("id,x\nh,1\n", utm_33).errors() == "t.csv:1:4 missing-column");
  CHECK(said("id,x,y\nh,1,2\n", "crs: EPSG:99999").errors() ==
        "s.yaml:4:40 tables.premises[0].crs unknown-crs");
}

TEST_CASE("Routes of a table with a crs are in its coordinates") {
  ScenarioFolder folder(heading +
                        "tables: {links: [{file: l.csv, crs: EPSG:25832, columns: {route: geom}}]}\n");
  folder.write("l.csv", "id;from;to;tier;geom\nf;pop;cab1;feeder;LINESTRING (500000 0, 500000.0 1000)\n");
  const io::Keep keep{.geometry = true};
  const Scenario s =
      io::read_scenario(folder.path(), io::InputFile::Hashing::off, io::Progress::unwatched(), keep).scenario;
  REQUIRE(route_of(s, LinkId{0}).size() == 2);
  CHECK(io::geodesic_m(route_of(s, LinkId{0})[0], {9, 0}) < 0.001);
  CHECK(io::geodesic_m(route_of(s, LinkId{0})[0], route_of(s, LinkId{0})[1]) ==
        doctest::Approx(1000 / 0.9996).epsilon(1e-6));
}

}  // namespace lastmile::table_source_test
