// Writes one table (RFC 4180, UTF-8, line feeds) and its Frictionless table schema.
#pragma once

#include <fmt/format.h>

#include <span>

#include "tools/io/output_directory.h"
#include "tools/io/result_json.h"

namespace lastmile::io {

struct OutputColumn {
  std::string_view name;
  std::string_view type;  // a Frictionless field type
  std::string_view unit;
  std::string_view description;
};

class TableWriter {
 public:
  TableWriter(OutputDirectory& directory, std::string name, std::span<const OutputColumn> columns);

  // The cells of a row, from left to right, then end_row.
  void text(std::string_view text);
  void count(std::uint64_t count);
  void number(double number);  // reads back to the same double
  void nothing() { separate(); }
  void end_row();

  // Closes the file and describes it as a Frictionless tabular data resource.
  Json finish(std::span<const std::string_view> primary_key);

 private:
  void separate();

  std::string name_;
  std::span<const OutputColumn> columns_;
  OutputFile file_;
  fmt::memory_buffer buffer_;
  bool row_begins_ = true;
};

}  // namespace lastmile::io
