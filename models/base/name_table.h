// The names of a table's elements: index -> name and name -> index, without an allocation per name.
//
// All names are stored back to back in one text. While names arrive in ascending order (shorter before
// longer, as numbered ids do), a name is new if it is greater than the last one, and a binary search finds
// it. Otherwise a flat hash table of 8-byte slots (hash tag, index) is used. Names that differ only in their
// last character share a group of 16 slots, so nearly sorted names also touch memory in order. Cost: add O(1)
// expected; find O(1) with slots, O(log names) without. Memory: the text, 4 bytes per name, and about 12 more
// per name with slots.
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
  // The names as stored in memory: name i begins at page_start[i / 65,536] + start_in_page[i].
  struct Stored {
    FlatVector<char> text;
    FlatVector<std::uint64_t> page_start;
    FlatVector<std::uint32_t> start_in_page;
  };

  // Restores a table. If the names are not sorted, find() costs O(names) until a name is added. None if a
  // name would lie outside the text.
  static std::optional<NameTable> from_stored(Stored stored);
  const Stored& stored() const { return stored_; }

  // Lower half: the first slot to try. Upper half: a tag that distinguishes most other names.
  static std::uint64_t hash(std::string_view name);

  std::size_t size() const { return size_; }
  // A quick test without a lookup: false if no name has this first character and length.
  bool may_hold(std::string_view name) const { return !name.empty() && kinds_[kind_of(name)]; }
  std::string_view operator[](std::size_t index) const;

  std::optional<std::uint32_t> find(std::string_view name) const { return find(name, hash(name)); }
  std::optional<std::uint32_t> find(std::string_view name, std::uint64_t hash) const;

  // Gives `name` the next index. Returns false and changes nothing if the name exists already.
  bool add(std::string_view name) { return add(name, hash(name)); }
  bool add(std::string_view name, std::uint64_t hash);

  // Reserves memory for this many more names with this many bytes in total.
  void expect(std::size_t names, std::size_t bytes);
  // Builds the hash slots, which sorted names do not need, before many calls of find().
  void make_slots();
  // Builds the hash slots if the names are not sorted. Returns false if a stored name occurs twice.
  bool make_slots_if_unique();
  // Prefetches the memory that find() or add() of this hash will touch.
  void prefetch(std::uint64_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[home_of(hash)]);
  }

 private:
  static constexpr std::uint64_t empty_slot = ~std::uint64_t{0};
  static constexpr std::size_t longest_tracked = 32;
  static constexpr unsigned page_bits = 16;  // names whose starts share one 64-bit base

  static std::size_t kind_of(std::string_view name) {
    return static_cast<unsigned char>(name.front()) * longest_tracked +
           std::min(name.size(), longest_tracked) - 1;
  }
  std::size_t home_of(std::uint64_t hash) const { return hash & (slots_.size() - 1); }
  std::size_t slot_of(std::string_view name, std::uint64_t hash) const;
  // The index of the first name that is not less than this one.
  std::size_t place_of(std::string_view name) const;
  void append(std::string_view name);
  std::size_t start_of(std::size_t index) const {
    return stored_.page_start[index >> page_bits] + stored_.start_in_page[index];
  }
  void grow_to(std::size_t slots);

  Stored stored_;
  std::size_t size_ = 0;
  std::size_t expected_ = 0;
  bool rises_ = true;                         // every name is greater than the one before
  std::bitset<256 * longest_tracked> kinds_;  // first characters and lengths that occur
  // Upper half: hash tag, lower half: index. Their number is a power of two; empty while not needed.
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
