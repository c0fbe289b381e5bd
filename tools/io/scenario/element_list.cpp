#include "tools/io/scenario/element_list.h"

#include <utility>

#include "tools/io/scenario/edits.h"
#include "tools/io/scenario/element_mapping.h"
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

// Reports required keys that the element, or its drop, does not have.
void require_all(const YamlNode& item, std::span<const Field> fields, const std::string& path,
                 const YamlRow& source, Reporter& report) {
  if (item.kind != YamlNode::Kind::map) return;
  require_keys(item, {fields}, path, source, report);
  const YamlNode* drop = find_value(item, "drop");
  if (fields.data() == premises_fields.data() && drop != nullptr && drop->kind == YamlNode::Kind::map)
    require_keys(*drop, {drop_fields, premises_fields.size()}, path + ".drop", source, report);
}

}  // namespace

template <class Row>
void read_list(const YamlNode* list, const NamedCrs& crs, ScenarioBuilder& builder, Reporter& report) {
  using Format = ListFormat<Row>;
  if (list == nullptr) return;
  std::vector<Row> rows;
  [[maybe_unused]] bool told = false;  // that there is no crs
  const auto read_row = [&](const YamlNode& item, const std::string& path) {
    YamlRow source(item.mark, path);
    Row& row = rows.emplace_back();
    read_keys(item, {Format::fields}, path, row, source, report);
    require_all(item, Format::fields, path, source, report);
    References known = builder.references();
    if (known.edits != nullptr)
      if (const auto written = known.edits->apply(row)) source.put(*written);
    known.projection = crs.projection.get();
    if constexpr (lies_somewhere<Row>) {
      if (row.axes.projected && crs.name.empty() && !std::exchange(told, true))
        report.error(FieldPlace(source, x_field<Row>), missing_crs());
    }
    resolve(row, source, known, report);
  };
  for_each_item(*list, std::string{Format::name}, Format::example, report, read_row);
  builder.add(rows, report);
}

template void read_list<SiteRow>(const YamlNode*, const NamedCrs&, ScenarioBuilder&, Reporter&);
template void read_list<LinkRow>(const YamlNode*, const NamedCrs&, ScenarioBuilder&, Reporter&);
template void read_list<PremisesRow>(const YamlNode*, const NamedCrs&, ScenarioBuilder&, Reporter&);

}  // namespace lastmile::io
