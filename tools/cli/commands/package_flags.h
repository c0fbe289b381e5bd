// What the flags of a data package ask for.
#pragma once

#include <fmt/format.h>

#include <string>

#include "tools/cli/usage/flags.h"
#include "tools/io/csv/table_writer.h"
#include "tools/io/files/input_file.h"

namespace lastmile::cli {

// Only a data package names the hashes of its inputs; `output` is its folder, empty for none.
inline io::InputFile::Hashing table_hashing(const std::string& output) {
  return output.empty() ? io::InputFile::Hashing::off : io::InputFile::Hashing::on;
}

// How tables write text. Throws WrongLine if --csv-safe is given without the command's --output.
inline io::CellText cell_text_of(const Arguments& given, const Flag& output, std::string_view command) {
  if (!given.has(flags::csv_safe)) return io::CellText::as_is;
  if (!given.has(output)) throw WrongLine(fmt::format("lastmile {}: --csv-safe needs --output", command));
  return io::CellText::spreadsheet_safe;
}

}  // namespace lastmile::cli
