// Whether tables are hashed while they are read.
#pragma once

#include <string>

#include "tools/io/files/input_file.h"

namespace lastmile::cli {

// Only a data package names the hashes of its inputs; `output` is its folder, empty for none.
inline io::InputFile::Hashing table_hashing(const std::string& output) {
  return output.empty() ? io::InputFile::Hashing::off : io::InputFile::Hashing::on;
}

}  // namespace lastmile::cli
