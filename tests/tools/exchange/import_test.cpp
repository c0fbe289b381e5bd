// The command with real files: what it writes, what it refuses, and what it never leaves behind.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/tools/exchange/import_files.h"

namespace lastmile::import_test {
namespace {

using test::check_refused;
using test::feature;
using test::geojson;
using test::import_into;
using test::ImportRun;
using test::ProgramRun;
using test::read_text;
using test::refusal;
using test::run_program;
using test::TemporaryDirectory;
namespace fs = std::filesystem;

const std::string graph_file = test::in_source("tests/tools/exchange/files/hills.graphml");

// Whether GDAL is there; without it the test checks that the program says so.
bool gis_or_refusal() {
  if (test::has_gis()) return true;
  const TemporaryDirectory folder;
  const ImportRun run =
      import_into(folder, {folder.write("a.geojson", "{\"type\": \"FeatureCollection\", \"features\": []}")});
  CHECK(run.run.status == 2);
  CHECK(run.run.err.find("[needs-gis]") != std::string::npos);
  return false;
}

TEST_CASE("An import can be repeated, gives the same bytes, and replaces nothing but an import") {
  const TemporaryDirectory folder;
  REQUIRE(import_into(folder, {graph_file}).run.status == 0);
  const std::string before = read_text(folder / "out/links.csv");
  CHECK(import_into(folder, {graph_file}).run.status == 0);
  CHECK(read_text(folder / "out/links.csv") == before);
  fs::remove(folder / "out/import.json");
  const ImportRun refused = import_into(folder, {graph_file});
  CHECK(refused.run.status == 1);
  CHECK(refused.run.err.find("already exists and is no earlier import") != std::string::npos);
}

TEST_CASE("The summary is printed as text, or as JSON with the counts of import.json") {
  const TemporaryDirectory folder;
  const ProgramRun text = run_program({"import", graph_file, "-o", folder / "text"});
  CHECK(text.out.find("Three hills") == 0);
  CHECK(text.out.find("left out") != std::string::npos);
  const ProgramRun json = run_program({"import", graph_file, "-o", folder / "json", "--format", "json"});
  auto report = nlohmann::json::parse(read_text(folder / "json/import.json"));
  const auto summary = nlohmann::json::parse(json.out);
  CHECK(summary["features"] == report["features"]);
  CHECK(summary["schema"] == "lastmile.import.v1");
}

TEST_CASE("The command line needs sources or a mapping file, and not both") {
  const TemporaryDirectory folder;
  CHECK(run_program({"import", "-o", folder / "out"}).status == 2);
  CHECK(run_program({"import", graph_file, "--mapping", graph_file, "-o", folder / "out"}).status == 2);
  check_refused(run_program({"import", folder / "none.json", "-o", folder / "out"}).err, "missing-file",
                "none.json");
  check_refused(run_program({"import", "--mapping", folder / "none.yaml", "-o", folder / "out"}).err,
                "missing-file", "none.yaml");
  CHECK_FALSE(fs::exists(folder / "out"));
}

TEST_CASE("A full disk leaves nothing behind") {
  const TemporaryDirectory folder;
  std::string nodes;
  for (int i = 0; i < 3000; ++i) nodes += "<node id=\"node number " + std::to_string(i) + "\"/>";
  const std::string file = folder.write("big.graphml", "<graphml><graph>" + nodes + "</graph></graphml>");
  const ProgramRun run =
      test::run_prepared({"import", file, "-o", folder / "out"}, [] { test::limit_file_size(20'000); });
  CHECK(run.status == 1);
  CHECK_FALSE(fs::exists(folder / "out"));
}

TEST_CASE("Streets and addresses of GIS files become a network that can be evaluated") {
  if (!gis_or_refusal()) return;
  const TemporaryDirectory folder;
  folder.write(
      "streets.geojson",
      geojson(feature("LineString", "[[7.1, 50.7], [7.11, 50.7]]", "\"name\": \"Long Street\"") + "," +
              feature("LineString", "[[7.105, 50.7], [7.105, 50.71, 60.5]]") + "," + feature("null", "")));
  folder.write("homes.csv", "nr,units,X,Y\n1,2,\"7,102\",\"50,7001\"\n2,,7.1049,50.705\n3,1,7.2,50.9\n");
  folder.write("map.yaml", R"(import:
  name: Two streets
  max_drop_m: 100
  layers:
    - {file: streets.geojson, as: links, name: name, tier: {value: feeder}}
    - {file: homes.csv, as: premises, id: nr, lon: X, lat: Y, homes: units, drop: {state: planned, to: nearest-link}}
  sources: {nearest: [7.1, 50.7]}
  costs: {feeder_per_m: 50, drop_per_m: 20}
)");
  const ImportRun run = import_into(folder, {"--mapping", folder / "map.yaml"});
  REQUIRE(run.run.status == 0);
  CHECK(run.report["network"]["sites"] == 6);
  CHECK(run.report["network"]["links"] == 5);
  CHECK(run.report["network"]["with_final_link"] == 2);
  CHECK(run.report["left_out"][0]["reason"] == "no geometry");
  CHECK(run.report["left_out"][0]["layer"] == "streets");
  CHECK(run.report["not_joined"][0]["id"] == "3");
  CHECK(run.report["not_joined"][0]["reason"] == "no final link: no link is near enough");
  CHECK(run.report["made_drops"]["count"] == 2);
  CHECK(run.report["made_drops"]["longest_of"] == "1");  // 0.0001 degrees north of the street
  CHECK(run.report["made_drops"]["longest_m"].get<double>() == doctest::Approx(11.12).epsilon(1e-3));
  CHECK(run.run.out.find("2 drops were made to what is nearest; the longest is 11") != std::string::npos);
  const ProgramRun evaluated = run_program({"run", folder / "out/scenario.yaml", "--format", "json"});
  REQUIRE(evaluated.status == 0);
  const auto result = nlohmann::json::parse(evaluated.out);
  CHECK(result["ladder"][1]["homes"] == 3);  // passed
  CHECK(result["ladder"][2]["homes"] == 0);
}

TEST_CASE("Coordinates are transformed, and a layer that does not say its system is asked for it") {
  if (!gis_or_refusal()) return;
  const TemporaryDirectory folder;
  folder.write("nodes.csv", "id,e,n\na,365100,5621300\n");
  const std::string layer = "{file: nodes.csv, as: sites, id: id, x: e, y: n";
  check_refused(refusal(folder, layer + "}"), "no-crs", "does not say its coordinate reference system");
  check_refused(refusal(folder, layer + ", crs: EPSG:999999}"), "unknown-crs", "EPSG:999999");
  folder.write("map.yaml", "import: {layers: [" + layer + "}]}");
  const ImportRun run = import_into(folder, {"--mapping", folder / "map.yaml", "--crs", "EPSG:25832"});
  REQUIRE(run.run.status == 0);
  const std::string sites = read_text(folder / "out/sites.csv");
  CHECK(sites.find("a,,,operational,7.088") != std::string::npos);  // Bonn
}

TEST_CASE("Missing files, layers and fields are named, with what is near") {
  if (!gis_or_refusal()) return;
  const TemporaryDirectory folder;
  folder.write("a.geojson", geojson(feature("LineString", "[[7, 50], [7.1, 50]]", "\"Status\": 1")));
  folder.write("junk.gpkg", "this is no GeoPackage");
  check_refused(refusal(folder, "{file: b.geojson, as: links}"), "missing-file", "b.geojson");
  check_refused(refusal(folder, "{file: junk.gpkg, as: links}"), "not-readable", "junk.gpkg");
  check_refused(refusal(folder, "{file: a.geojson, layer: b, as: links}"), "unknown-layer",
                "did you mean \"a\"?");
  check_refused(refusal(folder, "{file: a.geojson, as: links, state: Statsu}"), "unknown-field",
                "did you mean \"Status\"?");
  check_refused(refusal(folder, "{file: a.geojson, as: links, state: planned}"), "unknown-field",
                "write {value: planned}");
  check_refused(refusal(folder, "{file: a.geojson, as: links, where: \"Status = = 1\"}"), "bad-filter",
                "Status = = 1");
  check_refused(import_into(folder, {folder / "a.geojson"}).run.err, "needs-mapping",
                "a (Line String, EPSG:4326; Status)");
  folder.write("g.graphml", read_text(graph_file));
  check_refused(refusal(folder, "{file: g.graphml, as: sites, where: \"id = 1\"}"), "needs-gis", "where");
}

TEST_CASE("A file with several layers needs the name of one") {
  if (!gis_or_refusal()) return;
  const TemporaryDirectory folder;
  fs::create_directory(folder / "tables");
  folder.write("tables/one.csv", "a,b\n1,2\n");
  folder.write("tables/two.csv", "a,b\n1,2\n");
  check_refused(refusal(folder, "{file: tables, as: sites}"), "which-layer", "one");
}

TEST_CASE("Usable geometries of all kinds are imported, and the others are reported") {
  if (!gis_or_refusal()) return;
  const TemporaryDirectory folder;
  folder.write(
      "mixed.geojson",
      geojson(feature("MultiLineString", "[[[7, 50], [7.001, 50]], [[7.001, 50], [7.002, 50]]]",
                      "\"k\": \"multi\"") +
              "," + feature("Point", "[7, 50]") + "," + feature("MultiPoint", "[[7, 50], [7.1, 50]]") + "," +
              feature("LineString", "[]") + "," +
              feature("LineString", "[[7, 50], [7.001, 50.001], [7.001, 50], [7, 50.001]]",
                      "\"k\": \"self-crossing\"")));
  folder.write("map.yaml", "import: {layers: [{file: mixed.geojson, as: links}]}");
  const ImportRun run = import_into(folder, {"--mapping", folder / "map.yaml"});
  REQUIRE(run.run.status == 0);
  CHECK(run.report["network"]["links"] == 4);  // the last one is cut where it passes the middle
  CHECK(run.report["features"]["left_out"]["count"] == 3);
  folder.write("areas.geojson",
               geojson(feature("Polygon", "[[[7, 50], [7.002, 50], [7.002, 50.002], [7, 50.002], [7, 50]]]") +
                       "," + feature("MultiPoint", "[[7.1, 50.1]]")));
  folder.write("line.geojson", geojson(feature("LineString", "[[7, 50], [7.001, 50]]")));
  folder.write("map.yaml",
               "import: {layers: [{file: areas.geojson, as: premises}, {file: line.geojson, as: links}]}");
  REQUIRE(import_into(folder, {"--mapping", folder / "map.yaml"}).run.status == 0);
  CHECK(read_text(folder / "out/premises.csv") ==
        "id,name,lon,lat,drop_from,drop_state,drop_length_m\n0,,7.001,50.001,,,\n1,,7.1,50.1,,,\n");
}

// A dBASE table with one text field, as Shapefiles have it; `code_page` 0 does not say the encoding.
std::string dbf(const std::string& text, char code_page) {
  std::string file(65, '\0');
  file[0] = 3;
  file[1] = 126;
  file[2] = file[3] = 1;
  file[4] = 1;
  file[8] = 65;
  file[10] = 11;
  file[29] = code_page;
  file.replace(32, 4, "NAME");
  file[43] = 'C';
  file[48] = 10;
  file[64] = '\r';
  return file + " " + text + std::string(10 - text.size(), ' ') + "\x1A";
}

TEST_CASE("A Shapefile that does not say its encoding is asked for it, unless its text is ASCII") {
  if (!gis_or_refusal()) return;
  const TemporaryDirectory folder;
  const auto name_of = [&](const std::string& content, const std::string& more) {
    folder.write("towns.dbf", content);
    folder.write("map.yaml",
                 "import: {layers: [{file: towns.dbf, as: premises, id: NAME, drop: {from: {value: a}}" +
                     more + "}, {file: sites.csv, as: sites, id: id}]}");
    folder.write("sites.csv", "id,b\na,1\n");
    const ImportRun run = import_into(folder, {"--mapping", folder / "map.yaml"});
    if (run.run.status != 0) return run.run.err;
    const std::string rows = read_text(folder / "out/premises.csv");
    const std::size_t begin = rows.find('\n') + 1;
    return rows.substr(begin, rows.find(',', begin) - begin);
  };
  CHECK(name_of(dbf("Malaga", 0), "") == "Malaga");
  check_refused(name_of(dbf("M\xE1laga", 0), ""), "no-encoding", "layer \"towns\", feature 0, NAME");
  CHECK(name_of(dbf("M\xE1laga", 0), ", encoding: ISO-8859-1") == "Málaga");
  CHECK(name_of(dbf("M\xE1laga", 3), "") == "Málaga");  // Windows ANSI
}

TEST_CASE("A truncated file of OpenStreetMap is refused as a whole") {
  if (!gis_or_refusal()) return;
  const TemporaryDirectory folder;
  folder.write(
      "cut.osm",
      "<?xml version='1.0'?><osm version='0.6'><node id='1' lat='50' lon='7'/><node id='2' lat='50.1' lon=");
  check_refused(refusal(folder, "{file: cut.osm, layer: points, as: sites}"), "not-readable", "cut.osm");
}

}  // namespace
}  // namespace lastmile::import_test
