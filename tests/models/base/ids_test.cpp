// Strong indices: conversions at compile time, and iteration over tables.
#include "models/base/ids.h"

#include <doctest/doctest.h>

#include <type_traits>

namespace lastmile::ids_test {
namespace {

template <class Vector, class Index>
concept TakesIndex = requires(Vector& v, Index i) {
  v[i];
};

// An index of one table is no index of another, and a bare number is none at all.
static_assert(TakesIndex<IdVector<SiteId, int>, SiteId>);
static_assert(!TakesIndex<IdVector<SiteId, int>, LinkId>);
static_assert(!TakesIndex<IdVector<SiteId, int>, PremisesId>);
static_assert(!TakesIndex<IdVector<SiteId, int>, std::size_t>);
static_assert(!TakesIndex<IdVector<SiteId, int>, int>);
static_assert(!std::is_convertible_v<SiteId, LinkId> && !std::is_constructible_v<LinkId, SiteId>);
static_assert(!std::is_convertible_v<std::size_t, SiteId> && std::is_constructible_v<SiteId, std::size_t>);
static_assert(!std::is_convertible_v<SiteId, std::size_t>);
static_assert(sizeof(SiteId) == 4 && std::is_trivially_copyable_v<SiteId>);

}  // namespace

TEST_CASE("An id that was never set stands for no element and comes after every other") {
  CHECK(!SiteId{}.exists());
  CHECK(SiteId{} == SiteId::none());
  CHECK(SiteId{0}.exists());
  CHECK(SiteId{max_elements - 1}.exists());
  CHECK(SiteId{max_elements - 1} < SiteId::none());
}

TEST_CASE("Ids compare as their places in file order") {
  CHECK(LinkId{3} == LinkId{3});
  CHECK(LinkId{3} != LinkId{4});
  CHECK(LinkId{3} < LinkId{4});
  CHECK(LinkId{7}.value == 7);
}

TEST_CASE("ids visits the elements of a table in order, and none of an empty table") {
  std::vector<std::uint32_t> seen;
  for (const PremisesId p : ids<PremisesId>(4)) seen.push_back(p.value);
  CHECK((seen == std::vector<std::uint32_t>{0, 1, 2, 3}));
  for (const PremisesId p : ids<PremisesId>(0)) FAIL_CHECK("there is no element ", p.value);
  seen.clear();
  for (const PremisesId p : IdRange<PremisesId>(2, 5)) seen.push_back(p.value);
  CHECK((seen == std::vector<std::uint32_t>{2, 3, 4}));
}

TEST_CASE("A vector of ids keeps one value for each index") {
  IdVector<SiteId, double> cost(3, 1.5);
  cost[SiteId{1}] = 4;
  cost.push_back(8);
  const IdVector<SiteId, double>& read = cost;
  CHECK(read.size() == 4);
  CHECK(!read.empty());
  CHECK((read.raw() == FlatVector<double>{1.5, 4, 1.5, 8}));
  double sum = 0;
  for (const double one : read) sum += one;
  CHECK(sum == 15);
  CHECK(read[SiteId{3}] == 8);
  CHECK((IdVector<SiteId, int>{}.empty()));
}

}  // namespace lastmile::ids_test
