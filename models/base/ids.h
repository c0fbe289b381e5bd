// Strong indices: an index of one table does not compile where an index of another is expected. An Id is a
// 32-bit position in file order. Id::none() means "no element" and is used inside flat arrays only.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "models/base/flat_vector.h"

namespace lastmile {

template <class Tag>
struct Id {
  std::uint32_t value = std::numeric_limits<std::uint32_t>::max();

  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}
  static constexpr Id none() { return Id{}; }
  constexpr bool exists() const { return value != std::numeric_limits<std::uint32_t>::max(); }
  constexpr auto operator<=>(const Id&) const = default;
};

using SiteId = Id<struct SiteTag>;
using LinkId = Id<struct LinkTag>;  // explicit links first, then the inline drops (see plant.h)
using PremisesId = Id<struct PremisesTag>;
using KindId = Id<struct KindTag>;

// The largest number of elements in a table: one value is none(), one is reserved for counts.
inline constexpr std::size_t max_elements = std::numeric_limits<std::uint32_t>::max() - 1;

// A vector that accepts only its own index.
template <class Index, class T>
class IdVector {
 public:
  IdVector() = default;
  explicit IdVector(std::size_t size, const T& value = T{}) : items_(size, value) {}
  // The caller must set every item.
  static IdVector uninitialized(std::size_t size) {
    IdVector items;
    items.items_.resize(size);
    return items;
  }

  T& operator[](Index i) { return items_[i.value]; }
  const T& operator[](Index i) const { return items_[i.value]; }
  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  void push_back(const T& value) { items_.push_back(value); }
  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  FlatVector<T>& raw() { return items_; }
  const FlatVector<T>& raw() const { return items_; }

 private:
  FlatVector<T> items_;
};

// for (SiteId site : ids<SiteId>(count)) visits a table in file order.
template <class Index>
class IdRange {
 public:
  struct Iterator {
    std::size_t at;
    Index operator*() const { return Index{at}; }
    Iterator& operator++() {
      ++at;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at != other.at; }
  };
  IdRange(std::size_t first, std::size_t last) : first_(first), last_(last) {}
  Iterator begin() const { return {first_}; }
  Iterator end() const { return {last_}; }

 private:
  std::size_t first_;
  std::size_t last_;
};

template <class Index>
IdRange<Index> ids(std::size_t count) {
  return {0, count};
}

}  // namespace lastmile
