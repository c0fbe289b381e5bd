// UTF-8 text: whether it is, and how many characters or terminal cells it takes.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace lastmile::io {

// The offset of the first byte that is not UTF-8; none where all is. Cost: O(bytes), a quick pass over ASCII.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

bool is_ascii(std::string_view text);

// Characters (code points) in valid UTF-8; bytes that are none count one each.
std::size_t character_count(std::string_view text);

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace lastmile::io
