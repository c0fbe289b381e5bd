// The version, the commit and the libraries that this program was built from.
#pragma once

#include <string>

#include "tools/io/base/json.h"

namespace lastmile::cli {

// "lastmile 0.1.0 (rev 1a2b3c4d5e)"; without the revision if it was not built from a git checkout.
std::string version_line();

// {"schema": "lastmile.version.v1", "version", "commit" ("unknown" if not built from a git checkout),
// "build_type", "parallel", "compiler": {"name", "version"}, "libraries": {name: version, ...}}
io::Json version_json();

}  // namespace lastmile::cli
