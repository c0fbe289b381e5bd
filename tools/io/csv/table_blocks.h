// The text of a table, read in blocks of whole records (RFC 4180: a line break inside quotes does not end a
// record).
#pragma once

#include <array>
#include <deque>
#include <optional>
#include <string_view>

#include "models/base/flat_vector.h"
#include "tools/io/files/input_file.h"

namespace lastmile::io {

inline constexpr std::size_t block_bytes = std::size_t{1} << 18;
inline constexpr std::size_t max_record_bytes = std::size_t{1} << 20;  // empty lines before it included

inline constexpr std::array<char, 4> delimiters = {',', ';', '\t', '|'};

// comma, semicolon, tab or bar.
std::string_view name_of_delimiter(char delimiter);

struct Block {
  FlatVector<char> memory;  // reused; `text` refers to it
  std::string_view text;
  char delimiter = ',';          // between cells
  std::size_t start = 0;         // of the first record in `text`
  std::uint64_t first_line = 1;  // the line of that record
  bool is_cut_off = false;  // the last block; it holds the beginning of a record longer than max_record_bytes
  std::deque<std::string> unescaped;  // cells that held doubled quotes
};

class TableBlocks {
 public:
  // Without a delimiter, the first record decides; see find_delimiter.
  explicit TableBlocks(InputFile& file, std::optional<char> delimiter = {})
      : file_(file), delimiter_(delimiter) {}

  // Replaces the content of `block` by the next block; false at the end.
  bool next(Block& block);
  // The estimated number of blocks of this size in the file; 1 if unknown, as for gzip.
  double times_in_file(const Block& block) const;

 private:
  InputFile& file_;
  std::optional<char> delimiter_;
  std::string pending_;  // the beginning of a record whose end has not been read yet
  std::uint64_t line_ = 1;
  std::size_t empty_bytes_ = 0;  // of empty lines, up to here
  bool at_end_ = false;
};

// The one of `delimiters` that occurs most often in the first record, outside quotes; of equals the first.
// None if the text ends before that record.
std::optional<char> find_delimiter(std::string_view text);

// One past the last record that ends within `text`; 0 if none does.
std::size_t end_of_whole_records(std::string_view text, char delimiter);

}  // namespace lastmile::io
