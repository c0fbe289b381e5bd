// What the flags of a data package ask for.
#pragma once

#include <fmt/format.h>

#include <string>

#include "tools/cli/terminal/decimal_mark.h"
#include "tools/cli/usage/flags.h"
#include "tools/io/files/input_file.h"
#include "tools/io/package/package_folder.h"

namespace lastmile::cli {

// Only a data package names the hashes of its inputs; `output` is its folder, empty for none.
inline io::InputFile::Hashing table_hashing(const std::string& output) {
  return output.empty() ? io::InputFile::Hashing::off : io::InputFile::Hashing::on;
}

// How tables are written. Throws WrongLine if a flag about tables is given without the command's --output.
inline io::CellText cell_text_of(const Arguments& given, const Flag& output, std::string_view command) {
  for (const Flag& flag : {flags::csv_safe, flags::csv_for_spreadsheets}) {
    if (!given.has(flag)) continue;
    if (!given.has(output))
      throw WrongLine(fmt::format("lastmile {}: {} needs --output", command, flag.name));
    if (io::is_database(given.text(output)))
      throw WrongLine(fmt::format("lastmile {}: {} is for CSV, and {} is an SQLite file", command, flag.name,
                                  given.text(output)));
  }
  io::CellText cells;
  cells.guards_formulas = given.has(flags::csv_safe);
  if (given.has(flags::csv_for_spreadsheets)) {
    cells.delimiter = ';';
    cells.decimal_mark = users_decimal_mark();
    cells.begins_with_mark = true;
  }
  return cells;
}

}  // namespace lastmile::cli
