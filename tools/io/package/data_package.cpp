#include "tools/io/package/data_package.h"

#include "tools/io/results/result_json.h"

#include <fmt/format.h>

#include "tools/io/package/area_table.h"
#include "tools/io/package/package_folder.h"
#include "tools/io/package/totals_table.h"

namespace lastmile::io {
namespace {

std::vector<OutputColumn> with_name(std::span<const OutputColumn> columns) {
  std::vector<OutputColumn> all(columns.begin(), columns.end());
  all.push_back(name_column);
  return all;
}

}  // namespace

Json write_premises(TableTarget& target, const ResultOf& result, const MorePremisesColumns& more,
                    Progress& progress) {
  const Plant& plant = result.plant;
  std::vector<OutputColumn> columns = premises_columns(plant);
  columns.insert(columns.end(), more.columns.begin(), more.columns.end());
  columns.push_back(name_column);
  TableWriter table = target.table("premises", columns);
  table.write(plant.premises.size(), progress, [&](RowWriter& row, std::uint64_t i) {
    const PremisesId p{i};
    write_premises_cells(row, result, p);
    if (more.write) more.write(row, p);
    row.text(name_beside(result.scenario, p));
    row.end();
  });
  return table.finish(std::array<std::string_view, 1>{"id"});
}

Json write_elements(TableTarget& target, const ResultOf& result, Progress& progress) {
  const std::vector<OutputColumn> columns = with_name(element_columns());
  const Plant& plant = result.plant;
  TableWriter table = target.table("elements", columns);
  table.write(plant.sites.size(), progress, [&](RowWriter& row, std::uint64_t i) {
    const SiteId site{i};
    if (!in_design(plant.sites.state[site])) return;
    write_site_cells(row, result, site);
    row.text(name_beside(result.scenario, site));
    row.end();
  });
  table.write(plant.links.size(), progress, [&](RowWriter& row, std::uint64_t i) {
    const LinkId link{i};
    if (plant.links.tier[link] == Tier::drop || !link_in_design(plant, link)) return;
    write_link_cells(row, result, link);
    row.text(name_beside(result.scenario, link));
    row.end();
  });
  return table.finish(std::array<std::string_view, 2>{"tier", "id"});
}

Json write_final_links(TableTarget& target, const ResultOf& result, Progress& progress) {
  const std::vector<OutputColumn> columns = with_name(final_link_columns());
  const Plant& plant = result.plant;
  TableWriter table = target.table("final_links", columns);
  table.write(plant.premises.size(), progress, [&](RowWriter& row, std::uint64_t i) {
    for_each_final_link(plant, result.network, PremisesId{i}, [&](const FinalLink& link) {
      if (!in_design(plant, link)) return;
      write_final_link_cells(row, result, link.id);
      row.text(name_beside(result.scenario, link.id));
      row.end();
    });
  });
  return table.finish(std::array<std::string_view, 1>{"id"});
}

void write_data_package(const std::string& path, const ScenarioReading& reading, const Network& network,
                        const Coverage& coverage, const Findings& found, Progress& progress,
                        CellText cell_text) {
  const Scenario& scenario = reading.scenario;
  write_data_package(path, {"result", result_json(reading, coverage, found)}, reading,
                     {scenario, scenario.plant, network, coverage}, found, {}, {}, progress, cell_text);
}

void write_data_package(const std::string& path, const NamedJson& json, const ScenarioReading& reading,
                        const ResultOf& result, const Findings& found, const MorePremisesColumns& columns,
                        const MoreTables& tables, Progress& progress, CellText cell_text) {
  std::vector<std::string> files = {json.name + ".json", "premises.csv", "elements.csv", "final_links.csv",
                                    "totals.csv"};
  files.insert(files.end(), tables.files.begin(), tables.files.end());
  const bool by_area = !found.by_area.empty();
  if (by_area) files.emplace_back("areas.csv");
  PackageFolder package(path, files, {&reading}, cell_text);
  const Scenario& scenario = reading.scenario;
  package.add_json(json.name, json.json);
  package.add_table(write_premises(package, result, columns, progress));
  package.add_table(write_elements(package, result, progress));
  package.add_table(write_final_links(package, result, progress));
  package.add_table(write_totals(package, std::array{totals_of(scenario, result.coverage)}, progress));
  if (by_area)
    package.add_table(
        write_areas(package, std::array{AreasOf{{}, scenario, found.by_area}}, AreaRows::of_one, progress));
  if (tables.write) tables.write(package);
  package.finish("lastmile-" + json.name);
}

}  // namespace lastmile::io
