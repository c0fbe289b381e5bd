#include "sim/support/heap.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <random>

namespace lastmile::heap_test {

TEST_CASE("A heap whose first item gives way to another gives the items in the same order as pop and push") {
  std::mt19937 random(1);
  for (std::size_t size = 1; size < 40; ++size) {
    std::vector<std::mt19937::result_type> one(size);
    for (std::mt19937::result_type& item : one) item = random() % 50;
    std::make_heap(one.begin(), one.end(), std::greater<>());
    std::vector<std::mt19937::result_type> other = one;
    for (int step = 0; step < 100; ++step) {
      const std::mt19937::result_type item = random() % 50;
      replace_first(one, item, std::greater<>());
      std::pop_heap(other.begin(), other.end(), std::greater<>());
      other.back() = item;
      std::push_heap(other.begin(), other.end(), std::greater<>());
      CHECK(std::is_heap(one.begin(), one.end(), std::greater<>()));
      CHECK(one.front() == other.front());
    }
    std::sort(one.begin(), one.end());
    std::sort(other.begin(), other.end());
    CHECK(one == other);
  }
}

}  // namespace lastmile::heap_test
