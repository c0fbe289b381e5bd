#include "tools/io/package/area_table.h"

#include <fmt/format.h>

namespace lastmile::io {
namespace {

// A figure of an area and its column, all numbers.
struct AreaColumn {
  std::string name;
  std::string_view unit;
  std::string description;
  std::function<double(const AreaFigures&)> figure;
};

std::vector<AreaColumn> area_columns() {
  std::vector<AreaColumn> columns;
  const auto add = [&](std::string name, std::string_view unit, std::string description,
                       std::function<double(const AreaFigures&)> figure) {
    columns.push_back({std::move(name), unit, std::move(description), std::move(figure)});
  };
  for (const Rung rung : enum_values<Rung>()) {
    const std::string_view id = name(rung);
    add(fmt::format("{}_premises", id), "premises", fmt::format("premises that are {} or higher", id),
        [rung](const AreaFigures& of) { return of.ladder[rung].premises; });
    add(fmt::format("{}_homes", id), "homes", fmt::format("homes that are {} or higher", id),
        [rung](const AreaFigures& of) { return of.ladder[rung].homes; });
    add(fmt::format("{}_users", id), "users", fmt::format("users that are {} or higher", id),
        [rung](const AreaFigures& of) { return of.ladder[rung].users; });
  }
  add("elements", "elements", "sites and backbone links of the design",
      [](const AreaFigures& of) { return static_cast<double>(of.elements); });
  for (const Book book : enum_values<Book>())
    add(std::string{book_names[book]}, currency_unit, fmt::format("backbone: {}", book_names[book]),
        [book](const AreaFigures& of) { return of.backbone[book]; });
  const auto add_links = [&](std::string_view figure, std::string_view unit, auto member) {
    add(fmt::format("final_links_{}", figure), unit, fmt::format("final links: {}", figure),
        [member](const AreaFigures& of) { return static_cast<double>(of.final_links.*member); });
  };
  add_links("built", "links", &FinalLinkBooks::built);
  add_links("missing", "links", &FinalLinkBooks::missing);
  add_links("inactive", "links", &FinalLinkBooks::inactive);
  add_links("failed", "links", &FinalLinkBooks::failed);
  add_links("value", currency_unit, &FinalLinkBooks::value);
  add_links("stranded", currency_unit, &FinalLinkBooks::stranded);
  add_links("completion_cost_of_missing", currency_unit, &FinalLinkBooks::completion_cost_of_missing);
  for (const Obstacle cause : enum_values<Obstacle>()) {
    const std::string_view id = name(cause);
    add(fmt::format("{}_sole_homes", id), "homes", fmt::format("homes blocked by {} alone", id),
        [cause](const AreaFigures& of) { return of.unserved[cause].sole.homes; });
    add(fmt::format("{}_joint_homes", id), "homes", fmt::format("homes blocked by {} and later causes", id),
        [cause](const AreaFigures& of) { return of.unserved[cause].joint.homes; });
    add(fmt::format("{}_sole_stranded", id), currency_unit,
        fmt::format("value of the area's backbone stranded by {} alone", id),
        [cause](const AreaFigures& of) { return of.stranded[cause].sole; });
    add(fmt::format("{}_joint_stranded", id), currency_unit,
        fmt::format("value of the area's backbone stranded by {} and later causes", id),
        [cause](const AreaFigures& of) { return of.stranded[cause].joint; });
  }
  return columns;
}

}  // namespace

Json write_areas(TableTarget& target, std::span<const AreasOf> all, AreaRows rows, Progress& progress) {
  const bool has_label = rows != AreaRows::of_one;
  const std::string_view label = rows == AreaRows::by_option ? "option" : "scenario";
  const std::vector<AreaColumn> figures = area_columns();
  std::vector<OutputColumn> columns;
  if (has_label)
    columns.push_back(
        {label, "string", "", rows == AreaRows::by_option ? "the option's label" : "the scenario's file"});
  columns.push_back({"area", "string", "", "the area; none for what has no area"});
  for (const AreaColumn& column : figures)
    columns.push_back({column.name, "number", column.unit, column.description});
  TableWriter table = target.table("areas", columns);
  for (const AreasOf& of : all)
    table.write(of.figures.size(), progress, [&](RowWriter& row, std::uint64_t i) {
      const AreaFigures& area = of.figures[i];
      if (area.is_empty()) return;
      if (has_label) row.text(of.label);
      row.text(area_name(of.scenario, i));
      for (const AreaColumn& column : figures) row.number(column.figure(area));
      row.end();
    });
  if (has_label) return table.finish(std::array<std::string_view, 2>{label, "area"});
  return table.finish(std::array<std::string_view, 1>{"area"});
}

}  // namespace lastmile::io
