// Opens the files of an import and reads their layers.
#pragma once

#include "tools/exchange/transfer/imported.h"
#include "tools/io/base/progress.h"

namespace lastmile::exchange {

// The mapping that the request asks for, with a layer for everything that is imported, and the layers read
// for it. Problems are added to `problems`; then the result is not complete. Throws IoFailed.
void read_sources(const ImportRequest& request, Imported& imported, io::ProblemList& problems,
                  io::Progress& progress);

}  // namespace lastmile::exchange
