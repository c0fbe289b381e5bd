// The commands that list what the program brings along.
#pragma once

#include <string>

#include "models/access/equipment.h"
#include "tools/cli/commands/commands.h"
#include "tools/cli/terminal/terminal.h"

namespace lastmile::cli {

// lastmile equipment: media and technologies with their main figures and sources.
void list_equipment(Format format);
std::string equipment_listing(const Equipment& equipment, const Terminal& terminal);

// lastmile profiles: the named service profiles.
void list_profiles(Format format);
std::string profiles_listing(const Terminal& terminal);

}  // namespace lastmile::cli
