#include "tools/io/scenario/element_list.h"

#include <fmt/format.h>

#include <utility>

#include "tools/io/base/text.h"
#include "tools/io/yaml/yaml_cells.h"
#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {
namespace {

// Name and fields of a list of Row. The premises include the fields of their drops.
template <class Row>
struct ListFormat;
template <>
struct ListFormat<SiteRow> {
  static constexpr std::string_view name = "sites";
  static constexpr std::span<const Field> fields = site_fields;
  static constexpr std::string_view example = "- {id: co1, kind: exchange}";
};
template <>
struct ListFormat<LinkRow> {
  static constexpr std::string_view name = "links";
  static constexpr std::span<const Field> fields = link_fields;
  static constexpr std::string_view example = "- {id: f1, from: co1, to: cab1, tier: feeder}";
};
template <>
struct ListFormat<PremisesRow> {
  static constexpr std::string_view name = "premises";
  static constexpr std::span<const Field> fields = premises_fields;
  static constexpr std::string_view example = "- {id: h1, drop: {from: cab1}}";
};

std::vector<std::string_view> names_of(std::span<const Field> fields) {
  std::vector<std::string_view> names;
  for (const Field& field : fields) names.push_back(field.name);
  return names;
}

bool stands_in_quotes_if_text(CellType type) {
  return type == CellType::text || type == CellType::id || type == CellType::state ||
         type == CellType::tier || type == CellType::sight;
}

// The mapping of a row, with the place of each cell.
class YamlRow final : public RowSource {
 public:
  YamlRow(Mark mark, std::string path, std::size_t fields)
      : mark_(mark), path_(std::move(path)), places_(fields) {}
  void put(std::size_t field, Mark mark, std::string path) { places_[field] = {mark, std::move(path)}; }
  bool has(std::size_t field) const { return !places_[field].path.empty(); }

  Mark mark(std::size_t field) const override { return has(field) ? places_[field].mark : mark_; }
  std::string path(std::size_t field) const override { return has(field) ? places_[field].path : path_; }

 private:
  struct CellPlace {
    Mark mark;
    std::string path;
  };
  Mark mark_;
  std::string path_;
  std::vector<CellPlace> places_;
};

void require_keys(const YamlNode& node, std::span<const Field> fields, std::size_t first,
                  const std::string& path, const YamlRow& source, Reporter& report) {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].required && !source.has(first + i))
      report.error(FixedPlace(node.mark, path),
                   {"missing-key", fmt::format("missing key {}", quoted(fields[i].name))});
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

// Reads a mapping of `fields`, numbered from `first`, into the row.
template <class Row>
void read_mapping(const YamlNode& node, std::span<const Field> fields, std::size_t first,
                  const std::string& path, Row& row, YamlRow& source, Reporter& report) {
  const std::vector<std::string_view> names = names_of(fields);
  const bool is_mapping =
      for_each_entry(node, names, path + ".", report, [&](std::size_t i, const YamlNode& value) {
        const std::string cell_path = fmt::format("{}.{}", path, names[i]);
        source.put(first + i, value.mark, cell_path);
        if (fields[i].type == CellType::drop) {
          read_mapping(value, drop_fields, premises_fields.size(), cell_path, row, source, report);
          return;
        }
        if (fields[i].type == CellType::route) {
          take_route(row, read_route(value, cell_path, report));
          return;
        }
        const auto text = stands_in_quotes_if_text(fields[i].type)
                              ? text_of(value, cell_path, report)
                              : unquoted_text_of(value, cell_path, report);
        if (text) read_cell(row, first + i, *text, FieldPlace(source, first + i), report);
      });
  if (is_mapping) require_keys(node, fields, first, path, source, report);
}

}  // namespace

template <class Row>
void read_list(const YamlNode* list, Projection* projection, ScenarioBuilder& builder, Reporter& report) {
  using Format = ListFormat<Row>;
  if (list == nullptr) return;
  std::vector<Row> rows;
  bool told = false;  // that there is no crs
  const auto read_row = [&](const YamlNode& item, const std::string& path) {
    YamlRow source(item.mark, path, premises_fields.size() + drop_fields.size());
    Row& row = rows.emplace_back();
    read_mapping(item, Format::fields, 0, path, row, source, report);
    References known = builder.references();
    known.projection = projection;
    if constexpr (lies_somewhere<Row>) {
      if (row.axes.projected && projection == nullptr && !std::exchange(told, true))
        report.error(FieldPlace(source, x_field<Row>), missing_crs());
    }
    resolve(row, source, known, report);
  };
  for_each_item(*list, std::string{Format::name}, Format::example, report, read_row);
  builder.add(rows, report);
}

template void read_list<SiteRow>(const YamlNode*, Projection*, ScenarioBuilder&, Reporter&);
template void read_list<LinkRow>(const YamlNode*, Projection*, ScenarioBuilder&, Reporter&);
template void read_list<PremisesRow>(const YamlNode*, Projection*, ScenarioBuilder&, Reporter&);

}  // namespace lastmile::io
