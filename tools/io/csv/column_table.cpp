#include "tools/io/csv/column_table.h"

#include <algorithm>
#include <limits>

namespace lastmile::io {
namespace {

template <class Cells>
void append_all(Cells& to, const Cells& from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

void ColumnRows::text(std::string_view text) {
  ColumnCells& cells = cells_[at_];
  if (uses_[at_++] == ColumnUse::left_out) return;
  cells.text.insert(cells.text.end(), text.begin(), text.end());
  cells.text_ends.push_back(cells.text.size());
}

void ColumnRows::number(double number) {
  ColumnCells& cells = cells_[at_];
  if (uses_[at_++] != ColumnUse::left_out) cells.numbers.push_back(number);
}

void ColumnRows::nothing() {
  if (uses_[at_] == ColumnUse::text)
    text({});
  else
    number(std::numeric_limits<double>::quiet_NaN());
}

void ColumnRows::clear() {
  for (ColumnCells& cells : cells_) {
    cells.numbers.clear();
    cells.text.clear();
    cells.text_ends.clear();
  }
}

ColumnTable::ColumnTable(std::span<const OutputColumn> columns, std::span<const std::string_view> left_out) {
  for (const OutputColumn& column : columns) {
    const bool is_number = column.type == "number" || column.type == "integer";
    const bool is_left_out = std::find(left_out.begin(), left_out.end(), column.name) != left_out.end();
    uses_.push_back(is_left_out ? ColumnUse::left_out : is_number ? ColumnUse::numbers : ColumnUse::text);
    columns_.push_back({std::string{column.name},
                        std::string{column.type},
                        std::string{column.unit},
                        std::string{column.description},
                        uses_.back(),
                        {}});
  }
}

void ColumnTable::append(const ColumnRows& rows) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    ColumnCells& to = columns_[i].cells;
    const ColumnCells& from = rows.cells()[i];
    const std::uint64_t before = to.text.size();
    append_all(to.numbers, from.numbers);
    append_all(to.text, from.text);
    for (const std::uint64_t end : from.text_ends) to.text_ends.push_back(before + end);
  }
}

}  // namespace lastmile::io
