// The bytes of a table that end a cell or open a quote, found 64 at a time.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "models/base/eight_bytes.h"

namespace lastmile::io {

// One bit for each of 64 bytes, the lowest for the first: whether it is a delimiter, a line feed or a quote.
// Cost: about 20 instructions for each eight bytes.
inline std::uint64_t separators_by_words(const char* bytes, char delimiter) {
  constexpr std::uint64_t low_bits = eight_times(0x7f);
  std::uint64_t marks = 0;
  for (std::size_t word = 0; word < 8; ++word) {
    const std::uint64_t eight = eight_bytes({bytes + 8 * word, 8});
    std::uint64_t others = ~std::uint64_t{0};  // the highest bit of a byte that is none of them
    for (const char c : {delimiter, '\n', '"'}) {
      const std::uint64_t differs = eight ^ eight_times(static_cast<unsigned char>(c));
      others &= ((differs & low_bits) + low_bits) | differs;
    }
    constexpr std::uint64_t gather = 0x0002040810204081;  // the highest bits of eight bytes into one
    marks |= ((~others & eight_times(0x80)) * gather >> 56) << (8 * word);
  }
  return marks;
}

#ifdef __SSE2__
// The same by vectors of 16 bytes.
inline std::uint64_t separators_by_vectors(const char* bytes, char delimiter) {
  const __m128i between_cells = _mm_set1_epi8(delimiter);
  const __m128i line_feeds = _mm_set1_epi8('\n');
  const __m128i quotes = _mm_set1_epi8('"');
  std::uint64_t marks = 0;
  for (std::size_t part = 0; part < 4; ++part) {
    const __m128i some = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * part));
    const __m128i found =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(some, between_cells), _mm_cmpeq_epi8(some, quotes)),
                     _mm_cmpeq_epi8(some, line_feeds));
    marks |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(found))} << (16 * part);
  }
  return marks;
}
#endif

// Goes through them from the first on. Cheap to copy.
class Separators {
 public:
  Separators(std::string_view text, char delimiter)
      : begin_(text.data()), end_(text.data() + text.size()), delimiter_(delimiter) {
    skip_to(begin_);
  }

  // The next delimiter, line feed or quote; the end of the text if there is none.
  const char* next() {
    while (left_ == 0) {
      if (end_ - group_ <= group_size) return end_;
      group_ += group_size;
      left_ = marks();
    }
    const char* const found = group_ + std::countr_zero(left_);
    left_ &= left_ - 1;
    return found;
  }

  // Goes on from here, which may be before or after the last one found.
  void skip_to(const char* at) {
    const auto offset = (at - begin_) % group_size;
    group_ = at - offset;
    left_ = marks() >> offset << offset;
  }

 private:
  static constexpr std::ptrdiff_t group_size = 64;

  std::uint64_t marks() const {
    if (end_ - group_ >= group_size) return marks_of(group_);
    if (group_ == end_) return 0;
    std::array<char, group_size> last{};
    std::memcpy(last.data(), group_, static_cast<std::size_t>(end_ - group_));
    return marks_of(last.data());
  }
  std::uint64_t marks_of(const char* bytes) const {
#ifdef __SSE2__
    return separators_by_vectors(bytes, delimiter_);
#else
    return separators_by_words(bytes, delimiter_);
#endif
  }

  const char* begin_;
  const char* end_;
  const char* group_ = nullptr;  // the 64 bytes that left_ is about
  std::uint64_t left_ = 0;       // the separators in them that have not been found yet
  char delimiter_;
};

}  // namespace lastmile::io
