// Real GIS files, backbones in OFDS and research networks in GraphML, which stand next to the project and not
// in it. Where they are missing, or GDAL is, each test says so and passes.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "tests/tools/exchange/import_files.h"

namespace lastmile::test::gis_test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::optional<std::string> real_file(const std::string& name) {
  const char* given = std::getenv("LASTMILE_REAL_DATA");
  const fs::path folder = given != nullptr && *given != '\0' ? given : default_real_data_folder();
  const fs::path file = folder / "gis" / name;
  if (fs::exists(file)) return file.string();
  MESSAGE("real data is not there, nothing was tested: no file ", file.string());
  return std::nullopt;
}

std::optional<std::string> real_gis_file(const std::string& name) {
  if (has_gis()) return real_file(name);
  MESSAGE("lastmile was built without GDAL, nothing was tested");
  return std::nullopt;
}

ImportRun import_mapped(const TemporaryDirectory& folder, const std::string& mapping) {
  ImportRun run = import_into(folder, {"--mapping", folder.write("map.yaml", mapping)});
  CAPTURE(run.run.err);
  REQUIRE(run.run.status == 0);
  return run;
}

bool tells(const json& list, const std::string& layer, int feature, const std::string& reason) {
  for (const json& entry : list)
    if (entry["layer"] == layer && entry["feature"] == feature &&
        entry["reason"].get<std::string>().find(reason) != std::string::npos)
      return true;
  return false;
}

TEST_CASE(
    "Santa Cruz: all 457 premises are in one part where streets are cut at shared vertices, 190 at ends "
    "only") {
  const auto streets = real_gis_file("santa-cruz-500/streets.shp");
  const auto homes = real_gis_file("santa-cruz-500/demand.shp");
  if (!streets || !homes) return;
  for (const std::string join : {"touching", "ends"}) {
    const TemporaryDirectory folder;
    const ImportRun run = import_mapped(
        folder, "import:\n  layers:\n    - {file: " + *streets + ", as: links, join: " + join +
                    "}\n    - {file: " + *homes + ", as: premises, drop: {to: nearest-link}}\n" +
                    "  sources: {largest_component: true}\n");
    CHECK(run.report["network"]["premises"] == 457);
    CHECK(run.report["components"]["largest"]["premises"] == (join == "ends" ? 190 : 457));
    const ProgramRun evaluated = run_program({"run", folder / "out/scenario.yaml", "--format", "json"});
    REQUIRE(evaluated.status == 0);
    CHECK(json::parse(evaluated.out)["ladder"][1]["premises"] == (join == "ends" ? 190 : 457));
  }
}

TEST_CASE("FiberQ: every planted fault is reported") {
  const auto project = real_gis_file("fiberq-demo/demo_project.gpkg");
  if (!project) return;
  const auto mapping = [&](const std::string& otherwise) {
    const auto layer = [&](const std::string& name, const std::string& rest) {
      return "    - {file: " + *project + ", layer: " + name + ", " + rest + "}\n";
    };
    const std::string state =
        "as: links, id: fiberq_uuid, state: {field: stanje_kabla, words: {Existing: operational, Planned: "
        "planned}" +
        otherwise + "}";
    return "import:\n  snap_m: 5\n  layers:\n" + layer("Poles", "as: sites, id: fiberq_uuid, kind: tip") +
           layer("Manholes", "as: sites, id: fiberq_uuid, kind: {value: manhole}") +
           layer("Joint_Closures", "as: sites, id: fiberq_uuid, kind: {value: closure}") +
           layer("Underground_cables", state) + layer("Aerial_cables", state) +
           layer("Route", "as: links, id: fiberq_uuid, length_m: duzina") +
           "  sources: {largest_component: true}\n";
  };
  const TemporaryDirectory folder;
  const ImportRun refused = import_into(folder, {"--mapping", folder.write("map.yaml", mapping(""))});
  CHECK(refused.run.status == 2);
  CHECK(refused.run.err.find(
            "layer \"Underground_cables\", feature 2, stanje_kabla: unknown state \"Someday\"") !=
        std::string::npos);
  const json report = import_mapped(folder, mapping(", default: planned")).report;
  CHECK(tells(report["replaced"], "Underground_cables", 2, "\"Someday\" is no state, taken as planned"));
  CHECK(tells(report["not_joined"], "Aerial_cables", 1, "its start is near nothing"));
  CHECK(tells(report["not_joined"], "Aerial_cables", 1, "its end is near nothing"));
  CHECK(tells(report["near_miss"], "Aerial_cables", 2, "its start is near something"));
  CHECK(tells(report["renamed"], "Poles", 6, "is taken"));
  CHECK(tells(report["left_out"], "Poles", 5, "no geometry"));
  CHECK(tells(report["contradicted"], "Route", 3, "given as 210 m and measures 144.6 m"));
  CHECK(tells(report["not_joined"], "Poles", 4, "no line ends at it"));
  CHECK(report["contradicted"].size() == 1);
  CHECK(report["replaced"].size() == 1);
  CHECK(report["left_out"].size() == 1);
}

TEST_CASE("OFDS: the example comes in, and the invalid package is refused with reasons") {
  const auto example = real_file("ofds-example/network-package.json");
  const auto invalid = real_file("ofds-example/network-package-invalid.json");
  if (!example || !invalid) return;
  const TemporaryDirectory folder;
  const ImportRun run = import_into(folder, {*example});
  REQUIRE(run.run.status == 0);
  CHECK(run.report["name"] == "Ghana Fibre Network");
  CHECK(run.report["network"]["sites"] == 2);
  CHECK(run.report["network"]["links"] == 1);
  const ImportRun refused = import_into(folder, {*invalid});
  CHECK(refused.run.status == 2);
  for (const char* reason :
       {"has no nodes", "unknown status \"open\"", "key \"start\" is missing", "key \"id\" is missing"})
    CHECK(refused.run.err.find(reason) != std::string::npos);
}

TEST_CASE("Chorus: lengths follow the routes, which straight lines fall 18 % short of") {
  const auto file = real_file("ofds-chorus/chorus.json");
  if (!file) return;
  const TemporaryDirectory folder;
  const ImportRun run = import_into(folder, {*file});
  REQUIRE(run.run.status == 0);
  CHECK(run.report["network"]["sites"] == 45);
  CHECK(run.report["network"]["links"] == 56);
  CHECK(run.report["components"]["largest"]["sites"] ==
        28);  // the North Island; 17 sites of the South Island
  const double routes_m = run.report["network"]["links_length_m"].get<double>();
  // Haversine sums over the same file, by another program.
  CHECK(routes_m == doctest::Approx(6'058'432).epsilon(0.001));
  CHECK(4'954'152 / routes_m == doctest::Approx(0.82).epsilon(0.005));
}

TEST_CASE("Topology Zoo: nodes, edges and the largest component are the published ones") {
  struct Network {
    const char* name;
    int nodes, edges, largest;
  };
  for (const Network& network :
       {Network{"DialtelecomCz", 193, 151, 138}, Network{"Colt", 153, 191, 0},
        Network{"Geant2010", 37, 58, 0}, Network{"Ntt", 47, 216, 0}, Network{"Padi", 15, 6, 0}}) {
    CAPTURE(network.name);
    const auto file = real_file("topology-zoo/" + std::string(network.name) + ".graphml");
    if (!file) continue;
    const TemporaryDirectory folder;
    const ImportRun run = import_into(folder, {*file});
    REQUIRE(run.run.status == 0);
    CHECK(run.report["network"]["sites"] == network.nodes);
    CHECK(run.report["network"]["links"].get<int>() +
              run.report["features"]["left_out"]["count"].get<int>() ==
          network.edges);
    if (network.largest > 0) CHECK(run.report["components"]["largest"]["sites"] == network.largest);
    CHECK(run_program({"check", folder / "out/scenario.yaml", "--quiet"}).status == 0);
  }
}

}  // namespace
}  // namespace lastmile::test::gis_test
