// A table in memory, column by column, for programs that use results without files. Its cells come from the
// same functions as those of files.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/base/flat_vector.h"

namespace lastmile::io {

struct OutputColumn {
  std::string_view name;
  std::string_view type;  // a Frictionless field type
  std::string_view unit;
  std::string_view description;
};

// The cells of one column, from the top: numbers, or texts back to back.
struct ColumnCells {
  FlatVector<double> numbers;  // NaN where there is nothing
  FlatVector<char> text;       // nothing and an empty text are the same
  FlatVector<std::uint64_t> text_ends;

  std::string_view text_at(std::size_t row) const {
    const std::uint64_t begin = row == 0 ? 0 : text_ends[row - 1];
    return {text.data() + begin, static_cast<std::size_t>(text_ends[row] - begin)};
  }
};

// What becomes of the cells of a column.
enum class ColumnUse : std::uint8_t { numbers, text, left_out };

// Some rows, filled from left to right. Cost: amortized O(1) for each cell.
class ColumnRows {
 public:
  ColumnRows() = default;
  explicit ColumnRows(std::span<const ColumnUse> uses) : uses_(uses), cells_(uses.size()) {}

  void text(std::string_view text);
  void number(double number);
  void nothing();
  void end() { at_ = 0; }

  void clear();
  const std::vector<ColumnCells>& cells() const { return cells_; }

 private:
  std::span<const ColumnUse> uses_;
  std::vector<ColumnCells> cells_;
  std::size_t at_ = 0;
};

class ColumnTable {
 public:
  struct Column {
    std::string name;
    std::string type;  // a Frictionless field type
    std::string unit;
    std::string description;
    ColumnUse use;
    ColumnCells cells;
  };

  // `left_out` are names of columns whose cells are not kept.
  ColumnTable(std::span<const OutputColumn> columns, std::span<const std::string_view> left_out);

  const std::vector<Column>& columns() const { return columns_; }
  std::span<const ColumnUse> uses() const { return uses_; }
  void append(const ColumnRows& rows);

 private:
  std::vector<Column> columns_;
  std::vector<ColumnUse> uses_;
};

}  // namespace lastmile::io
