// Spreadsheets, encodings, locked files, and what must not depend on how coordinates are written.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "tests/tools/exchange/import_files.h"
#include "tools/io/geo/projection.h"

namespace lastmile::import_formats_test {
namespace {

using test::import_into;
using test::ImportRun;
using test::read_text;
using test::TemporaryDirectory;
namespace fs = std::filesystem;

bool gis_is_missing() {
  if (test::has_gis()) return false;
  MESSAGE("lastmile was built without GDAL, nothing was tested");
  return true;
}

ImportRun import_layers(const TemporaryDirectory& folder, const std::string& layers,
                        const std::string& more = "") {
  return import_into(folder,
                     {"--mapping", folder.write("map.yaml", "import:\n" + more + "  layers:\n" + layers)});
}

TEST_CASE("Sheets of Excel and Calc: the first row names the columns, also where all cells are text") {
  if (gis_is_missing()) return;
  for (const char* name : {"cabinets.xlsx", "cabinets.ods"}) {
    CAPTURE(name);
    const TemporaryDirectory folder;
    const ImportRun run = import_layers(
        folder,
        "    - {file: " + test::in_source("tests/tools/exchange/files/") + name +
            ", as: sites, id: nr, name: street, lon: X, lat: Y, crs: EPSG:4326, state: {field: Stand, "
            "words: {built: operational}}}\n");
    REQUIRE(run.run.status == 0);
    CHECK(read_text(folder / "out/sites.csv") ==
          "id,name,kind,state,lon,lat\nc1,Mill Street,,operational,7.1,50.7\nc2,Hill Lane,,planned,7.2,50.7\n"
          "17,Bank,,operational,7.3,50.7\n");
  }
  const TemporaryDirectory folder;
  const ImportRun text = import_layers(
      folder, "    - {file: " + test::in_source("tests/tools/exchange/files/text_only.xlsx") +
                  ", as: sites, id: nr, name: street}\n    - {file: links.csv, as: links, from: f, to: t}\n");
  CHECK(text.run.status == 2);
  folder.write("links.csv", "f,t\na,c\n");
  const ImportRun both = import_layers(
      folder, "    - {file: " + test::in_source("tests/tools/exchange/files/text_only.xlsx") +
                  ", as: sites, id: nr, name: street}\n    - {file: links.csv, as: links, from: f, to: t}\n");
  CAPTURE(both.run.err);
  REQUIRE(both.run.status == 0);
  CHECK(both.report["network"]["sites"] == 2);
  CHECK(both.report["network"]["links"] == 1);
}

TEST_CASE("A sheet with merged cells above its header is refused, and the message says what is wrong") {
  if (gis_is_missing()) return;
  const TemporaryDirectory folder;
  const ImportRun run = import_layers(
      folder, "    - {file: " + test::in_source("tests/tools/exchange/files/merged_header.xlsx") +
                  ", as: sites, id: nr, lon: X, lat: Y}\n");
  CHECK(run.run.status == 2);
  CHECK(run.run.err.find("has no field \"nr\"") != std::string::npos);
  CHECK(run.run.err.find("the first row of a sheet must name every column, without merged cells") !=
        std::string::npos);
  CHECK_FALSE(fs::exists(folder / "out"));
}

TEST_CASE("A GeoPackage that another program is writing to is refused, and the message says so") {
  if (gis_is_missing()) return;
  const TemporaryDirectory folder;
  const std::string scenario = folder.write(
      "s.yaml",
      "lastmile: 1\nname: One\nsites: [{id: a, kind: source, lon: 7, lat: 50}]\npremises: [{id: h}]\n");
  REQUIRE(test::run_program({"run", scenario, "--gis", folder / "map.gpkg", "--quiet"}).status == 0);
  const int file = ::open((folder / "map.gpkg").c_str(), O_RDWR | O_CLOEXEC);
  REQUIRE(file >= 0);
  struct ::flock lock = {};  // as SQLite locks a file exclusively: its lock bytes begin at 1 GiB
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = 0x40000000;
  lock.l_len = 512;
  REQUIRE(::fcntl(file, F_SETLK, &lock) == 0);
  const ImportRun run = import_into(folder, {folder / "map.gpkg"});
  ::close(file);
  CHECK(run.run.status == 2);
  CHECK(run.run.err.find("database is locked; close the program that is writing to it") != std::string::npos);
  CHECK(import_into(folder, {folder / "map.gpkg"}).run.status == 0);
}

TEST_CASE("A GeoPackage that another program has open is not replaced, and nothing is left beside it") {
  if (gis_is_missing()) return;
  const TemporaryDirectory folder;
  const std::string scenario = folder.write(
      "s.yaml",
      "lastmile: 1\nname: One\nsites: [{id: a, kind: source, lon: 7, lat: 50}]\npremises: [{id: h}]\n");
  const std::string map = folder / "map.gpkg";
  const std::vector<std::string> command = {"run",     scenario,   "--gis",           map,
                                            "--quiet", "--output", folder / "results"};
  REQUIRE(test::run_program({"run", scenario, "--gis", map, "--quiet"}).status == 0);
  const std::string before = read_text(map);
  const auto check_kept = [&](const std::string& log) {
    CAPTURE(log);
    const test::ProgramRun run = test::run_program(command);
    CHECK(run.status == 1);
    CHECK(run.out.empty());
    CHECK(run.err.find("map.gpkg: cannot write: another program has it open") != std::string::npos);
    CHECK(run.err.find("close that program, or choose another name") != std::string::npos);
    CHECK(read_text(map) == before);
    CHECK_FALSE(fs::exists(folder / "results"));
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder.string())) ++files;
    CHECK(files == (log.empty() ? 2 : 3));
  };
  // The logs of SQLite: what they hold would be applied to the new file.
  for (const char* log : {"map.gpkg-wal", "map.gpkg-journal"}) {
    folder.write(log, "not zero");
    check_kept(log);
    fs::remove(folder / log);
  }
  folder.write("map.gpkg-wal", "");  // of a connection that has written nothing yet
  check_kept("map.gpkg-wal");
  fs::remove(folder / "map.gpkg-wal");
  const int file = ::open(map.c_str(), O_RDWR | O_CLOEXEC);
  REQUIRE(file >= 0);
  struct ::flock lock = {};  // as a connection in WAL mode holds it: a shared lock
  lock.l_type = F_RDLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = 0x40000002;
  lock.l_len = 510;
  REQUIRE(::fcntl(file, F_SETLK, &lock) == 0);
  check_kept("");
  ::close(file);
  folder.write("map.gpkg-journal", std::string(28, '\0'));  // a journal that SQLite keeps but is done with
  CHECK(test::run_program(command).status == 0);
  // The same for a database of results.
  folder.write("results.sqlite-wal", "not zero");
  CHECK(test::run_program({"run", scenario, "--output", folder / "results.sqlite"}).status == 1);
  CHECK_FALSE(fs::exists(folder / "results.sqlite"));
}

TEST_CASE("The encoding that a .cpg file names is used") {
  if (gis_is_missing()) return;
  std::string dbf(65, '\0');  // one text field of ten bytes, without a code page
  dbf[0] = 3;
  dbf[1] = 126;
  dbf[2] = dbf[3] = 1;
  dbf[4] = 1;
  dbf[8] = 65;
  dbf[10] = 11;
  dbf.replace(32, 4, "NAME");
  dbf[43] = 'C';
  dbf[48] = 10;
  dbf[64] = '\r';
  const TemporaryDirectory folder;
  folder.write("towns.dbf", dbf + " " + "Krak\xF3w    " + "\x1A");
  folder.write("sites.csv", "id,b\na,1\n");
  const std::string layers =
      "    - {file: towns.dbf, as: premises, id: NAME, drop: {from: {value: a}}}\n"
      "    - {file: sites.csv, as: sites, id: id}\n";
  CHECK(import_layers(folder, layers).run.status == 2);
  folder.write("towns.cpg", "ISO-8859-2");
  REQUIRE(import_layers(folder, layers).run.status == 0);
  CHECK(read_text(folder / "out/premises.csv").find("\nKraków,") != std::string::npos);
}

// Streets and homes near Bonn in UTM zone 32, as WKT in CSV files; `write_point` writes a position.
template <class WritePoint>
void write_town(const TemporaryDirectory& folder, WritePoint write_point) {
  std::string streets = "WKT,id\n";
  for (int i = 0; i < 6; ++i) {
    const std::string along = write_point(365'000, 5'621'000 + 120.0 * i) + ", " +
                              write_point(365'300, 5'621'010 + 120.0 * i) + ", " +
                              write_point(365'700, 5'621'000 + 120.0 * i);
    streets += "\"LINESTRING (" + along + ")\",e" + std::to_string(i) + "\n";
  }
  streets +=
      "\"LINESTRING (" + write_point(365'300, 5'621'010) + ", " + write_point(365'300, 5'621'610) + ")\",n\n";
  std::string homes = "WKT,id\n";
  for (int i = 0; i < 40; ++i)
    homes += "\"POINT (" + write_point(365'010.0 + 17 * i, 5'621'033.0 + 13 * i) + ")\",h" +
             std::to_string(i) + "\n";
  folder.write("streets.csv", streets);
  folder.write("homes.csv", homes);
}
const char* const town_layers =
    "    - {file: streets.csv, as: links, id: id, state: {value: planned}}\n"
    "    - {file: homes.csv, as: premises, id: id, drop: {to: nearest-link, state: planned}}\n";

TEST_CASE("Coordinates in another system give the same network") {
  if (gis_is_missing()) return;
  const TemporaryDirectory projected, geographic;
  write_town(projected, [](double x, double y) { return std::to_string(x) + " " + std::to_string(y); });
  const auto to_degrees = io::Projection::open("EPSG:25832");
  REQUIRE(to_degrees);
  write_town(geographic, [&](double x, double y) {
    const Point at = *to_degrees->to_wgs84(x, y);
    char text[64];
    std::snprintf(text, sizeof text, "%.10f %.10f", at.lon, at.lat);
    return std::string(text);
  });
  const ImportRun a = import_layers(projected, town_layers, "  crs: EPSG:25832\n");
  const ImportRun b = import_layers(geographic, town_layers, "  crs: EPSG:4326\n");
  CAPTURE(a.run.err);
  REQUIRE(a.run.status == 0);
  REQUIRE(b.run.status == 0);
  CHECK(a.report["network"]["premises"] == 40);
  for (const char* key : {"sites", "links", "premises", "with_final_link", "made_sites"})
    CHECK(a.report["network"][key] == b.report["network"][key]);
  CHECK(a.report["network"]["links_length_m"].get<double>() ==
        doctest::Approx(b.report["network"]["links_length_m"].get<double>()).epsilon(1e-6));
  CHECK(a.report["components"] == b.report["components"]);
}

TEST_CASE("Ids stay the same when files are imported again, and when another feature is added") {
  if (gis_is_missing()) return;
  const TemporaryDirectory folder;
  const auto plain = [](double x, double y) { return std::to_string(x) + " " + std::to_string(y); };
  write_town(folder, plain);
  REQUIRE(import_layers(folder, town_layers, "  crs: EPSG:25832\n").run.status == 0);
  const std::string links = read_text(folder / "out/links.csv");
  const std::string sites = read_text(folder / "out/sites.csv");
  REQUIRE(import_layers(folder, town_layers, "  crs: EPSG:25832\n").run.status == 0);
  CHECK(read_text(folder / "out/links.csv") == links);
  CHECK(read_text(folder / "out/sites.csv") == sites);
  const std::string streets = read_text(folder / "streets.csv");
  folder.write("streets.csv", streets + "\"LINESTRING (370000 5621000, 370100 5621000)\",apart\n");
  REQUIRE(import_layers(folder, town_layers, "  crs: EPSG:25832\n").run.status == 0);
  const std::string more = read_text(folder / "out/sites.csv");
  std::size_t lost = 0;
  for (std::size_t at = 0; at < sites.size();) {
    const std::size_t end = sites.find('\n', at);
    if (more.find(sites.substr(at, sites.find(',', at) - at + 1)) == std::string::npos) ++lost;
    at = end + 1;
  }
  CHECK(lost == 0);
}

}  // namespace
}  // namespace lastmile::import_formats_test
