// Arrays indexed by an enum: every value has its own entry, and the list of entries must be complete.
#include "models/base/enum_array.h"

#include <doctest/doctest.h>

#include <string_view>
#include <type_traits>
#include <vector>

namespace lastmile::enum_array_test {
namespace {

enum class Colour { red, green, blue };
constexpr Colour last_of(Colour) {
  return Colour::blue;
}
constexpr EnumArray<Colour, std::string_view> names = {{"red", "green", "blue"}};

}  // namespace

TEST_CASE("An enum array has one entry for each value of its enum") {
  CHECK(names.size() == 3);
  CHECK(names[Colour::red] == "red");
  CHECK(names[Colour::green] == "green");
  CHECK(names[Colour::blue] == "blue");
  CHECK(names.front() == "red");
  CHECK(names.back() == "blue");
  static_assert(std::is_constructible_v<EnumArray<Colour, int>, const int(&)[3]>);
  static_assert(!std::is_constructible_v<EnumArray<Colour, int>, const int(&)[2]>);
  static_assert(!std::is_constructible_v<EnumArray<Colour, int>, const int(&)[4]>);
}

TEST_CASE("Entries of an enum array start at zero, and a filled array repeats one value") {
  EnumArray<Colour, int> counts;
  for (const int count : counts) CHECK(count == 0);
  ++counts[Colour::green];
  CHECK((counts == EnumArray<Colour, int>{{0, 1, 0}}));
  CHECK((EnumArray<Colour, int>::filled(7) == EnumArray<Colour, int>{{7, 7, 7}}));
}

TEST_CASE("The values of an enum are visited in order") {
  std::vector<Colour> visited;
  for (const Colour colour : enum_values<Colour>()) visited.push_back(colour);
  CHECK((visited == std::vector{Colour::red, Colour::green, Colour::blue}));
}

}  // namespace lastmile::enum_array_test
