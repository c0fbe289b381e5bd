// Names, coordinates and routes of elements: where they are kept, and what is wrong with them.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/scenario_folder.h"
#include "tools/io/base/geodesic.h"
#include "tools/io/snapshot/snapshot.h"

namespace lastmile::geometry_test {
namespace {

using test::Said;
using test::said_about;
using test::ScenarioFolder;

const std::string heading = "lastmile: 1\nname: t\n";
constexpr io::Keep all{.geometry = true, .names = true};
constexpr double equator_degree_m = 6378137 * 3.14159265358979323846 / 180;

Scenario read(const ScenarioFolder& folder, const io::Keep& keep) {
  return io::read_scenario(folder.path(), io::InputFile::Hashing::off, io::Progress::unwatched(), keep)
      .scenario;
}

bool lies_at(const Point& point, double lon, double lat) {
  return io::geodesic_m(point, {lon, lat}) < 0.001;
}

// One element of each kind in YAML and in tables; degrees in YAML, UTM in the tables. 500000 0 is 9 degrees
// east on the equator.
struct Town : ScenarioFolder {
  Town()
      : ScenarioFolder(
            heading +
            "crs: EPSG:25832\n"
            "sites:\n"
            "  - {id: pop, kind: source, name: Post Office, lon: 9, lat: 0}\n"
            "  - {id: far}\n"
            "links:\n"
            "  - {id: f, from: pop, to: cab, tier: feeder, name: Long Lane, route: [[9, 0], [9, 1], [10, "
            "1]]}\n"
            "premises:\n"
            "  - {id: h, name: Hall, x: 500000, y: 0, drop: {from: pop, route: [[9, 0], [9, 2]]}}\n"
            "tables: {sites: [sites.csv], links: [links.csv], premises: [premises.csv]}\n") {
    write("sites.csv", "id,x,y,name\ncab,500000,0,Cabinet\n");
    write("links.csv",
          "id,from,to,tier,name,route\n"
          "g,pop,cab,Feeder,,\n"
          "d,cab,k,DROP,Drop,\"LINESTRING (9 0, 11 0)\"\n");
    write("premises.csv", "id,name,lon,lat,x\nk,,8,50,7\nm,\"Mill, old\",,,\n");
  }
};

void check_town(const Scenario& s) {
  const auto title = [&](Element element) { return std::string{title_of(s, element)}; };
  CHECK(title(SiteId{0}) == "Post Office");
  CHECK(title(SiteId{1}).empty());
  CHECK(title(SiteId{2}) == "Cabinet");
  CHECK(title(LinkId{0}) == "Long Lane");
  CHECK(title(LinkId{1}).empty());
  CHECK(title(LinkId{2}) == "Drop");
  CHECK(title(s.plant.inline_drop(PremisesId{0})).empty());
  CHECK(title(PremisesId{0}) == "Hall");
  CHECK(title(PremisesId{1}).empty());
  CHECK(title(PremisesId{2}) == "Mill, old");
  const Geometry& g = s.geometry;
  REQUIRE(g.site_points.size() == 3);
  REQUIRE(g.premises_points.size() == 3);
  CHECK(lies_at(g.site_points[SiteId{0}], 9, 0));
  CHECK_FALSE(g.site_points[SiteId{1}].exists());
  CHECK(lies_at(g.site_points[SiteId{2}], 9, 0));
  CHECK(lies_at(g.premises_points[PremisesId{0}], 9, 0));
  CHECK(lies_at(g.premises_points[PremisesId{1}], 8, 50));
  CHECK_FALSE(g.premises_points[PremisesId{2}].exists());
  REQUIRE(route_of(s, LinkId{0}).size() == 3);
  CHECK(lies_at(route_of(s, LinkId{0})[2], 10, 1));
  CHECK(route_of(s, LinkId{1}).empty());
  REQUIRE(route_of(s, LinkId{2}).size() == 2);
  CHECK(lies_at(route_of(s, LinkId{2})[1], 11, 0));
  REQUIRE(route_of(s, s.plant.inline_drop(PremisesId{0})).size() == 2);
  CHECK(lies_at(route_of(s, s.plant.inline_drop(PremisesId{0}))[1], 9, 2));
  CHECK(route_of(s, s.plant.inline_drop(PremisesId{1})).empty());
}

Said said(const std::string& yaml) {
  return said_about(ScenarioFolder(heading + yaml));
}

Said table_of(const std::string& list, const std::string& table, const std::string& yaml = "") {
  ScenarioFolder folder(heading + yaml + "tables: {" + list + ": [t.csv]}\n");
  folder.write("t.csv", table);
  return said_about(folder);
}

}  // namespace

TEST_CASE("Names, coordinates and routes are kept on request, from YAML and from tables") {
  check_town(read(Town{}, all));
}

TEST_CASE("Names, coordinates and routes are not kept unless a command asks for them") {
  const Scenario plain = read(Town{}, {});
  CHECK(plain.geometry.site_points.empty());
  CHECK(plain.geometry.premises_points.empty());
  CHECK(route_of(plain, LinkId{0}).empty());
  CHECK(title_of(plain, SiteId{0}).empty());
  const Scenario sites = read(Town{}, {.site_points = true});
  CHECK(sites.geometry.site_points.size() == 3);
  CHECK(sites.geometry.premises_points.empty());
}

TEST_CASE("A snapshot keeps names, coordinates and routes") {
  const Town folder;
  const auto read_again = [&](const io::Keep& keep) {
    return io::read_scenario(folder / "t.lmz", io::InputFile::Hashing::off, io::Progress::unwatched(), keep)
        .scenario;
  };
  io::write_snapshot(folder / "t.lmz", io::read_scenario(folder.path(), io::InputFile::Hashing::on,
                                                         io::Progress::unwatched(), all));
  check_town(read_again(all));
  CHECK(read_again({}).geometry.site_points.empty());
  CHECK(read_again({.site_points = true}).geometry.site_points.size() == 3);
}

TEST_CASE("A link is as long as its route, unless its length is given") {
  ScenarioFolder folder(
      heading +
      "service: bead\n"
      "sites:\n"
      "  - {id: pop, kind: source, technology: gpon-b+, lon: 0, lat: 0}\n"
      "  - {id: cab, lon: 1, lat: 0}\n"
      "links:\n"
      "  - {id: f, from: pop, to: cab, tier: feeder, route: [[0, 0], [2, 0], [1, 0]]}\n"
      "  - {id: g, from: pop, to: cab, tier: feeder, route: [[0, 0], [2, 0]], length_m: 5}\n"
      "  - {id: h, from: pop, to: cab, tier: feeder}\n"
      "premises:\n"
      "  - {id: p, drop: {from: cab, route: [[1, 0], [1.5, 0]]}}\n"
      "tables: {links: [l.csv]}\n");
  folder.write("l.csv", "id,from,to,tier,route\nt,pop,cab,feeder,\"LINESTRING (0 0, 0.25 0)\"\n");
  const Scenario s = read(folder, {});
  const auto degrees = [&](LinkId link) { return length_m(s.plant, link) / equator_degree_m; };
  CHECK(degrees(LinkId{0}) == doctest::Approx(3));
  CHECK(length_m(s.plant, LinkId{1}) == 5);
  CHECK(degrees(LinkId{2}) == doctest::Approx(1));
  CHECK(degrees(LinkId{3}) == doctest::Approx(0.25));
  CHECK(degrees(s.plant.inline_drop(PremisesId{0})) == doctest::Approx(0.5));
}

TEST_CASE("x and y without a crs are one error for each list or table") {
  const Said list = said("sites: [{id: a, x: 1, y: 2}, {id: b, y: 2}]\n");
  CHECK(list.errors() == "s.yaml:3:20 sites[0].x missing-crs");
  CHECK(list.only_error().hint == "add for example crs: EPSG:25832, or give lon and lat");
  CHECK(table_of("sites", "id,x,y\na,1,2\nb,3,4\n").errors() == "t.csv:1:4 missing-crs");
  CHECK(table_of("premises", "id,homes,y\na,1,2\n").errors() == "t.csv:1:10 missing-column");
}

TEST_CASE("A crs is a code of the EPSG register") {
  CHECK(said("crs: EPSG:99999\n").errors() == "s.yaml:3:6 crs unknown-crs");
  CHECK(said("crs: utm\nsites: [{id: a, x: 1, y: 2}]\n").errors() == "s.yaml:3:6 crs unknown-crs");
  CHECK(said("crs: epsg:25832\n").problems.empty());
}

TEST_CASE("A scenario has the crs of the one that it extends") {
  ScenarioFolder folder("lastmile: 1\nextends: base.yaml\ncrs: EPSG:25833\n");
  folder.write("base.yaml", heading + "crs: EPSG:25832\n");
  CHECK(said_about(folder).errors() == "s.yaml:3:6 crs other-crs");
  folder.write("base.yaml", heading + "crs: epsg:25833\n");
  CHECK(said_about(folder).problems.empty());
}

TEST_CASE("An element lies at one place only") {
  CHECK(said("crs: EPSG:25832\nsites: [{id: a, lon: 1, lat: 2, x: 5, y: 6}]\n").errors() ==
        "s.yaml:4:36 sites[0].x two-positions");
  const Said table = table_of("premises", "id,x,lon,lat,y\na,1,2,3,4\n", "crs: EPSG:25832\n");
  CHECK_FALSE(table.refused);
  CHECK(table.first("unknown-column").message == "ignored columns \"x\", \"y\": the table has lon and lat");
}

TEST_CASE("A point outside its crs is an error in a list and a note in a table") {
  CHECK(said("crs: EPSG:25832\nsites: [{id: a, x: 1e12, y: 5e6}]\n").errors() ==
        "s.yaml:4:20 sites[0].x out-of-range");
  const Said table = table_of("sites", "id,x,y\na,1e12,5e6\nb,1e12,5e6\nc,500000,0\n", "crs: EPSG:25832\n");
  CHECK_FALSE(table.refused);
  CHECK(table.first("out-of-range").times == 2);
}

TEST_CASE("A route that is none is reported at its place") {
  const std::string ends = "sites: [{id: a, kind: source}, {id: b}]\n";
  const auto list = [&](const std::string& route) {
    return said(ends + "links:\n  - {id: f, from: a, to: b, tier: feeder, route: " + route + "}\n").errors();
  };
  CHECK(list("[[7, 50], [8, 50]]").empty());
  CHECK(list("[[7, 50]]") == "s.yaml:5:50 links[0].route not-a-route");
  CHECK(list("[]") == "s.yaml:5:50 links[0].route not-a-route");
  CHECK(list("north") == "s.yaml:5:50 links[0].route wrong-type");
  CHECK(list("[[7, 50], [7, 95]]") == "s.yaml:5:64 links[0].route[1][1] out-of-range");
  const auto table = [&](const std::string& route) {
    return table_of("links", "id,from,to,tier,route\nf,a,b,feeder,\"" + route + "\"\n", ends);
  };
  CHECK(table("LINESTRING (7 50, 8 50)").problems.empty());
  CHECK(table("7 50, 8 50").errors() == "t.csv:2:14 route not-a-route");
  const Said swapped = table("LINESTRING (50 7, 50 107)");
  CHECK_FALSE(swapped.refused);
  CHECK(swapped.first("out-of-range").message == "longitude 50 and latitude 107 do not exist");
}

TEST_CASE("States, tiers and the kind source are read in any case of letters") {
  ScenarioFolder folder(heading +
                        "timeline: {start: 2027, periods: 2}\n"
                        "sites: [{id: pop, kind: Source}, {id: cab, state: Under_Construction}]\n"
                        "tables: {sites: [s.csv], links: [l.csv]}\n"
                        "changes:\n"
                        "  - {at: 2028, select: {tier: FEEDER, state: Planned}, set: {state: OPERATIONAL}}\n"
                        "  - {at: 2028, select: {kind: SOURCE}, set: {state: Failed}}\n");
  folder.write("s.csv", "id,kind,state\nb,SOURCE,FAILED\n");
  folder.write("l.csv", "id,from,to,tier,state\nf,pop,cab,Feeder,Planned\n");
  const Scenario s = read(folder, {});
  CHECK(s.plant.sites.is_source[SiteId{0}] == 1);
  CHECK(s.plant.sites.state[SiteId{1}] == State::under_construction);
  CHECK(s.plant.sites.is_source[SiteId{2}] == 1);
  CHECK(s.plant.sites.state[SiteId{2}] == State::failed);
  CHECK(kind_name(s, SiteId{2}) == "source");
  CHECK(s.plant.links.tier[LinkId{0}] == Tier::feeder);
  CHECK(s.plant.links.state[LinkId{0}] == State::planned);
}

}  // namespace lastmile::geometry_test
