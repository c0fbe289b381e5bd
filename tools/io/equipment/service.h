// The service that a scenario requires: named profiles, their own figures, or both.
#pragma once

#include "models/access/access.h"
#include "tools/io/base/json.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// Reads the value of `service:` into the profiles and busy hour share of `access`. A name alone is a profile;
// a mapping may name a profile and change its figures; a list holds several of both.
void read_service(const YamlNode& node, Access& access, Reporter& report);
Json service_schema();

}  // namespace lastmile::io
