// import.json: what was read, and what was done to each feature.
#pragma once

#include "tools/exchange/transfer/imported.h"
#include "tools/io/base/json.h"
#include "tools/io/files/output_file.h"

namespace lastmile::exchange {

// The name of a site as its feature has it; empty if it has none.
std::string_view site_title(const Imported& imported, std::uint32_t site);

// Drops that begin at what is nearest, and the premises whose drop is the longest of them, as it is measured.
struct MadeDrops {
  std::size_t count = 0;
  std::uint32_t longest = 0;  // of the first of equals; without meaning if there is none
};
MadeDrops made_drops(const Imported& imported);

// The counts of import.json, without its lists.
io::Json import_summary(const Imported& imported);

// The summary and, for each deed, the list of its features. Cost: memory of one entry at a time.
void write_report(const Imported& imported, io::OutputFile& file);

}  // namespace lastmile::exchange
