// One medium of the equipment library.
#pragma once

#include "tools/io/equipment/entry_reader.h"

namespace lastmile::io {

// Reads an entry over what `to` holds; a new one needs all that its kind asks for.
void read_entry(EntryReader& entry, const YamlNode& node, const std::string& path, Medium& to, bool is_new,
                Reporter& report);
Json medium_schema();

}  // namespace lastmile::io
