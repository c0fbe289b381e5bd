// Whether another program works with a file of SQLite, such as a GeoPackage, that is to be replaced.
#pragma once

#include <string>

namespace lastmile::io {

// Throws IoFailed if the file is locked, or if a journal or a write-ahead log lies beside it: SQLite would
// apply that to the new file and destroy it. A path where no file is yet may have such a log too; a device or
// a pipe has none. Sees locks of other processes only. Cost: three system calls.
void require_closed_database(const std::string& path);

}  // namespace lastmile::io
