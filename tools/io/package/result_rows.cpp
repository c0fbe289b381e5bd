#include "tools/io/package/result_rows.h"

#include <array>

#include "tools/io/package/package_folder.h"
#include "tools/io/results/element_words.h"

namespace lastmile::io {
namespace {

// Most premises have one obstacle or none, whose name is there already.
void write_obstacles(RowWriter& row, Obstacles obstacles) {
  if (obstacles.empty()) return row.text({});
  if (obstacles.is_single()) return row.text(name(obstacles.first()));
  std::string joined;
  for (const std::string_view name : obstacle_list(obstacles)) (joined += joined.empty() ? "" : "|") += name;
  row.text(joined);
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

constexpr std::array<OutputColumn, 7> standing_columns = {{
    {"id", "string", "", "premises id"},
    {"rung", "string", "", "highest rung reached on the coverage ladder"},
    {"obstacles", "string", "", "all obstacles, separated by |"},
    {"homes", "integer", "homes", "homes in the record"},
    {"users", "number", "users", "end users"},
    {"best_final_link", "string", "", "final link of its best path; empty if it has no route"},
    {"remedy_cost", "number", currency_unit, "completion cost of its best path; empty if it has no route"},
}};

void write_element(RowWriter& row, const Scenario& scenario, Element element, State state, double value) {
  row.text(element_name(scenario, element));
  row.text(element_kind(scenario, element));
  row.text(element_tier(scenario, element));
  row.text(name(state));
  row.number(value);
}

void write_books(RowWriter& row, double value, const Demand& demand, bool live) {
  row.number(demand.all());
  row.number(demand.served);
  const Books books = split_value(value, demand, live);
  for (const Book book : {Book::in_use, Book::dormant, Book::stranded, Book::no_demand, Book::idle})
    row.number(books[book]);
}

void write_no_books(RowWriter& row) {
  constexpr int columns = 7;
  for (int i = 0; i < columns; ++i) row.nothing();
}

}  // namespace

std::vector<OutputColumn> premises_columns(const Plant& plant) {
  std::vector<OutputColumn> columns(standing_columns.begin(), standing_columns.end());
  if (plant.access) columns.insert(columns.end(), service_columns.begin(), service_columns.end());
  return columns;
}

void write_premises_cells(RowWriter& row, const ResultOf& result, PremisesId p) {
  const Plant& plant = result.plant;
  const Standing standing = standing_of(judged(plant, result.network, result.coverage), p);
  row.text(premises_name(result.scenario, p));
  row.text(name(standing.rung));
  write_obstacles(row, standing.obstacles);
  row.count(plant.premises.homes[p]);
  row.number(plant.premises.users[p]);
  if (standing.final_link.exists()) {
    row.text(link_name(result.scenario, standing.final_link));
    row.number(standing.path.cost);
  } else {
    row.nothing();
    row.nothing();
  }
  if (plant.access)
    write_service(row, plant,
                  result.coverage.qualification.service(routed(plant, result.network, result.coverage), p));
}

std::span<const OutputColumn> element_columns() {
  static constexpr std::array<OutputColumn, 12> columns = {{
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
  }};
  return columns;
}

void write_site_cells(RowWriter& row, const ResultOf& result, SiteId site) {
  const Plant& plant = result.plant;
  const State state = plant.sites.state[site];
  const double value = plant.sites.value[site];
  write_element(row, result.scenario, site, state, value);
  if (in_design(state))
    write_books(row, value, site_demand(result.network, result.coverage.ledger, site),
                site_is_live(result.coverage.reach, site));
  else
    write_no_books(row);
}

void write_link_cells(RowWriter& row, const ResultOf& result, LinkId link) {
  const Plant& plant = result.plant;
  const double value = plant.links.value[link];
  write_element(row, result.scenario, link, plant.links.state[link], value);
  if (link_in_design(plant, link))
    write_books(row, value, link_demand(plant, result.network, result.coverage.ledger, link),
                link_is_live(plant, result.coverage.reach, link));
  else
    write_no_books(row);
}

std::span<const OutputColumn> final_link_columns() {
  static constexpr std::array<OutputColumn, 5> columns = {{
      {"id", "string", "", "final link id"},
      {"premises", "string", "", "premises at its end"},
      {"state", "string", "", "condition"},
      {"completion_cost", "number", currency_unit, "cost to make it operational"},
      {"releases", "number", currency_unit,
       "backbone value brought into use if the final link is the only obstacle, else 0"},
  }};
  return columns;
}

void write_final_link_cells(RowWriter& row, const ResultOf& result, LinkId id) {
  const Plant& plant = result.plant;
  const FinalLink link = final_link(plant, id);
  row.text(link_name(result.scenario, id));
  row.text(premises_name(result.scenario, link.premises));
  row.text(name(link.state));
  row.number(link.completion_cost);
  if (in_design(plant, link))
    row.number(value_released_by(judged(plant, result.network, result.coverage), result.coverage.ledger,
                                 link.premises, id));
  else
    row.nothing();
}

}  // namespace lastmile::io
