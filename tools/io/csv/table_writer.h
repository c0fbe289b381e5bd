// Writes one table (RFC 4180, UTF-8, line feeds) and its Frictionless table schema and dialect; or keeps its
// columns in memory.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <vector>

#include "tools/io/base/json.h"
#include "tools/io/csv/column_table.h"
#include "tools/io/files/ordered_rows.h"

namespace lastmile::io {

// How cells are written: by default as in RFC 4180.
struct CellText {
  // A spreadsheet takes text that begins with =, +, - or @ for a formula; an apostrophe before it prevents
  // that.
  bool guards_formulas = false;
  char delimiter = ',';
  char decimal_mark = '.';        // not the delimiter
  bool begins_with_mark = false;  // the byte-order mark, by which spreadsheets recognise UTF-8

  static const CellText as_is;
  static const CellText spreadsheet_safe;
};
inline constexpr CellText CellText::as_is{};
inline constexpr CellText CellText::spreadsheet_safe{.guards_formulas = true};

// The cells of rows, from left to right; end() after each row.
class RowWriter {
 public:
  explicit RowWriter(RowText& text, const CellText& cell_text = CellText::as_is)
      : text_(&text), cell_text_(cell_text) {}
  // Bare cells one after another: without delimiters, quotes and line ends. `cell_ends` gets the end of each.
  RowWriter(RowText& text, std::vector<std::size_t>& cell_ends) : text_(&text), cell_ends_(&cell_ends) {}
  // Values of columns instead of text.
  explicit RowWriter(ColumnRows& columns) : columns_(&columns) {}
  void text(std::string_view text);
  void count(std::uint64_t count);
  void number(double number);  // reads back to the same double
  void nothing();
  void end();

 private:
  void separate();

  RowText* text_ = nullptr;
  ColumnRows* columns_ = nullptr;
  CellText cell_text_;
  std::vector<std::size_t>* cell_ends_ = nullptr;
  bool row_begins_ = true;
};

// Where the rows of a table go.
class TableSink {
 public:
  TableSink() = default;
  virtual ~TableSink() = default;
  TableSink(const TableSink&) = delete;
  TableSink& operator=(const TableSink&) = delete;
  // Whole rows as a RowWriter writes them. Throws IoFailed, as does close.
  virtual void write(std::string_view rows) = 0;
  // Completes the table. What describes it beside its schema: members of a Frictionless resource.
  virtual Json close() = 0;
};

// The file <name>.csv.
std::unique_ptr<TableSink> csv_file(OutputDirectory& directory, const std::string& name,
                                    std::span<const OutputColumn> columns, const CellText& cell_text);

class TableWriter {
 public:
  // The columns must outlive the writer.
  TableWriter(std::unique_ptr<TableSink> sink, std::string name, std::span<const OutputColumn> columns,
              const CellText& cell_text)
      : name_(std::move(name)), columns_(columns), cell_text_(cell_text), sink_(std::move(sink)) {}
  // Keeps the columns in `table`, which must outlive the writer.
  TableWriter(ColumnTable& table, std::string name, std::span<const OutputColumn> columns)
      : name_(std::move(name)), columns_(columns), cell_text_(CellText::as_is), kept_(&table) {}

  // write_row(row writer, i) for every i below `count`, in order, on all cores.
  template <class WriteRow>
  void write(std::uint64_t count, Progress& progress, WriteRow write_row) {
    if (kept_ != nullptr) return keep(count, progress, write_row);
    progress.begin("writing " + name_, count, "rows");
    write_rows(*sink_, count, progress, [&](RowText& text, std::uint64_t i) {
      RowWriter row(text, cell_text_);
      write_row(row, i);
    });
  }

  // Closes the table and describes it as a Frictionless tabular data resource; one in memory only by its
  // schema.
  Json finish(std::span<const std::string_view> primary_key);

 private:
  template <class WriteRow>
  void keep(std::uint64_t count, Progress& progress, WriteRow write_row) {
    constexpr std::size_t rows_at_once = 16'384;
    progress.begin("building " + name_, count, "rows");
    take_chunks_in_order<ColumnRows>(
        count, rows_at_once,
        [&](ColumnRows& rows, std::uint64_t first, std::uint64_t last) {
          if (rows.cells().empty()) rows = ColumnRows(kept_->uses());
          rows.clear();
          RowWriter row(rows);
          for (std::uint64_t i = first; i < last; ++i) write_row(row, i);
          progress.advance(last - first);
        },
        [&](const ColumnRows& rows) { kept_->append(rows); });
  }

  std::string name_;
  std::span<const OutputColumn> columns_;
  CellText cell_text_;
  std::unique_ptr<TableSink> sink_;
  ColumnTable* kept_ = nullptr;  // instead of a sink
};

// Where tables go: files of a folder, a database, or memory.
class TableTarget {
 public:
  TableTarget() = default;
  virtual ~TableTarget() = default;
  TableTarget(const TableTarget&) = delete;
  TableTarget& operator=(const TableTarget&) = delete;
  // A table to be written. The columns must outlive the writer.
  virtual TableWriter table(const std::string& name, std::span<const OutputColumn> columns) = 0;
};

// Tables in memory, by name.
class ColumnTables : public TableTarget {
 public:
  // For some tables the names of columns that are not kept.
  using LeftOut = std::map<std::string, std::vector<std::string_view>>;
  explicit ColumnTables(LeftOut left_out = {}) : left_out_(std::move(left_out)) {}

  TableWriter table(const std::string& name, std::span<const OutputColumn> columns) override;
  const std::map<std::string, ColumnTable>& tables() const { return tables_; }

 private:
  LeftOut left_out_;
  std::map<std::string, ColumnTable> tables_;
};

}  // namespace lastmile::io
