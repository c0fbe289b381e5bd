#include "tools/io/scenario/table_columns.h"

namespace lastmile::io {
namespace {

void add_columns(std::span<const Field> fields, std::string_view prefix, std::size_t first, bool may_require,
                 std::vector<Column>& columns) {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].type != CellType::drop)
      columns.push_back(
          {std::string{prefix}.append(fields[i].name), first + i, may_require && fields[i].required});
}

}  // namespace

template <>
std::vector<Column> known_columns<SiteRow>() {
  std::vector<Column> columns;
  add_columns(site_fields, "", 0, true, columns);
  return columns;
}

template <>
std::vector<Column> known_columns<LinkRow>() {
  std::vector<Column> columns;
  add_columns(link_fields, "", 0, true, columns);
  return columns;
}

template <>
std::vector<Column> known_columns<PremisesRow>() {
  std::vector<Column> columns;
  add_columns(premises_fields, "", 0, true, columns);
  add_columns(drop_fields, drop_column_prefix, premises_fields.size(), false, columns);
  return columns;
}

}  // namespace lastmile::io
