// Entries of the equipment library by name.
#pragma once

#include <string_view>

#include "models/access/equipment.h"

namespace lastmile::test {

// Each fails the test if there is none.
const Medium& medium(const Equipment& equipment, std::string_view name);
const Technology& technology(const Equipment& equipment, std::string_view name);
const Technology& standard(std::string_view name);  // as compiled in

}  // namespace lastmile::test
