// Where the items of lists in a JSON text are written, which the parser does not say.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "tools/io/problems/problem.h"

namespace lastmile::exchange {

// Marks of the objects in lists, by their path: "networks[0].nodes[3]". Empty for a text that is no JSON.
// Only objects whose list has one of these names are listed. O(bytes).
std::map<std::string, io::Mark> marks_of_items(std::string_view text);

}  // namespace lastmile::exchange
