// JSON for results, schemas and snapshots.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace lastmile::io {

using Json = nlohmann::ordered_json;

// A number that reads back as the same double; an integer if it is whole.
Json number(double value);

// Indented text that ends with a line break. Bytes that are not UTF-8 become replacement characters.
std::string to_text(const Json& json);

}  // namespace lastmile::io
