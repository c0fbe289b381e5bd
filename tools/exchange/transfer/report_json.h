// import.json: what was read, and what was done to each feature.
#pragma once

#include "tools/exchange/transfer/imported.h"
#include "tools/io/base/json.h"
#include "tools/io/files/output_file.h"

namespace lastmile::exchange {

// The counts of import.json, without its lists.
io::Json import_summary(const Imported& imported);

// The summary and, for each deed, the list of its features. Cost: memory of one entry at a time.
void write_report(const Imported& imported, io::OutputFile& file);

}  // namespace lastmile::exchange
