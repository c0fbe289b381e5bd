// Columns as numpy arrays.
#pragma once

#include <pybind11/numpy.h>

#include <memory>

#include "models/base/name_table.h"
#include "tools/io/csv/column_table.h"

namespace lastmile::python {

// A view that cannot be written to. `owner` keeps the numbers alive.
template <class Number>
pybind11::array view_of(const Number* numbers, std::size_t count, const pybind11::object& owner) {
  pybind11::array_t<Number> view(static_cast<pybind11::ssize_t>(count), numbers, owner);
  view.attr("setflags")(pybind11::arg("write") = false);
  return view;
}

// An object that keeps `kept` alive.
template <class Kept>
pybind11::object owner_of(std::shared_ptr<Kept> kept) {
  auto* held = new std::shared_ptr<Kept>(std::move(kept));
  return pybind11::capsule(held, [](void* of) { delete static_cast<std::shared_ptr<Kept>*>(of); });
}

// The texts as str, None where a text is empty. Equal texts are one object while there are few of them.
pybind11::array texts_of(const io::ColumnCells& cells);
pybind11::array texts_of(const NameTable& names);

// (name, type, unit, description, values) of each column that is kept; `owner` keeps the table alive.
pybind11::list columns_of(const io::ColumnTable& table, const pybind11::object& owner);

}  // namespace lastmile::python
