#include "models/base/name_table.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <utility>

#include "models/base/eight_bytes.h"

namespace lastmile {
namespace {

constexpr std::uint64_t tag_of(std::uint64_t hash) {
  return hash >> 32;
}
// The first byte in the highest place, so that numbers are in the order of their texts.
std::uint64_t in_order(std::uint64_t eight) {
  return std::endian::native == std::endian::little ? __builtin_bswap64(eight) : eight;
}

// The sort order: shorter names come before longer ones.
bool is_before(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() < b.size();
  if (a.size() > sizeof(std::uint64_t)) return a < b;
  return in_order(eight_bytes(a)) < in_order(eight_bytes(b));
}
constexpr std::uint32_t index_in(std::uint64_t slot) {
  return static_cast<std::uint32_t>(slot);
}

}  // namespace

std::optional<NameTable> NameTable::from_stored(Stored stored) {
  NameTable table;
  table.stored_ = std::move(stored);
  table.size_ = table.stored_.start_in_page.size();
  const std::size_t pages = (table.size_ + (std::size_t{1} << page_bits) - 1) >> page_bits;
  if (table.stored_.page_start.size() != pages) return std::nullopt;
  const FlatVector<char>& text = table.stored_.text;
  std::string_view last;
  std::size_t start = table.size_ == 0 ? 0 : table.start_of(0);
  for (std::size_t i = 0; i < table.size_; ++i) {
    const std::size_t end = i + 1 < table.size_ ? table.start_of(i + 1) : text.size();
    if (start > end || end > text.size()) return std::nullopt;
    const std::string_view name{text.data() + start, end - start};
    if (!name.empty()) table.kinds_.set(kind_of(name));
    table.rises_ = table.rises_ && (i == 0 || is_before(last, name));
    last = name;
    start = end;
  }
  return table;
}

std::string_view NameTable::operator[](std::size_t index) const {
  assert(index < size_);
  const std::size_t start = start_of(index);
  const std::size_t end = index + 1 < size_ ? start_of(index + 1) : stored_.text.size();
  return {stored_.text.data() + start, end - start};
}

std::size_t NameTable::slot_of(std::string_view name, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = home_of(hash);
  while (slots_[at] != empty_slot) {
    if (tag_of(slots_[at]) == tag_of(hash) && (*this)[index_in(slots_[at])] == name) break;
    at = (at + 1) & mask;
  }
  return at;
}

std::size_t NameTable::place_of(std::string_view name) const {
  std::size_t first = 0;
  for (std::size_t count = size_; count > 0;) {
    const std::size_t half = count / 2;
    if (is_before((*this)[first + half], name)) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return first;
}

std::optional<std::uint32_t> NameTable::find(std::string_view name, std::uint64_t hash) const {
  if (!slots_.empty()) {
    const std::uint64_t slot = slots_[slot_of(name, hash)];
    if (slot == empty_slot) return std::nullopt;
    return index_in(slot);
  }
  std::size_t at = rises_ ? place_of(name) : 0;
  while (!rises_ && at < size_ && (*this)[at] != name) ++at;
  if (at == size_ || (*this)[at] != name) return std::nullopt;
  return static_cast<std::uint32_t>(at);
}

bool NameTable::add(std::string_view name, std::uint64_t hash) {
  if (slots_.empty()) {
    if (rises_ && (size_ == 0 || is_before((*this)[size_ - 1], name))) {
      append(name);
      return true;
    }
    make_slots();
  }
  if ((size_ + 1) * 4 > slots_.size() * 3) grow_to(std::bit_ceil((size_ + 1) * 2));
  const std::size_t at = slot_of(name, hash);
  if (slots_[at] != empty_slot) return false;
  slots_[at] = tag_of(hash) << 32 | size_;
  append(name);
  return true;
}

void NameTable::append(std::string_view name) {
  if ((size_ & ((1U << page_bits) - 1)) == 0) stored_.page_start.push_back(stored_.text.size());
  const std::size_t end = stored_.text.size();
  stored_.start_in_page.push_back(static_cast<std::uint32_t>(end - stored_.page_start.back()));
  stored_.text.resize(end + name.size());
  std::copy(name.begin(), name.end(), stored_.text.data() + end);
  if (!name.empty()) kinds_.set(kind_of(name));
  ++size_;
}

void NameTable::expect(std::size_t names, std::size_t bytes) {
  stored_.text.reserve(stored_.text.size() + bytes);
  stored_.start_in_page.reserve(size_ + names);
  expected_ = size_ + names;
  if (!slots_.empty() && expected_ * 4 > slots_.size() * 3) grow_to(std::bit_ceil(expected_ * 4 / 3 + 16));
}

void NameTable::make_slots() {
  if (slots_.empty()) grow_to(std::bit_ceil(std::max(size_, expected_) * 4 / 3 + 16));
}

bool NameTable::make_slots_if_unique() {
  if (rises_ || !slots_.empty()) return true;
  slots_.assign(std::bit_ceil(size_ * 4 / 3 + 16), empty_slot);
  for (std::size_t index = 0; index < size_; ++index) {
    const std::uint64_t hash = NameTable::hash((*this)[index]);
    const std::size_t at = slot_of((*this)[index], hash);
    if (slots_[at] != empty_slot) return false;
    slots_[at] = tag_of(hash) << 32 | index;
  }
  return true;
}

void NameTable::grow_to(std::size_t slots) {
  slots_.assign(slots, empty_slot);
  for (std::size_t index = 0; index < size_; ++index) {
    const std::uint64_t hash = NameTable::hash((*this)[index]);
    std::size_t at = home_of(hash);
    while (slots_[at] != empty_slot) at = (at + 1) & (slots - 1);
    slots_[at] = tag_of(hash) << 32 | index;
  }
}

}  // namespace lastmile
