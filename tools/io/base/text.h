// UTF-8 text: whether it is, and how many characters or terminal cells it takes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lastmile::io {

// The offset of the first byte that is not UTF-8; none where all is. Cost: O(bytes), a quick pass over ASCII.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

bool is_ascii(std::string_view text);

// Calls visit(bytes of one character, code point) for each character; for a byte that belongs to none the
// code point is -1.
template <class Visit>
void for_each_character(std::string_view text, Visit visit);

// Whether a character could steer a terminal or make text look like other text: controls, and marks that
// reorder.
bool is_steering(std::int32_t code_point);

// Characters (code points) in valid UTF-8; bytes that are none count one each.
std::size_t character_count(std::string_view text);

// The text, cut where it is long, control characters made visible.
std::string shortened(std::string_view text);
// The same in quotes.
std::string quoted(std::string_view text);

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// The first character's length in bytes and its code point; 1 and -1 where the first byte belongs to none.
struct FirstCharacter {
  std::size_t bytes;
  std::int32_t code_point;
};
FirstCharacter first_character(std::string_view text);

template <class Visit>
void for_each_character(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const FirstCharacter first = first_character(text);
    visit(text.substr(0, first.bytes), first.code_point);
    text.remove_prefix(first.bytes);
  }
}

}  // namespace lastmile::io
