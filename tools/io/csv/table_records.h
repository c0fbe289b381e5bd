// The records of a block, one after another, each as a list of cells (RFC 4180).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "tools/io/csv/separators.h"
#include "tools/io/csv/table_blocks.h"
#include "tools/io/problems/problem.h"

namespace lastmile::io {

struct Cell {
  std::string_view text;  // without quotes
  const char* at;         // its beginning in the block, including a quote
};

struct Record {
  const char* begin = nullptr;
  std::uint64_t line = 1;
  std::vector<Cell> cells;

  Mark mark_of(const char* at) const;
};

// Iterates over the records of a block. Skips blank lines. A record with a stray or unclosed quote is
// reported and skipped.
class RecordReader {
 public:
  RecordReader(Block& block, Reporter& report);
  bool next(Record& record);
  // The beginning of the next record.
  std::size_t offset() const { return static_cast<std::size_t>(at_ - block_.text.data()); }
  std::uint64_t line() const { return line_; }

 private:
  bool read_cells(Record& record);
  // None if it is not well-formed, which is reported.
  std::optional<Cell> read_quoted(const Record& record);
  bool check_returns(const Record& record, const char* begin, const char* end);
  void skip_line_breaks();
  void skip_to_next_line();

  Block& block_;
  const char* at_;
  const char* end_;
  const char delimiter_;
  std::uint64_t line_;
  Separators separators_;  // from at_ on
  bool has_lone_return_;   // the block has a carriage return without a line feed
  Reporter& report_;
};

}  // namespace lastmile::io
