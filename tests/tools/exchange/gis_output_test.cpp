// --gis: what the file holds, read back through GDAL, and that the network can be imported from it again.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "tests/support/approx.h"
#include "tests/support/text_lines.h"
#include "tests/support/xml.h"
#include "tests/tools/exchange/import_files.h"
#include "tools/exchange/gdal/load_gis.h"

namespace lastmile::test::gis_output_test {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

// Four sites of which one has no place, with two routes; six premises, one without a place. Two of them are
// served. The link `old` is out of the design.
const char* const harbour = R"(lastmile: 1
name: Harbour
sites:
  - {id: pop, kind: source, value: 1500, lon: 7.10, lat: 50.70, area: quay}
  - {id: cab, name: "Müller & Söhne", kind: cabinet, cost: 400, lon: 7.12, lat: 50.72}
  - {id: far, kind: cabinet, state: failed, cost: 300, completion_cost: 30, lon: 7.16, lat: 50.70}
  - {id: lost, kind: cabinet, cost: 1}
links:
  - {id: f1, from: pop, to: cab, tier: feeder, cost: 900, route: [[7.10, 50.70], [7.10, 50.74], [7.12, 50.72]]}
  - {id: f2, from: cab, to: far, tier: distribution, state: planned, cost: 700}
  - {id: f3, from: cab, to: lost, tier: distribution, cost: 5}
  - {id: old, from: pop, to: far, tier: feeder, state: decommissioned, value: 3}
  - {id: d2, from: cab, to: h2, tier: drop, state: inactive, cost: 80, completion_cost: 8}
premises:
  - {id: h1, homes: 4, users: 9.5, lon: 7.121, lat: 50.721, area: quay, drop: {from: cab, cost: 70}}
  - {id: h2, homes: 2, lon: 7.122, lat: 50.722, drop: {from: cab, state: planned, cost: 60}}
  - {id: h3, homes: 3, lon: 7.161, lat: 50.701, subscribed: no, drop: {from: far, cost: 50}}
  - {id: h4, homes: 5, lon: 7.18, lat: 50.69, drop: {from: cab, cost: 40}}
  - {id: h5, drop: {from: cab, cost: 30}}
  - {id: h6, lon: 7.1, lat: 50.7}
)";

bool gis_is_there() {
  if (has_gis()) return true;
  const TemporaryDirectory folder;
  const ProgramRun run = run_program({"run", folder.write("s.yaml", harbour), "--gis", folder / "map.gpkg"});
  CHECK(run.status == 2);
  CHECK(run.err.find("[needs-gis]") != std::string::npos);
  CHECK_FALSE(fs::exists(folder / "map.gpkg"));
  return false;
}

exchange::Gis& module() {
  static const exchange::LoadedGis loaded = exchange::load_gis();
  REQUIRE(loaded.module);
  return *loaded.module;
}

using Cells = std::map<std::string, std::string>;  // field -> value
struct ReadLayer {
  exchange::GisLayer head;
  exchange::FeatureLayer content;
  std::vector<Cells> rows;
};
ReadLayer read_layer(const std::string& file, const std::string& name, const std::string& where = {}) {
  ReadLayer read;
  for (const exchange::GisLayer& layer : module().layers_of(file))
    if (layer.name == name) read.head = layer;
  exchange::GisRequest request;
  request.file = file;
  request.layer = name;
  request.where = where;
  request.fields = read.head.fields;
  read.content = module().read(request);
  for (std::size_t i = 0; i < read.content.features.size(); ++i) {
    Cells& row = read.rows.emplace_back();
    for (std::size_t f = 0; f < request.fields.size(); ++f)
      row[request.fields[f]] = std::string(read.content.cell(i, f));
  }
  return read;
}
const Cells& row_of(const ReadLayer& layer, const std::string& id) {
  for (const Cells& row : layer.rows)
    if (row.at("id") == id) return row;
  FAIL("no feature " << id);
  return layer.rows.front();
}

// The rows of a table without quotes in its cells.
std::vector<Cells> table(const std::string& path) {
  const auto split = [](const std::string& line) {
    std::vector<std::string> cells(1);
    for (const char c : line)
      if (c == ',')
        cells.emplace_back();
      else
        cells.back() += c;
    return cells;
  };
  const std::vector<std::string> lines = lines_of(read_text(path));
  const std::vector<std::string> header = split(lines.front());
  std::vector<Cells> rows;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string> cells = split(lines[i]);
    Cells& row = rows.emplace_back();
    for (std::size_t c = 0; c < cells.size(); ++c) row[header[c]] = cells[c];
  }
  return rows;
}

// Every cell of the table is in the layer; numbers by value.
void check_holds(const ReadLayer& layer, const std::vector<Cells>& rows) {
  for (const Cells& row : rows) {
    const auto drawn = std::find_if(layer.rows.begin(), layer.rows.end(),
                                    [&](const Cells& of) { return of.at("id") == row.at("id"); });
    if (drawn == layer.rows.end()) continue;
    for (const auto& cell : row) {
      CAPTURE(row.at("id"));
      CAPTURE(cell.first);
      REQUIRE(drawn->contains(cell.first));
      const std::string& got = drawn->at(cell.first);
      const auto field = std::find(layer.head.fields.begin(), layer.head.fields.end(), cell.first);
      const auto type = layer.head.types[static_cast<std::size_t>(field - layer.head.fields.begin())];
      if (type == exchange::FieldType::real && !cell.second.empty())
        CHECK(std::stod(got) == doctest::Approx(std::stod(cell.second)).epsilon(1e-12));
      else
        CHECK(got == cell.second);
    }
  }
}

TEST_CASE("A map has a layer each for sites, links, drops and premises, with the columns of the tables") {
  if (!gis_is_there()) return;
  const TemporaryDirectory folder;
  const ProgramRun run = run_program(
      {"run", folder.write("s.yaml", harbour), "--gis", folder / "map.gpkg", "--output", folder / "results"});
  REQUIRE(run.status == 0);
  // Without a place: site lost, link f3 to it, premises h5 and its drop.
  CHECK(run.err.find("1 site, 2 links, 1 premises without coordinates are left out [not-drawn]") !=
        std::string::npos);
  std::set<std::string> names;
  for (const exchange::GisLayer& layer : module().layers_of(folder / "map.gpkg")) {
    names.insert(layer.name);
    if (layer.name != "layer_styles") CHECK(layer.crs == "EPSG:4326");
  }
  CHECK(names == std::set<std::string>{"sites", "links", "drops", "premises", "layer_styles"});

  const ReadLayer sites = read_layer(folder / "map.gpkg", "sites");
  const ReadLayer links = read_layer(folder / "map.gpkg", "links");
  const ReadLayer drops = read_layer(folder / "map.gpkg", "drops");
  const ReadLayer premises = read_layer(folder / "map.gpkg", "premises");
  CHECK(sites.rows.size() == 3);
  CHECK(links.rows.size() == 3);
  CHECK(drops.rows.size() == 5);
  CHECK(premises.rows.size() == 5);
  CHECK(sites.head.geometry == "Point");
  CHECK(links.head.geometry == "Line String");
  CHECK(drops.head.geometry == "Line String");
  CHECK(premises.head.geometry == "Point");

  std::vector<Cells> site_rows, link_rows;
  for (const Cells& row : table(folder / "results/elements.csv"))
    (row.at("tier") == "site" ? site_rows : link_rows).push_back(row);
  check_holds(sites, site_rows);
  check_holds(links, link_rows);
  check_holds(drops, table(folder / "results/final_links.csv"));
  check_holds(premises, table(folder / "results/premises.csv"));
  CHECK(row_of(sites, "cab").at("name") == "Müller & Söhne");
  CHECK(row_of(premises, "h1").at("area") == "quay");
  CHECK(row_of(premises, "h2").at("area").empty());
  CHECK(row_of(premises, "h3").at("subscribed") == "0");
  CHECK(row_of(links, "old").at("stranded").empty());  // no part of the design
  CHECK(row_of(links, "f1").at("from") == "pop");
  CHECK(row_of(drops, "h2/drop").at("to") == "h2");
}

TEST_CASE("The note on what has no coordinates counts in words") {
  if (!gis_is_there()) return;
  const TemporaryDirectory folder;
  const auto note = [&](const std::string& premises) {
    const std::string scenario = folder.write("s.yaml",
                                              "lastmile: 1\nname: One\nsites: [{id: a, kind: source, lon: 7, "
                                              "lat: 50}]\npremises: [" +
                                                  premises + "]\n");
    return run_program({"run", scenario, "--gis", folder / "map.gpkg"}).err;
  };
  CHECK(note("{id: h}").find("1 premises without coordinates is left out") != std::string::npos);
  CHECK(note("{id: h}, {id: i}").find("2 premises without coordinates are left out") != std::string::npos);
}

TEST_CASE("A map has typed fields, the routes of links, and straight lines where there is no route") {
  if (!gis_is_there()) return;
  const TemporaryDirectory folder;
  REQUIRE(run_program({"run", folder.write("s.yaml", harbour), "--gis", folder / "map.gpkg"}).status == 0);
  const ReadLayer premises = read_layer(folder / "map.gpkg", "premises");
  using exchange::FieldType;
  const auto type = [&](const std::string& name) {
    const auto at = std::find(premises.head.fields.begin(), premises.head.fields.end(), name);
    REQUIRE(at != premises.head.fields.end());
    return premises.head.types[static_cast<std::size_t>(at - premises.head.fields.begin())];
  };
  CHECK(type("id") == FieldType::text);
  CHECK(type("homes") == FieldType::whole);
  CHECK(type("users") == FieldType::real);
  CHECK(type("subscribed") == FieldType::truth);
  double west = 180, east = -180, south = 90, north = -90;
  for (const Point& point : premises.content.points) {
    west = std::min(west, point.lon);
    east = std::max(east, point.lon);
    south = std::min(south, point.lat);
    north = std::max(north, point.lat);
  }
  CHECK(west == 7.1);
  CHECK(east == 7.18);
  CHECK(south == 50.69);
  CHECK(north == 50.722);
  const ReadLayer links = read_layer(folder / "map.gpkg", "links");
  REQUIRE(links.rows[0].at("id") == "f1");
  CHECK(links.content.part_size(0) == 3);
  CHECK(links.content.part(0)[1].lat == 50.74);
  CHECK(links.content.part_size(1) == 2);  // f2
  CHECK(links.content.part(1)[1].lon == 7.16);
}

TEST_CASE("A GeoPackage says how QGIS draws each layer, with a class for every value that occurs") {
  if (!gis_is_there()) return;
  const TemporaryDirectory folder;
  REQUIRE(run_program({"run", folder.write("s.yaml", harbour), "--gis", folder / "map.gpkg"}).status == 0);
  std::map<std::string, std::set<std::string>> classes;
  for (const Cells& row : read_layer(folder / "map.gpkg", "layer_styles").rows) {
    CHECK(row.at("useAsDefault") == "1");
    CHECK(row.at("f_geometry_column") == "geom");
    const pugi::xml_document style = read_xml(row.at("styleQML"));
    const pugi::xml_node renderer = style.child("qgis").child("renderer-v2");
    CHECK(attribute_of(renderer, "type") == "categorizedSymbol");
    std::set<std::string> symbols;
    for (const pugi::xml_node& symbol : renderer.child("symbols").children("symbol"))
      symbols.insert(attribute_of(symbol, "name"));
    for (const pugi::xml_node& one : renderer.child("categories").children("category")) {
      CHECK(symbols.contains(attribute_of(one, "symbol")));
      classes[row.at("f_table_name")].insert(attribute_of(one, "value"));
    }
  }
  CHECK(classes.size() == 4);
  for (const Cells& row : read_layer(folder / "map.gpkg", "premises").rows) {
    const std::string obstacles = row.at("obstacles");
    const std::string value =
        obstacles.empty() ? row.at("rung") : row.at("rung") + ": " + obstacles.substr(0, obstacles.find('|'));
    CAPTURE(value);
    CHECK(classes["premises"].contains(value));
  }
  for (const char* layer : {"links", "drops"})
    for (const Cells& row : read_layer(folder / "map.gpkg", layer).rows)
      CHECK(classes[layer].contains(row.at("state")));
}

TEST_CASE("GeoJSON and FlatGeobuf hold the same features in one layer") {
  if (!gis_is_there()) return;
  const TemporaryDirectory folder;
  const std::string scenario = folder.write("s.yaml", harbour);
  REQUIRE(run_program({"run", scenario, "--gis", folder / "map.gpkg"}).status == 0);
  for (const std::string ending : {"geojson", "fgb"}) {
    CAPTURE(ending);
    const std::string file = folder / ("map." + ending);
    REQUIRE(run_program({"run", scenario, "--gis", file}).status == 0);
    const std::vector<exchange::GisLayer> layers = module().layers_of(file);
    REQUIRE(layers.size() == 1);
    CHECK(layers.front().crs == "EPSG:4326");
    for (const std::string name : {"sites", "links", "drops", "premises"}) {
      const ReadLayer whole = read_layer(folder / "map.gpkg", name);
      const ReadLayer part = read_layer(file, layers.front().name, "layer = '" + name + "'");
      REQUIRE(part.rows.size() == whole.rows.size());
      for (const Cells& row : whole.rows) {
        const Cells& other = row_of(part, row.at("id"));
        for (const auto& cell : row)
          if (cell.first != "subscribed") CHECK(other.at(cell.first) == cell.second);
      }
    }
  }
  CHECK(read_text(folder / "map.geojson").find("\"subscribed\": false") != std::string::npos);
}

// Ladder, causes and books of two results, with the rounding of sums in another order.
void check_same(const json& a, const json& b, const std::string& at) {
  CAPTURE(at);
  if (a.is_number()) {
    CHECK(a.get<double>() == doctest::Approx(b.get<double>()).epsilon(1e-9));
  } else if (a.is_structured()) {
    REQUIRE(a.size() == b.size());
    for (const auto& item : a.items())
      check_same(item.value(), a.is_array() ? b[std::stoul(item.key())] : b[item.key()],
                 at + "/" + item.key());
  } else {
    CHECK(a == b);
  }
}

TEST_CASE("A network that is exported and imported again has the same ladder, causes and ledger") {
  if (!gis_is_there()) return;
  const TemporaryDirectory folder;
  REQUIRE(
      run_program({"generate", "--premises", "3000", "--seed", "7", "--output", folder / "country"}).status ==
      0);
  const auto result = [](const std::string& scenario) {
    const ProgramRun run = run_program({"run", scenario, "--format", "json", "--quiet"});
    REQUIRE(run.status == 0);
    return json::parse(run.out);
  };
  for (const std::string ending : {"gpkg", "geojson", "fgb"}) {
    CAPTURE(ending);
    const std::string file = folder / ("map." + ending);
    REQUIRE(run_program({"run", folder / "country/scenario.yaml", "--gis", file, "--quiet"}).status == 0);
    fs::remove_all(folder / "out");
    const ImportRun run = import_into(folder, {file});
    CAPTURE(run.run.err);
    REQUIRE(run.run.status == 0);
    CHECK(run.report["features"]["left_out"]["count"] == 0);
    const json before = result(folder / "country/scenario.yaml");
    const json after = result(folder / "out/scenario.yaml");
    CHECK(before["unserved"].size() > 3);
    for (const char* part : {"network", "ladder", "unserved", "backbone", "final_links", "to_serve_everyone"})
      if (std::string(part) != "network") check_same(before[part], after[part], part);
    // Exported from what was imported, the map is the same again.
    const std::string second = folder / ("second." + ending);
    REQUIRE(run_program({"run", folder / "out/scenario.yaml", "--gis", second, "--quiet"}).status == 0);
    if (ending == "gpkg")
      for (const std::string name : {"sites", "links", "drops", "premises"}) {
        const ReadLayer one = read_layer(file, name);
        const ReadLayer two = read_layer(second, name);
        REQUIRE(one.rows.size() == two.rows.size());
        std::size_t different = 0;
        for (std::size_t i = 0; i < one.rows.size(); ++i)
          for (const std::string field : {"id", name == "premises" ? "rung" : "state"})
            if (one.rows[i].at(field) != two.rows[i].at(field)) ++different;
        CHECK(different == 0);
      }
  }
}

TEST_CASE("What a map does not hold is said when it is imported, and the order of elements stays") {
  if (!gis_is_there()) return;
  for (const std::string name : {"map.gpkg", "map.geojson", "map.fgb"}) {
    CAPTURE(name);
    const TemporaryDirectory folder;
    const std::string scenario =
        folder.write("s.yaml", std::string(harbour) + "currency: CHF\nprice_year: 2024\n");
    REQUIRE(run_program({"run", scenario, "--gis", folder / name, "--quiet"}).status == 0);
    const ImportRun run = import_into(folder, {folder / name});
    REQUIRE(run.run.status == 0);
    std::string ids;
    for (const Cells& row : table(folder / "out/sites.csv")) ids += row.at("id") + " ";
    CHECK(ids == "pop cab far ");
    ids.clear();
    for (const Cells& row : table(folder / "out/premises.csv")) ids += row.at("id") + " ";
    CHECK(ids == "h1 h2 h3 h4 h6 ");
    const std::string said = run.report["assumptions"].dump();
    CHECK(said.find("Amounts of money are taken as EUR without a price year") != std::string::npos);
    CHECK(said.find("these take their defaults. The name is that of the file.") != std::string::npos);
    CHECK(read_text(folder / "out/scenario.yaml").find("Amounts of money are taken as EUR") !=
          std::string::npos);
    // It has none in the scenario either.
    REQUIRE(run.report["not_joined"].size() == 1);
    CHECK(run.report["not_joined"][0]["id"] == "h6");
    CHECK(run.report["not_joined"][0]["reason"] == "no final link: no link names it");
    CHECK_FALSE(run.report["not_joined"][0].contains("distance_m"));
  }
}

TEST_CASE("The map of an explanation holds the route, its works and the premises") {
  if (!gis_is_there()) return;
  const TemporaryDirectory folder;
  REQUIRE(
      run_program({"explain", folder.write("s.yaml", harbour), "h3", "--gis", folder / "map.gpkg"}).status ==
      0);
  // pop, f1, cab, f2 (planned), far (failed), h3/drop.
  const ReadLayer sites = read_layer(folder / "map.gpkg", "sites");
  const ReadLayer links = read_layer(folder / "map.gpkg", "links");
  const ReadLayer drops = read_layer(folder / "map.gpkg", "drops");
  const ReadLayer premises = read_layer(folder / "map.gpkg", "premises");
  REQUIRE(sites.rows.size() == 3);
  REQUIRE(links.rows.size() == 2);
  REQUIRE(drops.rows.size() == 1);
  REQUIRE(premises.rows.size() == 1);
  CHECK(row_of(sites, "pop").at("route") == "1");
  CHECK(row_of(links, "f2").at("route") == "4");
  CHECK(row_of(drops, "h3/drop").at("route") == "6");
  CHECK(row_of(sites, "pop").at("remedy") == "0");
  CHECK(row_of(sites, "far").at("remedy") == "1");
  CHECK(row_of(links, "f2").at("remedy") == "1");
  CHECK(row_of(premises, "h3").at("rung") == "located");
}

TEST_CASE("The map of what fails has the cells of the tables") {
  if (!gis_is_there()) return;
  const TemporaryDirectory folder;
  const std::string scenario = folder.write("s.yaml", std::string(harbour) + R"(
reliability:
  cabinet: {failures_per_year: 1, repair_hours: 8.76}
  drop: {failures_per_year: 2, repair_hours: 8.76}
)");
  const std::string map = folder / "map.gpkg";
  REQUIRE(run_program({"reliability", scenario, "--gis", map, "--output", folder / "out"}).status == 0);
  // h1 hangs on pop, f1, cab and its drop; h5, who is not drawn, and h1 are served.
  const ReadLayer premises = read_layer(map, "premises");
  CHECK(row_of(premises, "h1").at("single_points") == "4");
  const double expected = (1 / (1 + 0.001)) * (1 / (1 + 0.002));
  CHECK(std::stod(row_of(premises, "h1").at("availability")) == doctest::Approx(expected).epsilon(1e-12));
  const ReadLayer sites = read_layer(map, "sites");
  CHECK(row_of(sites, "cab").at("users_cut_off") == row_of(sites, "pop").at("users_cut_off"));
  CHECK(std::stod(row_of(read_layer(map, "drops"), "h1/drop").at("users_cut_off")) == 9.5);
  CHECK(row_of(sites, "far").at("users_cut_off").empty());
  const ReadLayer links = read_layer(map, "links");
  std::size_t compared = 0;
  for (const Cells& row : table(folder / "out/single_failures.csv")) {
    if (row.at("element") != "f1" && row.at("element") != "cab") continue;
    const Cells& drawn = row.at("tier") == "site" ? row_of(sites, "cab") : row_of(links, "f1");
    for (const char* column : {"users_cut_off", "homes_cut_off"}) CHECK(drawn.at(column) == row.at(column));
    ++compared;
  }
  CHECK(compared == 2);
}

TEST_CASE("The map of a plan shows what it builds") {
  if (!gis_is_there()) return;
  const TemporaryDirectory folder;
  const std::string scenario = folder.write("s.yaml", R"(lastmile: 1
name: Candidates
sites: [{id: pop, kind: source, lon: 7.1, lat: 50.7}, {id: end, state: proposed, cost: 5, lon: 7.2, lat: 50.7}]
links: [{id: f, from: pop, to: end, tier: feeder, state: proposed, cost: 10}]
premises:
  - {id: near, lon: 7.11, lat: 50.7, drop: {from: pop, state: proposed, cost: 4}}
  - {id: far, lon: 7.21, lat: 50.7, drop: {from: end, state: proposed, cost: 4}}
)");
  // Within 10, only the near one can be built: the far one costs 5 + 10 + 4.
  REQUIRE(run_program({"plan", scenario, "--budget", "10", "--gis", folder / "map.gpkg"}).status == 0);
  const ReadLayer drops = read_layer(folder / "map.gpkg", "drops");
  CHECK(row_of(drops, "near/drop").at("in_plan") == "1");
  CHECK(row_of(drops, "near/drop").at("state") == "operational");
  CHECK(row_of(drops, "far/drop").at("in_plan") == "0");
  CHECK(row_of(read_layer(folder / "map.gpkg", "premises"), "near").at("rung") == "served");
  CHECK(row_of(read_layer(folder / "map.gpkg", "links"), "f").at("state") == "proposed");
}

TEST_CASE("The map of an option shows the end of its timeline, and when premises are reached") {
  if (!gis_is_there()) return;
  const TemporaryDirectory folder;
  const std::string scenario =
      folder.write("s.yaml", std::string(harbour) + R"(timeline: {start: 2027-Q1, periods: 4}
rollout: {budget_per_period: 70}
options:
  cheap: {rollout: {order: cheapest}}
  tiers: {rollout: {order: [tier, cheapest]}}
)");
  REQUIRE(run_program({"simulate", scenario, "--option", "cheap", "--gis", folder / "one.gpkg", "--output",
                       folder / "course"})
              .status == 0);
  REQUIRE(run_program({"compare", scenario, "--gis", folder / "two.gpkg", "--option", "cheap"}).status == 0);
  const std::vector<Cells> course = table(folder / "course/premises_course.csv");
  for (const char* name : {"one.gpkg", "two.gpkg"}) {
    const ReadLayer premises = read_layer(folder / name, "premises");
    for (const Cells& row : course) {
      if (row.at("premises") == "h5") continue;  // without a place
      for (const char* field : {"passed", "connected", "served"})
        CHECK(row_of(premises, row.at("premises")).at(field) == row.at(field));
    }
    // The cheaper of the two drops of h2 is activated, for 8.
    CHECK(row_of(read_layer(folder / name, "drops"), "d2").at("state") == "operational");
    CHECK(row_of(read_layer(folder / name, "drops"), "h2/drop").at("state") == "planned");
  }
  const ProgramRun several = run_program({"compare", scenario, "--gis", folder / "no.gpkg"});
  CHECK(several.status == 2);
  CHECK(several.err.find("--gis maps one option; name it with --option") != std::string::npos);
  CHECK(
      run_program({"compare", scenario, "--only", "tiers", "--gis", folder / "no.gpkg", "--option", "cheap"})
          .status == 2);
  CHECK(run_program({"compare", scenario, "--option", "cheap"}).status == 2);
  CHECK(run_program({"compare", scenario, "--gis", folder / "no.gpkg", "--option", "chaep"})
            .err.find("unknown option \"chaep\"") != std::string::npos);
  CHECK(run_program(
            {"compare", folder / "s.yaml", folder.write("t.yaml", harbour), "--gis", folder / "no.gpkg"})
            .status == 2);
  CHECK_FALSE(fs::exists(folder / "no.gpkg"));
}

TEST_CASE("A map is written whole or not at all, and never over an input") {
  if (!gis_is_there()) return;
  const TemporaryDirectory folder;
  const std::string scenario = folder.write("s.yaml", harbour);
  const ProgramRun ending = run_program({"run", scenario, "--gis", folder / "map.kml"});
  CHECK(ending.status == 2);
  CHECK(ending.err.find("--gis takes the name of a .gpkg, .geojson or .fgb file") != std::string::npos);
  fs::create_directory(folder / "dir.gpkg");
  CHECK(run_program({"run", scenario, "--gis", folder / "dir.gpkg"}).status == 1);
  for (const std::string name : {"full.gpkg", "full.geojson", "full.fgb"}) {
    const ProgramRun full =
        run_prepared({"run", scenario, "--gis", folder / name}, [] { limit_file_size(2'000); });
    CHECK(full.status == 1);
    CHECK(full.err.find(name) != std::string::npos);
    CHECK_FALSE(fs::exists(folder / name));
  }
  folder.write("input.geojson", harbour);  // a scenario with an unusual name
  CHECK(run_program({"run", folder / "input.geojson", "--gis", folder / "input.geojson"}).status == 1);
  CHECK(read_text(folder / "input.geojson") == harbour);
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder.string())) ++files;
  CHECK(files == 3);  // the two scenarios and the folder: no staging is left
}

TEST_CASE("A program without the module of geographic formats says so before it computes") {
  const TemporaryDirectory folder;
  const std::string program = folder / "bin/lastmile";
  fs::create_directory(folder / "bin");
  fs::copy_file(program_path(), program);
  const std::string scenario = folder.write("s.yaml", harbour);
  const ProgramRun run = run_words({program, "run", scenario, "--gis", folder / "map.gpkg"});
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  CHECK(run.err.find("[needs-gis]") != std::string::npos);
  CHECK(run_words({program, "run", scenario, "--quiet"}).status == 0);
}

}  // namespace
}  // namespace lastmile::test::gis_output_test
