// UTF-8 text: validation and counts of characters and terminal cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lastmile::io {

// Offset of the first byte that is not valid UTF-8, if any. Cost: O(bytes), with a fast path for ASCII.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

bool is_ascii(std::string_view text);

// Letters A to Z as a to z.
constexpr char lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
std::string lower_case(std::string_view text);
// Whether the texts differ at most in the case of the letters A to Z.
bool equals_ignoring_case(std::string_view a, std::string_view b);

// Calls visit(bytes of one character, code point) for each character. The code point is -1 for an invalid
// byte.
template <class Visit>
void for_each_character(std::string_view text, Visit visit);

// Whether a character is unsafe to print: control characters, and those that override or embed a direction of
// writing. Marks such as U+200F, which names in Hebrew or Arabic have, are safe.
bool is_unsafe_to_print(std::int32_t code_point);

// Whether the text has such a character.
bool has_unsafe(std::string_view text);

// Number of characters (code points). Each invalid byte counts as one.
std::size_t character_count(std::string_view text);

// The text with control characters made visible, truncated if it is long.
std::string shortened(std::string_view text);
// The same in quotes.
std::string quoted(std::string_view text);

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Length in bytes and code point of the first character; 1 and -1 for an invalid byte.
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
