#include "tools/io/table_header.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/io/cells.h"
#include "tools/io/suggest.h"

namespace lastmile::io {
namespace {

void add_columns(std::span<const Field> fields, std::string_view prefix, std::size_t first, bool may_require,
                 std::vector<Column>& columns) {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].type != CellType::drop)
      columns.push_back(
          {std::string{prefix}.append(fields[i].name), first + i, may_require && fields[i].required});
}

void note_unknown(const std::vector<Cell>& unknown, const Record& record, const std::vector<Column>& known,
                  Reporter& report) {
  if (unknown.empty()) return;
  std::string names;
  std::string hint;
  for (const Cell& cell : unknown) {
    names += (names.empty() ? "" : ", ") + quoted(cell.text);
    const auto near =
        nearest(cell.text, known.size(), [&](std::size_t i) { return std::string_view{known[i].name}; });
    if (near && hint.empty()) hint = fmt::format("did you mean {} for {}?", quoted(*near), quoted(cell.text));
  }
  report.note(FixedPlace(record.mark_of(unknown.front().at)),
              {"unknown-column", fmt::format("not read: column {}", names), hint});
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

std::optional<TableHeader> TableHeader::read(const Record& record, const std::vector<Column>& known,
                                             Reporter& report) {
  TableHeader header;
  std::vector<Cell> unknown;
  bool usable = true;
  for (const Cell& cell : record.cells) {
    const auto seen = std::find(header.names_.begin(), header.names_.end(), cell.text);
    if (seen != header.names_.end() && !cell.text.empty()) {
      report.error(FixedPlace(record.mark_of(cell.at), std::string{cell.text}),
                   {"repeated-column", fmt::format("column {} stands there twice", quoted(cell.text))});
      usable = false;
    }
    const auto column =
        std::find_if(known.begin(), known.end(), [&](const Column& c) { return c.name == cell.text; });
    header.names_.emplace_back(cell.text);
    header.field_of_column_.push_back(column == known.end() ? no_field : column->field);
    if (column == known.end())
      unknown.push_back(cell);
    else if (column->required)
      header.required_columns_.push_back(header.names_.size() - 1);
  }
  note_unknown(unknown, record, known, report);
  for (const Column& column : known) {
    if (!column.required || header.column_of(column.field)) continue;
    const auto near = nearest(column.name, unknown.size(), [&](std::size_t i) { return unknown[i].text; });
    report.error(FixedPlace({record.line, 1}),
                 {"missing-column", fmt::format("there is no column {}", quoted(column.name)),
                  near ? fmt::format("is it {}?", quoted(*near)) : ""});
    usable = false;
  }
  if (!usable) return std::nullopt;
  return header;
}

std::optional<std::size_t> TableHeader::column_of(std::size_t field) const {
  const auto found = std::find(field_of_column_.begin(), field_of_column_.end(), field);
  if (found == field_of_column_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - field_of_column_.begin());
}

}  // namespace lastmile::io
