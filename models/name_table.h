// Names of a table's elements: index -> name and name -> index, without one allocation per name.
// All names lie one after another in one text; a flat hash table of 8-byte slots (hash tag, index) finds
// them. Cost: find and add O(1) expected; memory about 12 bytes a name (16 while the table grows) beside its
// text.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lastmile {

class NameTable {
 public:
  static std::uint64_t hash(std::string_view name) { return std::hash<std::string_view>{}(name); }

  std::size_t size() const { return size_; }
  std::string_view operator[](std::size_t index) const;

  std::optional<std::uint32_t> find(std::string_view name) const { return find(name, hash(name)); }
  std::optional<std::uint32_t> find(std::string_view name, std::uint64_t hash) const;

  // Gives `name` the next index; false, and nothing changed, where the table holds it already.
  bool add(std::string_view name) { return add(name, hash(name)); }
  bool add(std::string_view name, std::uint64_t hash);

  void reserve(std::size_t names, std::size_t bytes);
  // Asks for the memory that find or add of this hash will touch.
  void prefetch(std::uint64_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[home_of(hash)]);
  }

 private:
  static constexpr std::uint64_t empty_slot = ~std::uint64_t{0};
  static constexpr unsigned page_bits = 16;  // names whose starts share one 64-bit base

  std::size_t home_of(std::uint64_t hash) const { return hash & (slots_.size() - 1); }
  std::size_t slot_of(std::string_view name, std::uint64_t hash) const;
  std::size_t start_of(std::size_t index) const {
    return page_start_[index >> page_bits] + start_in_page_[index];
  }
  void grow_to(std::size_t slots);

  std::size_t size_ = 0;
  std::string text_;
  std::vector<std::uint64_t> page_start_;
  std::vector<std::uint32_t> start_in_page_;
  std::vector<std::uint64_t> slots_;  // a power of two of them; upper half hash tag, lower half index
};

}  // namespace lastmile
