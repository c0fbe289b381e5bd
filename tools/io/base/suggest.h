// "Did you mean ...?": the known word nearest to an unknown one.
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

// The nearest of `count` words, if its distance is at most a third of the word's length; the first among
// equals. Checks at most the first 100,000 words. Cost: O(words x length^2).
std::optional<std::string> nearest(std::string_view word, std::size_t count,
                                   const std::function<std::string_view(std::size_t)>& candidate);

// `did you mean "x"?`, or `expected one of a, b, c` if no word is near.
std::string hint_for(std::string_view word, std::span<const std::string_view> known);
// The same for element names, which are not listed if there are many.
std::string hint_among(std::string_view word, const NameTable& names);

}  // namespace lastmile::io
