// The site or link that a flag names.
#pragma once

#include <string>

#include "models/scenario/scenario.h"
#include "tools/cli/usage/command.h"

namespace lastmile::cli {

// Throws InputRefused about the scenario at `path` if no site or link has the id, or both a site and a link.
Element element_named(const std::string& path, const Scenario& scenario, const Flag& flag,
                      const std::string& id);

}  // namespace lastmile::cli
