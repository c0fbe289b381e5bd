#include "tools/io/base/text.h"

#include <fmt/format.h>

#include <utf8proc.h>

#include <algorithm>

#include "models/base/eight_bytes.h"

namespace lastmile::io {

bool is_ascii(std::string_view text) {
  unsigned char bits = 0;
  for (const char c : text) bits = static_cast<unsigned char>(bits | static_cast<unsigned char>(c));
  return bits < 0x80;
}

std::string lower_case(std::string_view text) {
  std::string lower{text};
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return lower_case(c); });
  return lower;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower_case(x) == lower_case(y); });
}

FirstCharacter first_character(std::string_view text) {
  utf8proc_int32_t code_point = 0;
  const auto most = static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4));
  const auto bytes =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), most, &code_point);
  if (bytes < 1) return {1, -1};
  return {static_cast<std::size_t>(bytes), code_point};
}

bool is_unsafe_to_print(std::int32_t code_point) {
  const bool control = code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0);
  const bool reorders =
      (code_point >= 0x202a && code_point <= 0x202e) || (code_point >= 0x2066 && code_point <= 0x2069);
  const bool breaks_line = code_point == 0x2028 || code_point == 0x2029;
  return control || reorders || breaks_line;
}

bool has_unsafe(std::string_view text) {
  if (is_printable_ascii(text)) return false;
  bool found = false;
  for_each_character(text, [&](std::string_view, std::int32_t code_point) {
    found = found || (code_point >= 0 && is_unsafe_to_print(code_point));
  });
  return found;
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  if (is_ascii(text)) return std::nullopt;
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const FirstCharacter character = first_character(text.substr(at));
    if (character.code_point < 0) return at;
    at += character.bytes;
  }
  return std::nullopt;
}

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string shortened(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string shown;
  std::size_t characters = 0;
  for_each_character(text, [&](std::string_view character, std::int32_t code_point) {
    if (++characters > longest) return;
    if (code_point >= 0 && !is_unsafe_to_print(code_point)) {
      shown += character;
      return;
    }
    for (const char byte : character) shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
  });
  return characters > longest ? shown + "..." : shown;
}

std::string quoted(std::string_view text) {
  return "\"" + shortened(text) + "\"";
}

}  // namespace lastmile::io
