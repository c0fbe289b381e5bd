#include "tools/io/package/data_package.h"

#include "tools/io/results/result_json.h"

#include <fmt/format.h>

#include "tools/io/package/area_table.h"
#include "tools/io/package/package_folder.h"
#include "tools/io/package/totals_table.h"

namespace lastmile::io {
namespace {

std::string joined_names(Obstacles obstacles) {
  std::string joined;
  for (const std::string_view name : obstacle_list(obstacles)) (joined += joined.empty() ? "" : "|") += name;
  return joined;
}

// The service of a premises, with a required service; for an unconnected premises the service it would get.
constexpr std::array<OutputColumn, 10> service_columns = {{
    {"technology", "string", "", "access technology of its line; empty if it has none"},
    {"fcc_code", "integer", "code", "FCC Broadband Data Collection technology code"},
    {"down_mbps", "number", "Mbit/s", "downstream rate per home in the busy hour"},
    {"up_mbps", "number", "Mbit/s", "upstream rate per home in the busy hour"},
    {"latency_ms", "number", "ms", "round-trip latency"},
    {"optical_margin_weak_db", "number", "dB",
     "maximum loss minus the greatest plausible loss; empty if the line is not optical"},
    {"optical_margin_strong_db", "number", "dB",
     "least plausible loss minus the minimum loss; empty if the line is not optical"},
    {"line_length_m", "number", "m", "line length from the head-end to the premises"},
    {"down_margin_mbps", "number", "Mbit/s", "downstream rate minus the rate required by the profile"},
    {"up_margin_mbps", "number", "Mbit/s", "upstream rate minus the rate required by the profile"},
}};

void write_service(RowWriter& row, const Plant& plant, const DeliveredService& given) {
  if (!given.line.final_link.exists()) {
    for (std::size_t i = 0; i < service_columns.size(); ++i) row.nothing();
    return;
  }
  const Technology* technology = technology_of(plant, given.line);
  if (technology != nullptr) {
    row.text(technology->name);
    row.count(static_cast<std::uint64_t>(technology->fcc_code));
  } else {
    row.nothing();
    row.nothing();
  }
  const double down = given.arriving(given.down_mbps);
  const double up = given.arriving(given.up_mbps);
  row.number(down);
  row.number(up);
  row.number(given.line.latency_ms);
  if (technology != nullptr && has_optical_budget(*technology, given.line)) {
    row.number(given.line.budget.weak_margin_db);
    row.number(given.line.budget.strong_margin_db);
  } else {
    row.nothing();
    row.nothing();
  }
  row.number(given.line.at.length_m);
  row.number(down - plant.access->profile.down_mbps);
  row.number(up - plant.access->profile.up_mbps);
}

Json write_premises(PackageFolder& package, const Scenario& scenario, const Network& network,
                    const Coverage& coverage, const MorePremisesColumns& more, Progress& progress) {
  std::vector<OutputColumn> columns = {
      {"id", "string", "", "premises id"},
      {"rung", "string", "", "highest rung reached on the coverage ladder"},
      {"obstacles", "string", "", "all obstacles, separated by |"},
      {"homes", "integer", "homes", "homes in the record"},
      {"users", "number", "users", "end users"},
      {"best_final_link", "string", "", "final link of its best path; empty if it has no route"},
      {"remedy_cost", "number", currency_unit, "completion cost of its best path; empty if it has no route"},
  };
  const Plant& plant = scenario.plant;
  if (plant.access) columns.insert(columns.end(), service_columns.begin(), service_columns.end());
  columns.insert(columns.end(), more.columns.begin(), more.columns.end());
  columns.push_back(name_column);
  TableWriter table = package.table("premises", columns);
  table.write(plant.premises.size(), progress, [&](RowWriter& row, std::uint64_t i) {
    const PremisesId p{i};
    const Standing standing = standing_of(judged(plant, network, coverage), p);
    row.text(premises_name(scenario, p));
    row.text(name(standing.rung));
    row.text(joined_names(standing.obstacles));
    row.count(plant.premises.homes[p]);
    row.number(plant.premises.users[p]);
    if (standing.final_link.exists()) {
      row.text(link_name(scenario, standing.final_link));
      row.number(standing.path.cost);
    } else {
      row.nothing();
      row.nothing();
    }
    if (plant.access)
      write_service(row, plant, coverage.qualification.service(routed(plant, network, coverage), p));
    if (more.write) more.write(row, p);
    row.text(name_beside(scenario, p));
    row.end();
  });
  return table.finish(std::array<std::string_view, 1>{"id"});
}

void write_element(RowWriter& row, const Scenario& scenario, Element element, State state, double value,
                   const Demand& demand, bool live) {
  row.text(element_name(scenario, element));
  row.text(element_kind(scenario, element));
  row.text(element_tier(scenario, element));
  row.text(name(state));
  row.number(value);
  row.number(demand.all());
  row.number(demand.served);
  const Books books = split_value(value, demand, live);
  for (const Book book : {Book::in_use, Book::dormant, Book::stranded, Book::no_demand, Book::idle})
    row.number(books[book]);
  row.text(name_beside(scenario, element));
  row.end();
}

Json write_elements(PackageFolder& package, const Scenario& scenario, const Network& network,
                    const Coverage& coverage, Progress& progress) {
  static constexpr std::array<OutputColumn, 13> columns = {{
      {"id", "string", "", "id of the site or link"},
      {"kind", "string", "", "kind of the site; link for a link"},
      {"tier", "string", "", "tier of the link; site for a site"},
      {"state", "string", "", "condition"},
      {"value", "number", currency_unit, "amount spent so far"},
      {"can_carry_users", "number", "users", "users the element can carry"},
      {"served_users", "number", "users", "served users among them"},
      {"in_use", "number", currency_unit, "value in use"},
      {"dormant", "number", currency_unit,
       "value of an element that is not live and whose users are served over another path"},
      {"stranded", "number", currency_unit, "value attributed to users it can carry who are not served"},
      {"no_demand", "number", currency_unit, "value of an element that can carry no users"},
      {"idle", "number", currency_unit,
       "stranded value of an element that serves none of the users it can carry"},
      name_column,
  }};
  const Plant& plant = scenario.plant;
  TableWriter table = package.table("elements", columns);
  table.write(plant.sites.size(), progress, [&](RowWriter& row, std::uint64_t i) {
    const SiteId site{i};
    if (in_design(plant.sites.state[site]))
      write_element(row, scenario, site, plant.sites.state[site], plant.sites.value[site],
                    site_demand(network, coverage.ledger, site), site_is_live(coverage.reach, site));
  });
  table.write(plant.links.size(), progress, [&](RowWriter& row, std::uint64_t i) {
    const LinkId link{i};
    if (plant.links.tier[link] != Tier::drop && link_in_design(plant, link))
      write_element(row, scenario, link, plant.links.state[link], plant.links.value[link],
                    link_demand(plant, network, coverage.ledger, link),
                    link_is_live(plant, coverage.reach, link));
  });
  return table.finish(std::array<std::string_view, 2>{"tier", "id"});
}

Json write_final_links(PackageFolder& package, const Scenario& scenario, const Network& network,
                       const Coverage& coverage, Progress& progress) {
  static constexpr std::array<OutputColumn, 6> columns = {{
      {"id", "string", "", "final link id"},
      {"premises", "string", "", "premises at its end"},
      {"state", "string", "", "condition"},
      {"completion_cost", "number", currency_unit, "cost to make it operational"},
      {"releases", "number", currency_unit,
       "backbone value brought into use if the final link is the only obstacle, else 0"},
      name_column,
  }};
  const Plant& plant = scenario.plant;
  TableWriter table = package.table("final_links", columns);
  table.write(plant.premises.size(), progress, [&](RowWriter& row, std::uint64_t i) {
    const PremisesId p{i};
    for_each_final_link(plant, network, p, [&](LinkId id) {
      const FinalLink link = final_link(plant, id);
      if (!in_design(plant, link)) return;
      row.text(link_name(scenario, id));
      row.text(premises_name(scenario, p));
      row.text(name(link.state));
      row.number(link.completion_cost);
      row.number(value_released_by(judged(plant, network, coverage), coverage.ledger, p, id));
      row.text(name_beside(scenario, id));
      row.end();
    });
  });
  return table.finish(std::array<std::string_view, 1>{"id"});
}

}  // namespace

void write_data_package(const std::string& path, const ScenarioReading& reading, const Network& network,
                        const Coverage& coverage, const Findings& found, Progress& progress,
                        CellText cell_text) {
  write_data_package(path, {"result", result_json(reading, coverage, found)}, reading, network, coverage,
                     found, {}, {}, progress, cell_text);
}

void write_data_package(const std::string& path, const NamedJson& json, const ScenarioReading& reading,
                        const Network& network, const Coverage& coverage, const Findings& found,
                        const MorePremisesColumns& columns, const MoreTables& tables, Progress& progress,
                        CellText cell_text) {
  std::vector<std::string> files = {json.name + ".json", "premises.csv", "elements.csv", "final_links.csv",
                                    "totals.csv"};
  files.insert(files.end(), tables.files.begin(), tables.files.end());
  const bool by_area = !found.by_area.empty();
  if (by_area) files.emplace_back("areas.csv");
  PackageFolder package(path, files, {&reading}, cell_text);
  const Scenario& scenario = reading.scenario;
  package.add_json(json.name, json.json);
  package.add_table(write_premises(package, scenario, network, coverage, columns, progress));
  package.add_table(write_elements(package, scenario, network, coverage, progress));
  package.add_table(write_final_links(package, scenario, network, coverage, progress));
  package.add_table(write_totals(package, std::array{totals_of(scenario, coverage)}, progress));
  if (by_area)
    package.add_table(
        write_areas(package, std::array{AreasOf{{}, scenario, found.by_area}}, AreaRows::of_one, progress));
  if (tables.write) tables.write(package);
  package.finish("lastmile-" + json.name);
}

}  // namespace lastmile::io
