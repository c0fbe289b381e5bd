// An import as text: what was read, what it has become, and what to look at.
#pragma once

#include "tools/cli/terminal/terminal.h"
#include "tools/exchange/transfer/imported.h"

namespace lastmile::cli {

std::string import_report(const exchange::Imported& imported, const Terminal& terminal);

}  // namespace lastmile::cli
