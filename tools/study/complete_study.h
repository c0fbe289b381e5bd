// What a finished study left in its folder: study.json, and the files that it lists with their hashes.
#pragma once

#include <string>
#include <string_view>

#include "tools/io/base/json.h"

namespace lastmile::study {

inline constexpr std::string_view record_file = "study.json";

// Adds the hash of everything else in study.json, by which a change of the file is found.
void seal(io::Json& record);

// The study.json that the folder holds; null if it has none. Throws InputRefused if it is that of another
// study than the one with this hash, or none at all.
io::Json find_record(const std::string& folder, const std::string& hash);

// Throws InputRefused with every file of the record, itself included, that is not as the study wrote it.
// Cost: reads all of them.
void require_unchanged(const std::string& folder, const io::Json& record);

}  // namespace lastmile::study
