#include "models/base/ragged_column.h"

#include <doctest/doctest.h>

#include <string_view>

namespace lastmile::ragged_column_test {
namespace {

std::string_view text(const RaggedColumn<char>& column, std::size_t row) {
  return {column[row].data(), column[row].size()};
}

}  // namespace

TEST_CASE("A ragged column gives back what was put into each row, and nothing elsewhere") {
  RaggedColumn<char> column;
  CHECK(column.empty());
  column.put(1, std::string_view{"one"});
  column.put(2, std::string_view{});
  column.put(4, std::string_view{"four"});
  column.put(5, std::string_view{"5"});
  column.put(9, std::string_view{});
  CHECK(text(column, 0).empty());
  CHECK(text(column, 1) == "one");
  CHECK(text(column, 2).empty());
  CHECK(text(column, 3).empty());
  CHECK(text(column, 4) == "four");
  CHECK(text(column, 5) == "5");
  CHECK(text(column, 6).empty());
  CHECK(text(column, 1000).empty());
  CHECK(column.stored().end.size() == 6);  // rows after the last text take no memory
}

}  // namespace lastmile::ragged_column_test
