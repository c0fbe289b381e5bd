// What an import had to assume, as sentences for the scenario's description.
#pragma once

#include "tools/exchange/transfer/imported.h"

namespace lastmile::exchange {

void add_assumptions(Imported& imported);

}  // namespace lastmile::exchange
