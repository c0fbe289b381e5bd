// The assignment of table columns to fields.
#pragma once

#include <optional>
#include <vector>

#include "tools/io/base/format.h"
#include "tools/io/csv/table_records.h"

namespace lastmile::io {

struct Column {
  std::string name;
  std::size_t field = 0;  // as in format.h; the fields of a drop follow those of its premises
  bool required = false;
  CellType type = CellType::text;
};

// The column of somebody else's table that holds a field.
struct ChosenColumn {
  std::size_t field = 0;
  std::optional<std::string> theirs;  // none: the field is not read from the table
  Mark mark;                          // of the choice
  std::string path;
};

// What is known about the columns of a kind of table.
struct KnownColumns {
  std::vector<Column> columns;
  // Another name that a known column often has.
  struct Synonym {
    std::string_view theirs;  // in small letters
    std::string_view ours;
  };
  std::vector<Synonym> synonyms;
};

class TableHeader {
 public:
  static constexpr std::size_t no_field = ~std::size_t{0};

  // Reads the header record. Columns that `chosen` names hold its fields, and all others with a known name
  // those of this name. If the table cannot be read with it, reports the reasons and returns none. Choices
  // without a column are reported to `of_choices`.
  static std::optional<TableHeader> read(const Record& record, const KnownColumns& known,
                                         const std::vector<ChosenColumn>& chosen, Reporter& report,
                                         Reporter& of_choices);

  std::size_t columns() const { return field_of_column_.size(); }
  std::size_t field_of(std::size_t column) const { return field_of_column_[column]; }
  std::optional<std::size_t> column_of(std::size_t field) const;
  void ignore(std::size_t field) { move(field, no_field); }
  // The column of a field holds another one from now on.
  void move(std::size_t field, std::size_t to);
  const std::string& name_of(std::size_t column) const { return names_[column]; }
  const std::vector<std::size_t>& required() const { return required_columns_; }
  // Whether a column was reported that probably holds this field.
  bool is_misnamed(std::size_t field) const;
  // "did you mean ...?" for a column that does not exist; empty if no name is near.
  std::string hint_for(std::string_view name) const;

 private:
  class Reading;

  std::vector<std::string> names_;
  std::vector<std::size_t> field_of_column_;  // no_field for an unknown column
  std::vector<std::size_t> required_columns_;
  std::vector<std::size_t> misnamed_fields_;
};

}  // namespace lastmile::io
