#include <fmt/format.h>

#include <cmath>
#include <deque>
#include <functional>

#include "models/plant/element.h"
#include "tools/io/base/format.h"
#include "tools/python/session.h"

namespace lastmile::python {
namespace {

using io::CellType;
using io::DropField;
using io::Field;
using io::LinkField;
using io::PremisesField;
using io::RowWriter;
using io::SiteField;

// Columns in the order of the format's fields, each with its cells.
template <class Id>
class Columns {
 public:
  using Cell = std::function<void(RowWriter&, Id)>;

  void add(const Field& field, Cell cell, std::string_view prefix = {}) {
    names_.push_back(std::string{prefix}.append(field.name));
    columns_.push_back({names_.back(), type_of(field.type), field.unit, field.meaning});
    cells_.push_back(std::move(cell));
  }

  void write(io::ColumnTables& tables, const std::string& name, std::size_t rows, io::Progress& progress) {
    io::TableWriter table = tables.table(name, columns_);
    table.write(rows, progress, [&](RowWriter& row, std::uint64_t i) {
      for (const Cell& cell : cells_) cell(row, Id{i});
      row.end();
    });
  }

 private:
  static std::string_view type_of(CellType type) {
    switch (type) {
      case CellType::amount:
      case CellType::longitude:
      case CellType::latitude: return "number";
      case CellType::count:
      case CellType::positive: return "integer";
      default: return "string";
    }
  }

  std::deque<std::string> names_;  // do not move
  std::vector<io::OutputColumn> columns_;
  std::vector<Cell> cells_;
};

constexpr const Field& field(SiteField f) {
  return io::site_fields[static_cast<std::size_t>(f)];
}
constexpr const Field& field(LinkField f) {
  return io::link_fields[static_cast<std::size_t>(f)];
}
constexpr const Field& field(PremisesField f) {
  return io::premises_fields[static_cast<std::size_t>(f)];
}
constexpr const Field& field(DropField f) {
  return io::drop_fields[static_cast<std::size_t>(f)];
}

void write_unless_zero(RowWriter& row, double amount) {
  if (amount > 0)
    row.number(amount);
  else
    row.nothing();
}

void write_if_finite(RowWriter& row, double amount) {
  if (std::isfinite(amount))
    row.number(amount);
  else
    row.nothing();
}

// An operational element has nothing to complete.
void write_completion_cost(RowWriter& row, State state, double cost) {
  if (carries_service(state))
    row.nothing();
  else
    row.number(cost);
}

std::string route_text(std::span<const Point> route) {
  std::string text;
  for (const Point& point : route)
    text += fmt::format("{}{} {}", text.empty() ? "LINESTRING (" : ", ", point.lon, point.lat);
  return text.empty() ? text : text + ")";
}

// What the field tables of sites and premises have in common.
template <class Element, class Field>
void add_place(Columns<Element>& columns, Field lon, Field lat, const IdVector<Element, Point>& points) {
  if (points.size() == 0) return;
  columns.add(field(lon), [&points](RowWriter& row, Element e) { write_if_finite(row, points[e].lon); });
  columns.add(field(lat), [&points](RowWriter& row, Element e) { write_if_finite(row, points[e].lat); });
}

template <class Element, class Field>
void add_area(Columns<Element>& columns, Field area, const Names& names,
              const IdVector<Element, AreaId>& of) {
  columns.add(field(area), [&names, &of](RowWriter& row, Element e) {
    row.text(of[e].exists() && of[e].value < names.areas.size() ? names.areas[of[e].value]
                                                                : std::string_view{});
  });
}

// What links and inline drops have in common. `link_of` gives the link of a row.
template <class Id, class Fields, class LinkOf>
void add_plant(Columns<Id>& columns, const Scenario& scenario, std::string_view prefix, LinkOf link_of) {
  const Plant& plant = scenario.plant;
  const auto add = [&](Fields which, auto write) {
    columns.add(
        field(which),
        [write, link_of](RowWriter& row, Id id) {
          const LinkId link = link_of(id);
          if (link.exists())
            write(row, link);
          else
            row.nothing();
        },
        prefix);
  };
  add(Fields::state, [&plant](RowWriter& row, LinkId link) { row.text(name(plant.links.state[link])); });
  if (scenario.costs.of_links.explicit_links.size() == plant.links.size())
    add(Fields::cost,
        [&scenario](RowWriter& row, LinkId link) { write_unless_zero(row, scenario.costs.of_links[link]); });
  add(Fields::value, [&plant](RowWriter& row, LinkId link) { row.number(plant.links.value[link]); });
  add(Fields::completion_cost, [&plant](RowWriter& row, LinkId link) {
    write_completion_cost(row, plant.links.state[link], plant.links.completion_cost[link]);
  });
  add(Fields::route,
      [&scenario](RowWriter& row, LinkId link) { row.text(route_text(route_of(scenario, link))); });
  if (scenario.horizon) {
    add(Fields::late_cost, [&scenario](RowWriter& row, LinkId link) {
      write_unless_zero(row, scenario.horizon->late_cost[link]);
    });
    add(Fields::build_periods,
        [&scenario](RowWriter& row, LinkId link) { row.count(scenario.horizon->link_build_periods[link]); });
  }
  if (!plant.access) return;
  const Access& access = *plant.access;
  add(Fields::length_m, [&plant](RowWriter& row, LinkId link) { row.number(length_m(plant, link)); });
  add(Fields::medium, [&plant, &access](RowWriter& row, LinkId link) {
    const MediumId medium = link_spec(plant, link).medium;
    row.text(medium.exists() ? std::string_view{access.equipment.media[medium].name} : std::string_view{});
  });
  add(Fields::technology, [&plant, &access](RowWriter& row, LinkId link) {
    const TechnologyId of = link_spec(plant, link).technology;
    row.text(of.exists() ? std::string_view{access.equipment.technologies[of].name} : std::string_view{});
  });
  add(Fields::capacity_mbps, [&plant](RowWriter& row, LinkId link) {
    write_if_finite(row, link_spec(plant, link).down_capacity_mbps);
  });
  add(Fields::capacity_up_mbps, [&plant](RowWriter& row, LinkId link) {
    write_if_finite(row, link_spec(plant, link).up_capacity_mbps);
  });
  add(Fields::splices, [&plant](RowWriter& row, LinkId link) { row.count(link_spec(plant, link).splices); });
  add(Fields::connectors,
      [&plant](RowWriter& row, LinkId link) { row.count(link_spec(plant, link).connectors); });
  add(Fields::sight,
      [&plant](RowWriter& row, LinkId link) { row.text(sight_names[link_spec(plant, link).sight]); });
}

Columns<SiteId> site_columns(const Scenario& scenario, const WrittenAreas& areas) {
  const Plant& plant = scenario.plant;
  Columns<SiteId> columns;
  columns.add(field(SiteField::id), [&](RowWriter& row, SiteId s) { row.text(site_name(scenario, s)); });
  columns.add(field(SiteField::name), [&](RowWriter& row, SiteId s) { row.text(title_of(scenario, s)); });
  columns.add(field(SiteField::kind), [&](RowWriter& row, SiteId s) { row.text(kind_name(scenario, s)); });
  columns.add(field(SiteField::state),
              [&](RowWriter& row, SiteId s) { row.text(name(plant.sites.state[s])); });
  if (scenario.costs.of_sites.size() == plant.sites.size())
    columns.add(field(SiteField::cost),
                [&](RowWriter& row, SiteId s) { write_unless_zero(row, scenario.costs.of_sites[s]); });
  columns.add(field(SiteField::value), [&](RowWriter& row, SiteId s) { row.number(plant.sites.value[s]); });
  columns.add(field(SiteField::completion_cost), [&](RowWriter& row, SiteId s) {
    write_completion_cost(row, plant.sites.state[s], plant.sites.completion_cost[s]);
  });
  add_place(columns, SiteField::lon, SiteField::lat, scenario.geometry.site_points);
  add_area(columns, SiteField::area, scenario.names, areas.of_sites);
  if (scenario.horizon)
    columns.add(field(SiteField::build_periods),
                [&](RowWriter& row, SiteId s) { row.count(scenario.horizon->site_build_periods[s]); });
  if (!plant.access) return columns;
  columns.add(field(SiteField::ports), [&](RowWriter& row, SiteId s) {
    if (plant.access->ports[s] == unlimited_ports)
      row.nothing();
    else
      row.count(plant.access->ports[s]);
  });
  columns.add(field(SiteField::technology), [&](RowWriter& row, SiteId s) {
    const TechnologyId of = plant.access->technology[s];
    row.text(of.exists() ? std::string_view{plant.access->equipment.technologies[of].name}
                         : std::string_view{});
  });
  columns.add(field(SiteField::split), [&](RowWriter& row, SiteId s) { row.count(plant.access->split[s]); });
  return columns;
}

Columns<LinkId> link_columns(const Scenario& scenario) {
  const Plant& plant = scenario.plant;
  Columns<LinkId> columns;
  columns.add(field(LinkField::id), [&](RowWriter& row, LinkId l) { row.text(link_name(scenario, l)); });
  columns.add(field(LinkField::name), [&](RowWriter& row, LinkId l) { row.text(title_of(scenario, l)); });
  columns.add(field(LinkField::from),
              [&](RowWriter& row, LinkId l) { row.text(site_name(scenario, plant.links.from[l])); });
  columns.add(field(LinkField::to), [&](RowWriter& row, LinkId l) {
    row.text(plant.links.tier[l] == Tier::drop ? premises_name(scenario, plant.links.premises[l])
                                               : site_name(scenario, plant.links.to[l]));
  });
  columns.add(field(LinkField::tier),
              [&](RowWriter& row, LinkId l) { row.text(tier_names[plant.links.tier[l]]); });
  add_plant<LinkId, LinkField>(columns, scenario, {}, [](LinkId l) { return l; });
  return columns;
}

Columns<PremisesId> premises_columns(const Scenario& scenario, const WrittenAreas& areas) {
  const Plant& plant = scenario.plant;
  Columns<PremisesId> columns;
  columns.add(field(PremisesField::id),
              [&](RowWriter& row, PremisesId p) { row.text(premises_name(scenario, p)); });
  columns.add(field(PremisesField::name),
              [&](RowWriter& row, PremisesId p) { row.text(title_of(scenario, p)); });
  columns.add(field(PremisesField::homes),
              [&](RowWriter& row, PremisesId p) { row.count(plant.premises.homes[p]); });
  columns.add(field(PremisesField::users),
              [&](RowWriter& row, PremisesId p) { row.number(plant.premises.users[p]); });
  columns.add(field(PremisesField::subscribed), [&](RowWriter& row, PremisesId p) {
    row.text(plant.premises.subscribed[p] != 0 ? "true" : "false");
  });
  add_place(columns, PremisesField::lon, PremisesField::lat, scenario.geometry.premises_points);
  add_area(columns, PremisesField::area, scenario.names, areas.of_premises);
  columns.add(
      field(DropField::from),
      [&](RowWriter& row, PremisesId p) {
        row.text(plant.has_inline_drop(p) ? site_name(scenario, plant.links.from.inline_drops[p])
                                          : std::string_view{});
      },
      io::drop_column_prefix);
  add_plant<PremisesId, DropField>(columns, scenario, io::drop_column_prefix, [&plant](PremisesId p) {
    return plant.has_inline_drop(p) ? plant.inline_drop(p) : LinkId::none();
  });
  return columns;
}

}  // namespace

void scenario_tables(const io::ScenarioReading& reading, io::ColumnTables& tables, io::Progress& progress) {
  const Scenario& scenario = reading.scenario;
  const Plant& plant = scenario.plant;
  const WrittenAreas areas = written_areas(scenario);
  site_columns(scenario, areas).write(tables, "sites", plant.sites.size(), progress);
  link_columns(scenario).write(tables, "links", plant.links.size(), progress);
  premises_columns(scenario, areas).write(tables, "premises", plant.premises.size(), progress);
}

}  // namespace lastmile::python
