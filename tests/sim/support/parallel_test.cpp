// For every backend: the same results for any number of threads, and exceptions reach the caller.
#include "sim/support/parallel.h"

#include <doctest/doctest.h>

#include <atomic>
#include <numeric>
#include <stdexcept>

namespace lastmile::parallel_test {
namespace {

TEST_CASE("Every index is processed exactly once") {
  for (const std::size_t threads : {1U, 2U, 5U}) {
    std::vector<int> times(1000);
    with_threads(threads, [&] { for_each_index(times.size(), [&](std::size_t i) { ++times[i]; }); });
    CHECK(std::all_of(times.begin(), times.end(), [](int n) { return n == 1; }));
  }
}

TEST_CASE(
    "Passes within a piece of work on this thread stay on it, and the thread takes no other piece "
    "meanwhile") {
  std::vector<double> sums(40);
  std::atomic<int> failures{0};
  with_threads(4, [&] {
    for_each_index(sums.size(), [&](std::size_t i) {
      thread_local int pieces = 0;
      ++pieces;
      on_this_thread([&] {
        if (pieces != 1 || thread_count() != 1) ++failures;
        for_each_index(100, [&](std::size_t k) {
          if (pieces != 1) ++failures;
          sums[i] += static_cast<double>(k);
        });
      });
      --pieces;
    });
  });
  CHECK(failures == 0);
  CHECK(std::all_of(sums.begin(), sums.end(), [](double sum) { return sum == 4950; }));
}

TEST_CASE("Sums over chunks are added in order, so rounding does not depend on the threads") {
  const std::size_t count = 7 * chunk_size + 3;
  const auto sum = [&](std::size_t threads) {
    double total = 0;
    with_threads(threads, [&] {
      total = sum_over_chunks<double>(count, [](std::size_t first, std::size_t last) {
        double part = 0;
        for (std::size_t i = first; i < last; ++i) part += 1.0 / static_cast<double>(i + 1);
        return part;
      });
    });
    return total;
  };
  CHECK(sum(1) == sum(2));
  CHECK(sum(1) == sum(4));
}

TEST_CASE("Chunks finish in order, each once, regardless of their duration") {
  for (const std::size_t threads : {1U, 2U, 4U}) {
    std::vector<std::size_t> taken;
    with_threads(threads, [&] {
      take_chunks_in_order<std::vector<std::size_t>>(
          1003, 10,
          [](std::vector<std::size_t>& part, std::size_t first, std::size_t last) {
            part.resize(last - first);
            std::iota(part.begin(), part.end(), first);
          },
          [&](const std::vector<std::size_t>& part) { taken.insert(taken.end(), part.begin(), part.end()); });
    });
    std::vector<std::size_t> all(1003);
    std::iota(all.begin(), all.end(), std::size_t{0});
    CHECK(taken == all);
  }
}

TEST_CASE("A pass over an empty range returns at once") {
  for_each_index(0, [](std::size_t) { FAIL("there is no index"); });
  take_chunks_in_order<int>(
      0, 10, [](int&, std::size_t, std::size_t) { FAIL("there is no chunk"); },
      [](int) { FAIL("nor here"); });
}

TEST_CASE("Few items pass through all stages in order, whatever the slots") {
  for (std::size_t items = 0; items <= 5; ++items)
    for (std::size_t slots = 1; slots <= 4; ++slots) {
      std::vector<std::size_t> held(slots);
      std::vector<std::size_t> ended;
      std::size_t begun = 0;
      run_pipeline(
          slots,
          [&](std::size_t slot) {
            if (begun == items) return false;
            held[slot] = begun++;
            return true;
          },
          [&](std::size_t slot) { held[slot] *= 10; },
          [&](std::size_t slot) { ended.push_back(held[slot]); });
      CAPTURE(items);
      CAPTURE(slots);
      REQUIRE(ended.size() == items);
      for (std::size_t i = 0; i < items; ++i) CHECK(ended[i] == 10 * i);
    }
}

TEST_CASE("A pass can run within another pass") {
  std::atomic<int> visits{0};
  for_each_index(4, [&](std::size_t) { for_each_index(5, [&](std::size_t) { ++visits; }); });
  CHECK(visits == 20);
}

TEST_CASE("An exception thrown in any stage reaches the caller") {
  const auto fail = [] { throw std::runtime_error("no"); };
  CHECK_THROWS_AS(for_each_index(100,
                                 [&](std::size_t i) {
                                   if (i == 50) fail();
                                 }),
                  std::runtime_error);
  for (int stage = 0; stage < 3; ++stage) {
    CAPTURE(stage);
    std::size_t begun = 0;
    const auto begin = [&](std::size_t) {
      if (stage == 0 && begun == 20) fail();
      return begun++ < 100;
    };
    const auto work = [&](std::size_t) {
      if (stage == 1) fail();
    };
    const auto end = [&](std::size_t) {
      if (stage == 2) fail();
    };
    CHECK_THROWS_AS(run_pipeline(4, begin, work, end), std::runtime_error);
  }
}

}  // namespace
}  // namespace lastmile::parallel_test
