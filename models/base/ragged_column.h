// A column whose rows hold any number of items, back to back in one array: texts, or the points of routes.
// Rows after the last one with items take no memory.
#pragma once

#include <cstdint>
#include <span>

#include "models/base/flat_vector.h"

namespace lastmile {

template <class T>
class RaggedColumn {
 public:
  // Where the items of row i end; those of row i + 1 begin there.
  struct Stored {
    FlatVector<T> items;
    FlatVector<std::uint64_t> end;
  };

  // `row` must not be less than in the calls before. Cost: O(items), amortized.
  void put(std::size_t row, std::span<const T> items) {
    if (items.empty()) return;
    stored_.end.resize(row, stored_.items.size());
    stored_.items.insert(stored_.items.end(), items.begin(), items.end());
    stored_.end.push_back(stored_.items.size());
  }

  // Of any row; empty if nothing was put there.
  std::span<const T> operator[](std::size_t row) const {
    if (row >= stored_.end.size()) return {};
    const std::size_t begin = row == 0 ? 0 : stored_.end[row - 1];
    return {stored_.items.data() + begin, static_cast<std::size_t>(stored_.end[row] - begin)};
  }

  bool empty() const { return stored_.items.empty(); }
  Stored& stored() { return stored_; }
  const Stored& stored() const { return stored_; }

 private:
  Stored stored_;
};

}  // namespace lastmile
