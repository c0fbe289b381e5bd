#include "tools/io/scenario/element_mapping.h"

#include <fmt/format.h>

#include "tools/io/base/text.h"
#include "tools/io/yaml/yaml_cells.h"
#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {
namespace {

std::vector<std::string_view> names_of(const KeyedFields& keys) {
  std::vector<std::string_view> names;
  names.reserve(keys.fields.size());
  for (const Field& field : keys.fields) names.push_back(field.name == "id" ? keys.id_key : field.name);
  return names;
}

bool stands_in_quotes_if_text(CellType type) {
  return type == CellType::text || type == CellType::id || type == CellType::state ||
         type == CellType::tier || type == CellType::sight;
}

std::vector<Point> read_route(const YamlNode& node, const std::string& path, Reporter& report) {
  constexpr std::string_view example = "route: [[7.1, 50.7], [7.2, 50.8]]";
  const std::uint64_t errors_before = report.error_count();
  std::vector<Point> route = points_of(node, path, example, report);
  if (report.error_count() == errors_before && route.size() < 2)
    report.error(FixedPlace(node.mark, path),
                 {"not-a-route", fmt::format("must have at least 2 points, but has {}", route.size()),
                  fmt::format("write {}", example)});
  return route;
}

void read_drop(const YamlNode& node, const std::string& path, PremisesRow& row, YamlRow& source,
               Reporter& report) {
  read_keys(node, {drop_fields, premises_fields.size()}, path, row, source, report);
}
void read_drop(const YamlNode&, const std::string&, SiteRow&, YamlRow&, Reporter&) {}
void read_drop(const YamlNode&, const std::string&, LinkRow&, YamlRow&, Reporter&) {}

}  // namespace

void YamlRow::put(const YamlRow& other) {
  for (std::size_t field = 0; field < max_fields; ++field)
    if (other.has(field)) places_[field] = other.places_[field];
}

template <class Row>
bool read_keys(const YamlNode& node, const KeyedFields& keys, const std::string& path, Row& row,
               YamlRow& source, Reporter& report) {
  const std::vector<std::string_view> names = names_of(keys);
  return for_each_entry(node, names, path + ".", report, [&](std::size_t i, const YamlNode& value) {
    const std::size_t field = keys.first + i;
    const std::string cell_path = fmt::format("{}.{}", path, names[i]);
    source.put(field, value.mark, cell_path);
    const CellType type = keys.fields[i].type;
    if (type == CellType::drop) {
      read_drop(value, cell_path, row, source, report);
      return;
    }
    if (type == CellType::route) {
      take_route(row, read_route(value, cell_path, report));
      return;
    }
    const auto text = stands_in_quotes_if_text(type) ? text_of(value, cell_path, report)
                                                     : unquoted_text_of(value, cell_path, report);
    if (text) read_cell(row, field, *text, FieldPlace(source, field), report);
  });
}

void require_keys(const YamlNode& node, const KeyedFields& keys, const std::string& path,
                  const YamlRow& source, Reporter& report) {
  for (std::size_t i = 0; i < keys.fields.size(); ++i)
    if (keys.fields[i].required && !source.has(keys.first + i))
      report.error(FixedPlace(node.mark, path),
                   missing_key(keys.fields[i].name,
                               keys.fields[i].type == CellType::tier
                                   ? fmt::format("expected one of {}", fmt::join(tier_names, ", "))
                                   : ""));
}

template bool read_keys<SiteRow>(const YamlNode&, const KeyedFields&, const std::string&, SiteRow&, YamlRow&,
                                 Reporter&);
template bool read_keys<LinkRow>(const YamlNode&, const KeyedFields&, const std::string&, LinkRow&, YamlRow&,
                                 Reporter&);
template bool read_keys<PremisesRow>(const YamlNode&, const KeyedFields&, const std::string&, PremisesRow&,
                                     YamlRow&, Reporter&);

}  // namespace lastmile::io
