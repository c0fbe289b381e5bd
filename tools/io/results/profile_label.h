// What results call a service profile.
#pragma once

#include <string>

#include "models/access/equipment.h"

namespace lastmile::io {

// Its name, or its figures if they are not those of a named profile: "50/10 Mbit/s, 30 ms".
std::string profile_label(const ServiceProfile& profile);

}  // namespace lastmile::io
