#include "tools/python/arrays.h"

#include <string_view>
#include <unordered_map>

namespace lastmile::python {
namespace {

namespace py = pybind11;

// Makes str objects of texts.
class Words {
 public:
  py::object word(std::string_view text) {
    if (text.empty()) return py::none();
    if (known_.size() >= most_known) return made(text);
    const auto [at, is_new] = known_.try_emplace(text);
    if (is_new) at->second = made(text);
    return at->second;
  }

 private:
  static constexpr std::size_t most_known = 1024;
  static py::object made(std::string_view text) {
    PyObject* word = PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace");
    if (word == nullptr) throw py::error_already_set();
    return py::reinterpret_steal<py::object>(word);
  }
  std::unordered_map<std::string_view, py::object> known_;
};

// An array of count objects, text(i) each.
template <class Text>
py::array words_of(std::size_t count, Text text) {
  py::array array(py::dtype("O"), std::vector<py::ssize_t>{static_cast<py::ssize_t>(count)});
  auto* objects = static_cast<PyObject**>(array.mutable_data());  // null, or references to None
  Words words;
  for (std::size_t i = 0; i < count; ++i) {
    PyObject* before = objects[i];
    objects[i] = words.word(text(i)).release().ptr();
    Py_XDECREF(before);
  }
  return array;
}

}  // namespace

py::array texts_of(const io::ColumnCells& cells) {
  return words_of(cells.text_ends.size(), [&](std::size_t i) { return cells.text_at(i); });
}

py::array texts_of(const NameTable& names) {
  return words_of(names.size(), [&](std::size_t i) { return names[i]; });
}

py::list columns_of(const io::ColumnTable& table, const py::object& owner) {
  py::list columns;
  for (const io::ColumnTable::Column& column : table.columns()) {
    if (column.use == io::ColumnUse::left_out) continue;
    const io::ColumnCells& cells = column.cells;
    const py::array values = column.use == io::ColumnUse::text
                                 ? texts_of(cells)
                                 : view_of(cells.numbers.data(), cells.numbers.size(), owner);
    columns.append(py::make_tuple(column.name, column.type, column.unit, column.description, values));
  }
  return columns;
}

}  // namespace lastmile::python
