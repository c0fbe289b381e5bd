// The service that a scenario asks for: a named profile, figures of its own, or both.
#pragma once

#include "models/access/access.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// Reads what stands under `service:` into profile and busy hour share of `access`. A name alone is a profile;
// a mapping may name one and change its figures.
void read_service(const YamlNode& node, Access& access, Reporter& report);

}  // namespace lastmile::io
