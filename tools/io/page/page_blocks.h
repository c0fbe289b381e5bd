// Columns for the page as one block of bytes: a JSON directory that names each column, its type and its
// place, and the columns one after the other, each at a multiple of eight, as they lie in memory
// (little-endian).
#pragma once

#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "models/base/name_table.h"
#include "models/base/point.h"
#include "tools/io/base/json.h"

namespace lastmile::io {

// The name of the type of a column's values.
template <class T>
constexpr std::string_view column_type() {
  if constexpr (std::is_same_v<T, double> || std::is_same_v<T, Point>)
    return "f64";
  else if constexpr (std::is_same_v<T, std::uint64_t>)
    return "u64";
  else if constexpr (sizeof(T) == 1)
    return "u8";
  else if constexpr (sizeof(T) == 2)
    return "u16";
  else if constexpr (sizeof(T) == 4)
    return "u32";
  else
    return "raw";  // for the engine only
}

class PageBlocks {
 public:
  // Numbers, enumerations, ids (as 32-bit numbers), or points (as pairs of numbers).
  template <class Column>
  void add(std::string_view name, const Column& column) {
    using T = typename Column::value_type;
    static_assert(std::is_trivially_copyable_v<T>);
    add_bytes(name, column_type<T>(),
              {reinterpret_cast<const char*>(column.data()), column.size() * sizeof(T)});
  }
  // Two columns: the text of all names, and where each ends.
  void add_names(std::string_view name, const NameTable& names);

  const Json& directory() const { return directory_; }  // [{name, type, at, bytes}]
  const std::string& bytes() const { return bytes_; }

 private:
  void add_bytes(std::string_view name, std::string_view type, std::string_view bytes);

  Json directory_ = Json::array();
  std::string bytes_;
};

// Compressed (gzip) and in base64, as a page can hold it in a script element. Throws std::bad_alloc.
std::string packed_text(std::string_view bytes);
std::string base64(std::string_view bytes);

}  // namespace lastmile::io
