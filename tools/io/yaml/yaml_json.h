// A YAML tree as JSON, with numbers and truth values where they are written without quotes.
#pragma once

#include "tools/io/base/json.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

Json as_json(const YamlNode& node);

}  // namespace lastmile::io
