// What an import refuses because nothing sensible would come of it, or says although it goes on.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/tools/exchange/import_files.h"

namespace lastmile::import_refusals_test {
namespace {

using test::check_refused;
using test::feature;
using test::geojson;
using test::import_into;
using test::ImportRun;
using test::refusal;
using test::TemporaryDirectory;

bool cannot_read_gis() {
  if (test::has_gis()) return false;
  MESSAGE("lastmile was built without GDAL, nothing was tested");
  return true;
}

std::string points(const std::string& first, const std::string& second) {
  return geojson(feature("Point", first, "\"k\": \"one\"") + "," +
                 feature("Point", second, "\"k\": \"two\""));
}

TEST_CASE(
    "A coordinate reference system that does not exist is an error at its place, also if nothing needs it") {
  if (cannot_read_gis()) return;
  const TemporaryDirectory folder;
  folder.write("a.geojson", points("[7.1, 50.7]", "[7.2, 50.7]"));
  folder.write("map.yaml",
               "import:\n  crs: EPSG:999999\n  layers:\n    - {file: a.geojson, as: sites, crs: nonsense}\n");
  const ImportRun run = import_into(folder, {"--mapping", folder / "map.yaml", "--crs", "EPSG:999998"});
  CAPTURE(run.run.err);
  CHECK(run.run.status == 2);
  CHECK(run.run.err.find(
            "map.yaml:2:8: error: import.crs: unknown coordinate reference system \"EPSG:999999\"; write "
            "its code, as EPSG:25832") != std::string::npos);
  CHECK(run.run.err.find("map.yaml:4:41: error: import.layers[0].crs: unknown coordinate reference system "
                         "\"nonsense\"") != std::string::npos);
  CHECK(run.run.err.find("--crs: error: unknown coordinate reference system \"EPSG:999998\"") !=
        std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder / "out"));
}

TEST_CASE(
    "A coordinate reference system that is given for files that say their own is not used, and a note says "
    "so") {
  if (cannot_read_gis()) return;
  const TemporaryDirectory folder;
  folder.write("a.geojson", points("[7.1, 50.7]", "[7.2, 50.7]"));
  folder.write("map.yaml", "import: {layers: [{file: a.geojson, as: sites}]}");
  const ImportRun given = import_into(folder, {"--mapping", folder / "map.yaml", "--crs", "EPSG:25832"});
  REQUIRE(given.run.status == 0);
  CHECK(given.run.err.find(
            "--crs: note: EPSG:25832 is not used: the files say their own, EPSG:4326 [unused-crs]") !=
        std::string::npos);
  CHECK(test::read_text(folder / "out/sites.csv").find("0,,,operational,7.1,50.7\n") != std::string::npos);
  CHECK(import_into(folder, {"--mapping", folder / "map.yaml", "--crs", "EPSG:4326"})
            .run.err.find("unused-crs") == std::string::npos);
  // Another file needs it.
  folder.write("b.csv", "e,n\n365100,5621300\n");
  folder.write("both.yaml",
               "import: {layers: [{file: a.geojson, as: sites}, {file: b.csv, as: sites, x: e, y: n}]}");
  const ImportRun both = import_into(folder, {"--mapping", folder / "both.yaml", "--crs", "EPSG:25832"});
  REQUIRE(both.run.status == 0);
  CHECK(both.run.err.find("unused-crs") == std::string::npos);
  folder.write("map.yaml", "import: {layers: [{file: a.geojson, as: sites, crs: EPSG:25832}]}");
  const ImportRun layer = import_into(folder, {"--mapping", folder / "map.yaml"});
  REQUIRE(layer.run.status == 0);
  CHECK(layer.run.err.find(
            "note: import.layers[0].crs: EPSG:25832 is not used: a.geojson says its own, EPSG:4326") !=
        std::string::npos);
}

TEST_CASE("Coordinates that are none in their system are refused, one by one or for the whole layer") {
  if (cannot_read_gis()) return;
  const TemporaryDirectory folder;
  folder.write("projected.geojson", points("[365100, 5621300]", "[365200, 5621300]"));
  for (const char* crs : {"", ", crs: EPSG:25832"})
    check_refused(
        refusal(folder, std::string("{file: projected.geojson, as: sites") + crs + "}"), "out-of-range",
        "none of the 2 features of layer \"projected\" of projected.geojson has coordinates in EPSG:4326, "
        "which the file says is its coordinate reference system");
  folder.write("one.geojson", points("[7.1, 50.7]", "[7.1, 95]"));
  check_refused(refusal(folder, "{file: one.geojson, as: sites}"), "out-of-range",
                "layer \"one\", feature 1: its coordinates are no longitude and latitude");
  folder.write("text.csv", "id,lon,lat\na,7.1,50.7\nb,seven,50\n");
  check_refused(refusal(folder, "{file: text.csv, as: sites, id: id, lon: lon, lat: lat}"), "out-of-range",
                "layer \"text\", feature 2");
  CHECK(import_into(folder, {"--mapping", folder.write("map.yaml",
                                                       "import: {layers: [{file: one.geojson, as: sites, "
                                                       "where: \"k <> 'two'\"}]}")})
            .run.status == 0);
}

TEST_CASE("Swapped coordinates are refused, as check would refuse what came of them") {
  if (cannot_read_gis()) return;
  const TemporaryDirectory folder;
  folder.write("nodes.csv", "id,e,n\na,365100,5621300\nb,5621300,365100\n");
  check_refused(refusal(folder, "{file: nodes.csv, as: sites, id: id, x: e, y: n, crs: EPSG:25832}"),
                "swapped-coordinates",
                "nodes.csv, layer \"nodes\": 1 of 2 features lie outside the area of use");
  folder.write("sites.csv", "id,lon,lat\npop,7.1,50.7\n");
  folder.write("homes.csv", "id,lon,lat\nnear,7.1,50.7001\none,50.7,7.1\ntwo,50.71,7.1\n");
  const std::string sites = "{file: sites.csv, as: sites, id: id, lon: lon, lat: lat}, ";
  const std::string homes = "{file: homes.csv, as: premises, id: id, lon: lon, lat: lat, drop: ";
  for (const char* drop : {"{to: nearest-site}}", "{from: {value: pop}}}", "{state: planned}}"}) {
    CAPTURE(drop);
    check_refused(refusal(folder, sites + homes + drop), "swapped-coordinates",
                  "layer \"homes\", feature 2: it lies 6285 km from the network, and 0.0 km with longitude "
                  "and latitude "
                  "exchanged, like 1 more");
  }
  folder.write("cable.geojson", geojson(feature("LineString", "[[50.7, 7.1], [50.8, 7.1]]")));
  check_refused(refusal(folder, sites + "{file: cable.geojson, as: links}"), "swapped-coordinates",
                "layer \"sites\", feature 1");
  // A home that is merely far is none of it.
  folder.write("homes.csv", "id,lon,lat\nfar,9.1,48.7\n");
  folder.write("map.yaml", "import: {layers: [" + sites + homes + "{to: nearest-site}}]}");
  CHECK(import_into(folder, {"--mapping", folder / "map.yaml"}).run.status == 0);
}

TEST_CASE("A layer without a usable feature, and an import without a site, are refused with the reason") {
  if (cannot_read_gis()) return;
  const TemporaryDirectory folder;
  folder.write("p.geojson", points("[7.1, 50.7]", "[7.2, 50.7]"));
  check_refused(refusal(folder, "{file: p.geojson, as: sites, where: \"k = 'none'\"}"), "nothing-selected",
                "where: \"k = 'none'\" selects no feature of layer \"p\" of p.geojson");
  check_refused(
      refusal(folder, "{file: p.geojson, as: links}"), "no-usable-feature",
      "import.layers[0]: none of the 2 features of layer \"p\" of p.geojson can be used: a point is no line "
      "(2)");
  check_refused(refusal(folder, "{file: p.geojson, as: premises, drop: {to: nearest-link}}"), "no-site",
                "map.yaml: error: there is no site");
  folder.write("empty.geojson", geojson(""));
  check_refused(refusal(folder, "{file: empty.geojson, as: sites}"), "no-site", "there is no site");
  folder.write("map.yaml",
               "import: {layers: [{file: empty.geojson, as: links}, {file: p.geojson, as: sites}]}");
  const ImportRun run = import_into(folder, {"--mapping", folder / "map.yaml"});
  CHECK(run.run.status == 0);
  CHECK(run.run.err.find("layer \"empty\" of empty.geojson has no features [empty-layer]") !=
        std::string::npos);
}

TEST_CASE("An encoding that does not exist is refused, with one that is near") {
  const TemporaryDirectory folder;
  folder.write("t.csv", "id\n1\n");
  check_refused(refusal(folder, "{file: t.csv, as: sites, encoding: klingon}"), "unknown-encoding",
                "import.layers[0].encoding: unknown encoding \"klingon\"; write the name that iconv knows");
  check_refused(refusal(folder, "{file: t.csv, as: sites, encoding: iso-8859-l}"), "unknown-encoding",
                "did you mean \"ISO-8859-1\"?");
  check_refused(refusal(folder, "{file: t.csv, as: sites, encoding: UTF-8//IGNORE}"), "unknown-encoding",
                "//IGNORE");
}

TEST_CASE("Names of sites stand beside their ids in the summary") {
  const TemporaryDirectory folder;
  const auto node = [](const std::string& id, const std::string& name, const std::string& lon) {
    return R"({"id": ")" + id + R"(", "name": ")" + name +
           R"(", "location": {"type": "Point", "coordinates": [)" + lon + ", 50.7]}}";
  };
  const std::string file =
      folder.write("net.json", R"({"networks": [{"id": "n", "nodes": [)" + node("a1", "Alder", "7.1") + "," +
                                   node("b2", "Birch", "7.2") + "," + node("c3", "Cedar", "7.4") +
                                   R"(], "spans": [{"id": "1", "start": "a1", "end": "b2"}]}]})");
  const ImportRun run = import_into(folder, {file});
  CAPTURE(run.run.err);
  REQUIRE(run.run.status == 0);
  CHECK(run.run.out.find("Site \"a1\" (Alder) is assumed to be the source") != std::string::npos);
  CHECK(run.run.out.find("c3 Cedar") != std::string::npos);
  const auto& island = run.report["islands"]["largest"][0];
  CHECK(island["example_site_name"] == "Cedar");
  CHECK(island["nearest_site_name"] == "Birch");
}

}  // namespace
}  // namespace lastmile::import_refusals_test
