// Up to eight bytes of text as one number, to look at all of them at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace lastmile {

// A number whose every byte is this one.
constexpr std::uint64_t eight_times(unsigned char byte) {
  return 0x0101010101010101U * byte;
}

// The bytes of a text of at most eight bytes; the remaining bytes are zero. On a little-endian machine the
// first byte is the lowest. Cost: O(1), and never reads outside the text.
inline std::uint64_t eight_bytes(std::string_view text) {
  const char* const data = text.data();
  const std::size_t size = text.size();
  constexpr unsigned bits = 8;
  if (size >= sizeof(std::uint32_t)) {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, data, sizeof first);
    std::memcpy(&last, data + size - sizeof last, sizeof last);
    return first | std::uint64_t{last} << (bits * (size - sizeof last));
  }
  if (size == 0) return 0;
  const auto byte = [&](std::size_t at) {
    return std::uint64_t{static_cast<unsigned char>(data[at])} << (bits * at);
  };
  return byte(0) | byte(size / 2) | byte(size - 1);
}

// Whether all bytes are from space to ~. Cost: a few instructions for each eight bytes.
inline bool is_printable_ascii(std::string_view text) {
  std::uint64_t others = 0;  // the highest bit of a byte above ~, or of one from the first below a space on
  const auto look_at = [&](std::uint64_t eight) {
    others |= eight | (eight + eight_times(0x7f - '~')) | (eight - eight_times(' '));
  };
  std::size_t left = text.size();
  for (; left > 8; left -= 8, text.remove_prefix(8)) look_at(eight_bytes(text.substr(0, 8)));
  const std::uint64_t unused = left == 8 ? 0 : ~std::uint64_t{0} << (8 * left);
  look_at(eight_bytes(text) | (unused & eight_times(' ')));
  return (others & eight_times(0x80)) == 0;
}

}  // namespace lastmile
