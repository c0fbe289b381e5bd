// An array with one entry for each value of an enum, indexed by the value: ladder[Rung::served].
//
// The enum counts from 0 without gaps. A function beside it returns its last value:
// constexpr Rung last_of(Rung).
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>

namespace lastmile {

template <class Enum>
inline constexpr std::size_t enum_count = static_cast<std::size_t>(last_of(Enum{})) + 1;

template <class Enum>
constexpr std::size_t index_of(Enum value) {
  return static_cast<std::size_t>(value);
}

template <class Enum, class T>
class EnumArray {
 public:
  constexpr EnumArray() = default;
  // An entry for every value, no more and no fewer: {{first, second, third}}.
  template <std::size_t N>
  requires(N == enum_count<Enum>) constexpr EnumArray(
      const T (&items)[N]) {  // NOLINT(google-explicit-constructor): a list of entries
    std::copy(items, items + N, items_.begin());
  }
  static constexpr EnumArray filled(const T& value) {
    EnumArray array;
    array.items_.fill(value);
    return array;
  }

  constexpr T& operator[](Enum at) { return items_[index_of(at)]; }
  constexpr const T& operator[](Enum at) const { return items_[index_of(at)]; }
  static constexpr std::size_t size() { return enum_count<Enum>; }
  constexpr auto begin() { return items_.begin(); }
  constexpr auto end() { return items_.end(); }
  constexpr auto begin() const { return items_.begin(); }
  constexpr auto end() const { return items_.end(); }
  constexpr T& front() { return items_.front(); }
  constexpr T& back() { return items_.back(); }
  constexpr const T& front() const { return items_.front(); }
  constexpr const T& back() const { return items_.back(); }
  // For access by position, for example to compare neighbours.
  constexpr std::array<T, enum_count<Enum>>& raw() { return items_; }
  constexpr const std::array<T, enum_count<Enum>>& raw() const { return items_; }
  constexpr bool operator==(const EnumArray& other) const requires std::equality_comparable<T> {
    return items_ == other.items_;
  }

 private:
  std::array<T, enum_count<Enum>> items_{};
};

// for (Rung rung : enum_values<Rung>()) visits all values in order.
template <class Enum>
class EnumRange {
 public:
  struct Iterator {
    std::size_t at;
    constexpr Enum operator*() const { return static_cast<Enum>(at); }
    constexpr Iterator& operator++() {
      ++at;
      return *this;
    }
    constexpr bool operator!=(const Iterator& other) const { return at != other.at; }
  };
  constexpr Iterator begin() const { return {0}; }
  constexpr Iterator end() const { return {enum_count<Enum>}; }
};

template <class Enum>
constexpr EnumRange<Enum> enum_values() {
  return {};
}

}  // namespace lastmile
