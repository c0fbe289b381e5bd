// Names of a table's elements: index -> name and name -> index, without one allocation per name.
// All names lie one after another in one text. As long as they come in rising order, shorter ones before
// longer ones as numbered ids do, each is new if it is greater than the last, and a binary search finds it.
// Else a flat hash table of 8-byte slots (hash tag, index) does. Names that differ only in their last
// character share a neighbourhood of 16 slots, so names that nearly rise touch memory in order too. Cost: add
// O(1) expected, find O(1) with slots and O(log names) without; memory 4 bytes a name, about 12 more with
// slots, beside its text.
#pragma once

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "models/base/flat_vector.h"

namespace lastmile {

class NameTable {
 public:
  // The names as they lie in memory; name i begins at page_start[i / 65,536] + start_in_page[i].
  struct Stored {
    FlatVector<char> text;
    FlatVector<std::uint64_t> page_start;
    FlatVector<std::uint32_t> start_in_page;
  };

  // A table of names that were stored: looking a name up costs O(names) where they do not rise, until one is
  // added. None where a name would lie outside the text.
  static std::optional<NameTable> from_stored(Stored stored);
  const Stored& stored() const { return stored_; }

  // Lower half: where to look first; upper half: a tag that tells most other names apart.
  static std::uint64_t hash(std::string_view name);

  std::size_t size() const { return size_; }
  // False where no name has this first character and length: a quick no, without a look into the table.
  bool may_hold(std::string_view name) const { return !name.empty() && kinds_[kind_of(name)]; }
  std::string_view operator[](std::size_t index) const;

  std::optional<std::uint32_t> find(std::string_view name) const { return find(name, hash(name)); }
  std::optional<std::uint32_t> find(std::string_view name, std::uint64_t hash) const;

  // Gives `name` the next index; false, and nothing changed, where the table holds it already.
  bool add(std::string_view name) { return add(name, hash(name)); }
  bool add(std::string_view name, std::uint64_t hash);

  // Makes room for so many more names of so many bytes in all.
  void expect(std::size_t names, std::size_t bytes);
  // For many calls of find: makes the slots that names in rising order do without.
  void make_slots();
  // Asks for the memory that find or add of this hash will touch.
  void prefetch(std::uint64_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[home_of(hash)]);
  }

 private:
  static constexpr std::uint64_t empty_slot = ~std::uint64_t{0};
  static constexpr std::size_t longest_told = 32;
  static constexpr unsigned page_bits = 16;  // names whose starts share one 64-bit base

  static std::size_t kind_of(std::string_view name) {
    return static_cast<unsigned char>(name.front()) * longest_told + std::min(name.size(), longest_told) - 1;
  }
  std::size_t home_of(std::uint64_t hash) const { return hash & (slots_.size() - 1); }
  std::size_t slot_of(std::string_view name, std::uint64_t hash) const;
  // Of the first name that is not before this one, in rising order.
  std::size_t place_of(std::string_view name) const;
  void append(std::string_view name);
  std::size_t start_of(std::size_t index) const {
    return stored_.page_start[index >> page_bits] + stored_.start_in_page[index];
  }
  void grow_to(std::size_t slots);

  Stored stored_;
  std::size_t size_ = 0;
  std::size_t expected_ = 0;
  bool rises_ = true;                      // each name is greater than the one before
  std::bitset<256 * longest_told> kinds_;  // which first characters and lengths there are
  // A power of two of them, upper half hash tag, lower half index; none while they are not needed.
  FlatVector<std::uint64_t> slots_;
};

inline std::uint64_t NameTable::hash(std::string_view name) {
  if (name.empty()) return 0;
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;  // 2^64 / golden ratio
  constexpr std::uint64_t neighbourhood = 15;
  const std::size_t all_but_last = name.size() - 1;
  std::uint64_t mixed = name.size() * odd;
  for (std::size_t at = 0; at < all_but_last; at += sizeof(std::uint64_t)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, name.data() + at, std::min(sizeof eight, all_but_last - at));
    mixed = (mixed ^ eight) * odd;
    mixed ^= mixed >> 29;
  }
  mixed *= odd;
  mixed ^= mixed >> 32;
  const auto last = static_cast<unsigned char>(name.back());
  return ((mixed ^ (last * (odd << 32))) & ~neighbourhood) | (last & neighbourhood);
}

}  // namespace lastmile
