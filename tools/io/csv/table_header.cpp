#include "tools/io/csv/table_header.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/io/base/format.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/problems/cells.h"

namespace lastmile::io {
namespace {

// A known column whose name differs only in case or surrounding blanks.
const Column* misspelt(std::string_view text, const std::vector<Column>& known) {
  std::string plain;
  for (const char c : text)
    if (c != ' ' && c != '\t') plain += lower_case(c);
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const Column& c) { return c.name == plain; });
  return found == known.end() ? nullptr : &*found;
}

std::string hint_for_missing(const Column& column, const Record& record, const std::vector<Cell>& unknown) {
  const std::string_view first = record.cells.front().text;
  if (record.cells.size() == 1 && first.find_first_of(";\t|") != std::string_view::npos)
    return "separate the columns with commas";
  const auto near = nearest(column.name, unknown.size(), [&](std::size_t i) { return unknown[i].text; });
  return near ? fmt::format("did you mean {}?", quoted(*near)) : "";
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
  report.note(
      FixedPlace(record.mark_of(unknown.front().at)),
      {"unknown-column", fmt::format("ignored column{} {}", unknown.size() == 1 ? "" : "s", names), hint});
}

}  // namespace

std::optional<TableHeader> TableHeader::read(const Record& record, const std::vector<Column>& known,
                                             Reporter& report) {
  TableHeader header;
  std::vector<Cell> unknown;
  bool usable = true;
  if (record.cells.size() > max_columns) {
    report.error(FixedPlace({record.line, 1}),
                 {"too-many-columns", fmt::format("the header has {} columns; the limit is {}",
                                                  record.cells.size(), max_columns)});
    return std::nullopt;
  }
  for (const Cell& cell : record.cells) {
    const auto seen = std::find(header.names_.begin(), header.names_.end(), cell.text);
    if (seen != header.names_.end() && !cell.text.empty()) {
      report.error(FixedPlace(record.mark_of(cell.at), shortened(cell.text)),
                   {"repeated-column", fmt::format("column {} appears twice", quoted(cell.text))});
      usable = false;
    }
    const auto column =
        std::find_if(known.begin(), known.end(), [&](const Column& c) { return c.name == cell.text; });
    header.names_.emplace_back(cell.text);
    header.field_of_column_.push_back(column == known.end() ? no_field : column->field);
    if (const Column* meant = column == known.end() ? misspelt(cell.text, known) : nullptr) {
      report.error(FixedPlace(record.mark_of(cell.at)),
                   {"misspelt-column", fmt::format("unknown column {}", quoted(cell.text)),
                    fmt::format("write {}", quoted(meant->name))});
      usable = false;
    }
    if (column == known.end())
      unknown.push_back(cell);
    else if (column->required)
      header.required_columns_.push_back(header.names_.size() - 1);
  }
  note_unknown(unknown, record, known, report);
  for (const Column& column : known) {
    if (!column.required || header.column_of(column.field)) continue;
    report.error(FixedPlace({record.line, 1}),
                 {"missing-column", fmt::format("missing column {}", quoted(column.name)),
                  hint_for_missing(column, record, unknown)});
    usable = false;
  }
  if (!usable) return std::nullopt;
  return header;
}

void TableHeader::ignore(std::size_t field) {
  std::replace(field_of_column_.begin(), field_of_column_.end(), field, no_field);
}

std::optional<std::size_t> TableHeader::column_of(std::size_t field) const {
  const auto found = std::find(field_of_column_.begin(), field_of_column_.end(), field);
  if (found == field_of_column_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - field_of_column_.begin());
}

}  // namespace lastmile::io
