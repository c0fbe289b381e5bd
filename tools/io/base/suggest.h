// "Did you mean ...?": the known word nearest to a wrong one.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "models/base/name_table.h"

namespace lastmile::io {

// Edits (insert, delete, replace, swap of neighbours) that turn a into b; optimal string alignment (Damerau
// 1964).
std::size_t edit_distance(std::string_view a, std::string_view b);

// The nearest of count words within a third of the word's length, the first among equals; none where all are
// farther. Looks at no more than the first 100,000 words. Cost: O(words x length^2).
std::optional<std::string> nearest(std::string_view word, std::size_t count,
                                   const std::function<std::string_view(std::size_t)>& candidate);

// `did you mean "x"?`, or `one of a, b, c` where nothing is near.
std::string hint_for(std::string_view word, std::span<const std::string_view> known);
// The same for names of elements, which may be many: then they are not listed.
std::string hint_among(std::string_view word, const NameTable& names);

}  // namespace lastmile::io
