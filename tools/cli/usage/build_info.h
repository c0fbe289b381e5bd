// What this program was made from.
#pragma once

#include <string>

#include "tools/io/base/json.h"

namespace lastmile::cli {

// "lastmile 0.1.0 (rev 1a2b3c4d5e)"; without the revision where the source was no checkout of git.
std::string version_line();

// {"schema": "lastmile.version.v1", "version", "commit" ("unknown" where the source was no checkout of git),
// "build_type", "parallel", "compiler": {"name", "version"}, "libraries": {name: version, ...}}
io::Json version_json();

}  // namespace lastmile::cli
