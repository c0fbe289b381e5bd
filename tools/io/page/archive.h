// Values as bytes and back, field by field, for the module in the page (tools/wasm), which cannot read YAML.
//
// The fields of a struct are found by the compiler, so a new one is never forgotten. Numbers and enumerations
// are stored as they lie in memory; texts, vectors and optional values with their sizes. Columns (IdVector of
// plain values, LinkColumn) are left out: the page holds them under their names. Writer and reader must be of
// one version.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "models/base/link_column.h"

namespace lastmile::io {

namespace archive_parts {

struct Anything {
  template <class T>
  operator T() const;  // NOLINT(google-explicit-constructor): stands for a value of any field
};

template <class T, class... Fields>
constexpr std::size_t field_count() {
  if constexpr (requires { T{Fields{}..., Anything{}}; })
    return field_count<T, Fields..., Anything>();
  else
    return sizeof...(Fields);
}

// References to all fields of a struct with up to twenty-four.
template <class T>
auto fields_of(T& t) {
  constexpr std::size_t count = field_count<std::remove_const_t<T>>();
  static_assert(count > 0 && count <= 24, "write the case for a struct with more fields");
#define LASTMILE_FIELDS(n, ...)   \
  if constexpr (count == (n)) {   \
    auto& [__VA_ARGS__] = t;      \
    return std::tie(__VA_ARGS__); \
  } else
  // clang-format off
  LASTMILE_FIELDS(1, a)
  LASTMILE_FIELDS(2, a, b)
  LASTMILE_FIELDS(3, a, b, c)
  LASTMILE_FIELDS(4, a, b, c, d)
  LASTMILE_FIELDS(5, a, b, c, d, e)
  LASTMILE_FIELDS(6, a, b, c, d, e, f)
  LASTMILE_FIELDS(7, a, b, c, d, e, f, g)
  LASTMILE_FIELDS(8, a, b, c, d, e, f, g, h)
  LASTMILE_FIELDS(9, a, b, c, d, e, f, g, h, i)
  LASTMILE_FIELDS(10, a, b, c, d, e, f, g, h, i, j)
  LASTMILE_FIELDS(11, a, b, c, d, e, f, g, h, i, j, k)
  LASTMILE_FIELDS(12, a, b, c, d, e, f, g, h, i, j, k, l)
  LASTMILE_FIELDS(13, a, b, c, d, e, f, g, h, i, j, k, l, m)
  LASTMILE_FIELDS(14, a, b, c, d, e, f, g, h, i, j, k, l, m, n)
  LASTMILE_FIELDS(15, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o)
  LASTMILE_FIELDS(16, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
  LASTMILE_FIELDS(17, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q)
  LASTMILE_FIELDS(18, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r)
  LASTMILE_FIELDS(19, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s)
  LASTMILE_FIELDS(20, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, u)
  LASTMILE_FIELDS(21, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, u, v)
  LASTMILE_FIELDS(22, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, u, v, w)
  LASTMILE_FIELDS(23, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, u, v, w, x)
  LASTMILE_FIELDS(24, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, u, v, w, x, y)
  // clang-format on
  return std::tuple<>();
#undef LASTMILE_FIELDS
}

template <class T>
constexpr bool is_plain = std::is_arithmetic_v<T> || std::is_enum_v<T>;
template <class T>
struct IsColumn : std::false_type {};
template <class Index, class T>
struct IsColumn<IdVector<Index, T>> : std::bool_constant<std::is_trivially_copyable_v<T>> {};
template <class T>
struct IsColumn<LinkColumn<T>> : std::true_type {};
template <class T>
struct IsList : std::false_type {};
template <class T, class A>
struct IsList<std::vector<T, A>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

}  // namespace archive_parts

class ArchiveWriter {
 public:
  template <class T>
  void add(const T& value) {
    using namespace archive_parts;
    if constexpr (IsColumn<T>::value) {
    } else if constexpr (is_plain<T>) {
      bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    } else if constexpr (std::is_same_v<T, std::string>) {
      add_size(value.size());
      bytes_ += value;
    } else if constexpr (IsList<T>::value) {
      add_size(value.size());
      for (const auto& item : value) add(item);
    } else if constexpr (IsOptional<T>::value) {
      add(static_cast<std::uint8_t>(value.has_value()));
      if (value) add(*value);
    } else if constexpr (requires { value.raw(); }) {
      add(value.raw());
    } else {
      std::apply([this](const auto&... fields) { (this->add(fields), ...); }, fields_of(value));
    }
  }
  const std::string& bytes() const { return bytes_; }

 private:
  void add_size(std::size_t size) { add(static_cast<std::uint32_t>(size)); }
  std::string bytes_;
};

// For bytes that an ArchiveWriter wrote. Reads nothing beyond their end.
class ArchiveReader {
 public:
  explicit ArchiveReader(std::string_view bytes) : rest_(bytes) {}

  template <class T>
  void read(T& value) {
    using namespace archive_parts;
    if constexpr (IsColumn<T>::value) {
    } else if constexpr (is_plain<T>) {
      if (rest_.size() < sizeof value) return;
      std::memcpy(&value, rest_.data(), sizeof value);
      rest_.remove_prefix(sizeof value);
    } else if constexpr (std::is_same_v<T, std::string>) {
      const std::size_t size = read_size();
      value = rest_.substr(0, size);
      rest_.remove_prefix(value.size());
    } else if constexpr (IsList<T>::value) {
      value.resize(read_size());
      for (auto& item : value) read(item);
    } else if constexpr (IsOptional<T>::value) {
      std::uint8_t is_there = 0;
      read(is_there);
      if (is_there != 0) read(value.emplace());
    } else if constexpr (requires { value.raw(); }) {
      read(value.raw());
    } else {
      std::apply([this](auto&... fields) { (this->read(fields), ...); }, fields_of(value));
    }
  }
  bool is_at_end() const { return rest_.empty(); }

 private:
  std::size_t read_size() {
    std::uint32_t size = 0;
    read(size);
    return std::min<std::size_t>(size, rest_.size());
  }
  std::string_view rest_;
};

}  // namespace lastmile::io
