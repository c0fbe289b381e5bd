// The assignment of table columns to fields.
#pragma once

#include <optional>
#include <vector>

#include "tools/io/csv/table_records.h"

namespace lastmile::io {

struct Column {
  std::string name;
  std::size_t field = 0;  // as in format.h; the fields of a drop follow those of its premises
  bool required = false;
};

class TableHeader {
 public:
  static constexpr std::size_t no_field = ~std::size_t{0};

  // Reads the header record. If the table cannot be read with it, reports the reasons and returns none.
  static std::optional<TableHeader> read(const Record& record, const std::vector<Column>& known,
                                         Reporter& report);

  std::size_t columns() const { return field_of_column_.size(); }
  std::size_t field_of(std::size_t column) const { return field_of_column_[column]; }
  std::optional<std::size_t> column_of(std::size_t field) const;
  void ignore(std::size_t field);
  const std::string& name_of(std::size_t column) const { return names_[column]; }
  const std::vector<std::size_t>& required() const { return required_columns_; }

 private:
  std::vector<std::string> names_;
  std::vector<std::size_t> field_of_column_;  // no_field for an unknown column
  std::vector<std::size_t> required_columns_;
};

}  // namespace lastmile::io
