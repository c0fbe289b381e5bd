// The built-in equipment and profiles, as text.
#pragma once

#include <string>

#include "models/access/equipment.h"
#include "tools/cli/terminal/terminal.h"

namespace lastmile::cli {

// Media and technologies with their main figures and sources.
std::string equipment_listing(const Equipment& equipment, const Terminal& terminal);

// The named service profiles.
std::string profiles_listing(const Terminal& terminal);

}  // namespace lastmile::cli
