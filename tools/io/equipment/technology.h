// One technology of the equipment library.
#pragma once

#include "tools/io/equipment/entry_reader.h"

namespace lastmile::io {

// Reads an entry over the content of `to`; a new entry needs all keys that its kind requires.
void read_entry(EntryReader& entry, const YamlNode& node, const std::string& path, Technology& to,
                bool is_new, Reporter& report);
Json technology_schema();

}  // namespace lastmile::io
