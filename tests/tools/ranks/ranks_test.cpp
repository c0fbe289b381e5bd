// Ranks share work: the results come in order whoever computes them, and every failure ends all ranks.
#include "tools/ranks/ranks.h"

#include <doctest/doctest.h>

#include <atomic>

#include "sim/support/parallel.h"
#include "tests/tools/ranks/threads_as_ranks.h"
#include "tools/io/problems/problem.h"

namespace lastmile::ranks_test {
namespace {

using ranks::Dismissed;
using ranks::Handout;
using ranks::Ranks;
using test::on_threads_as_ranks;

constexpr std::uint64_t endless = std::uint64_t{1} << 60U;  // pieces

// What it says; empty for nothing.
template <class Failure>
std::string message_of(const std::exception_ptr& failure) {
  if (!failure) return {};
  try {
    std::rethrow_exception(failure);
  } catch (const Failure& expected) {
    return expected.what();
  } catch (...) {
    return "another kind of failure";
  }
}

TEST_CASE("Every piece is computed once and taken in order, on any number of ranks and threads") {
  for (const std::size_t count : {1U, 2U, 3U, 8U})
    for (const std::size_t threads : {1U, 3U}) {
      CAPTURE(count);
      CAPTURE(threads);
      std::vector<std::atomic<int>> times(200);
      std::vector<std::uint64_t> taken;
      std::atomic<std::size_t> by_others = 0;
      std::size_t arrived = 0;
      const auto failures = on_threads_as_ranks(count, [&](Ranks& ranks) {
        with_threads(threads, [&] {
          ranks.agree("the same", "study.yaml");
          if (ranks.is_first()) CHECK(ranks.threads() == count * threads);
          for (const std::uint64_t first : {20U, 120U})  // one step after the other
            ranks.share({first, first + 80,
                         [&](std::uint64_t piece) {
                           ++times[piece];
                           if (!ranks.is_first()) ++by_others;
                           // Those of rank 0 are late at first, so that others come before them.
                           while (ranks.is_first() && by_others == 0 && count > 1) std::this_thread::yield();
                           return std::string(piece, 'x');
                         },
                         [&](std::uint64_t piece, std::string&& result) {
                           CHECK(result == std::string(piece, 'x'));
                           taken.push_back(piece);
                         },
                         [&](std::uint64_t) { ++arrived; }});
        });
      });
      for (const std::exception_ptr& failure : failures) CHECK(!failure);
      std::vector<std::uint64_t> expected;
      for (std::uint64_t piece = 20; piece < 200; ++piece) {
        const bool is_work = piece < 100 || piece >= 120;
        CHECK(times[piece] == (is_work ? 1 : 0));
        if (is_work) expected.push_back(piece);
      }
      CHECK(taken == expected);
      CHECK(arrived == by_others);
      if (count > 1) CHECK(arrived > 0);
    }
}

TEST_CASE("A step without pieces ends at once") {
  for (const std::exception_ptr& failure : on_threads_as_ranks(3, [](Ranks& ranks) {
         ranks.share({5, 5, [](std::uint64_t) { return std::string(); }, {}, {}});
       }))
    CHECK(!failure);
}

TEST_CASE("Nothing is handed out far beyond a piece that is late") {
  std::string taken;
  Handout handout(3, 100, 4, [&](std::uint64_t, std::string&& result) { taken += result; });
  for (const std::uint64_t piece : {3U, 4U, 5U, 6U}) CHECK(handout.next_if_any() == piece);
  CHECK(!handout.next_if_any());
  CHECK(!handout.is_given_out());
  for (const std::uint64_t piece : {6U, 4U, 5U}) handout.give_in(piece, std::to_string(piece));
  CHECK(!handout.next_if_any());
  CHECK(taken.empty());
  handout.give_in(3, "3");
  CHECK(taken == "3456");
  for (const std::uint64_t piece : {7U, 8U, 9U, 10U}) CHECK(handout.next_if_any() == piece);
  CHECK(!handout.next_if_any());
}

TEST_CASE("A rank that fails is named with its machine, and what was taken before stays in order") {
  std::vector<std::uint64_t> taken;
  const auto failures = on_threads_as_ranks(3, [&](Ranks& ranks) {
    ranks.share({0,
                 endless,
                 [&](std::uint64_t) -> std::string {
                   if (ranks.rank() == 2) throw io::IoFailed("disk full");
                   return {};
                 },
                 [&](std::uint64_t piece, std::string&&) { taken.push_back(piece); },
                 {}});
  });
  CHECK(message_of<io::IoFailed>(failures[0]) == "rank 2 (host2): disk full");
  CHECK(message_of<io::IoFailed>(failures[2]) == "disk full");
  CHECK(!failures[1]);
  for (std::size_t i = 0; i < taken.size(); ++i) CHECK(taken[i] == i);
}

TEST_CASE("If rank 0 cannot take a result, all ranks end") {
  const auto failures = on_threads_as_ranks(3, [](Ranks& ranks) {
    const auto throws = [](std::uint64_t piece, std::string&&) {
      if (piece == 10) throw io::IoFailed("no space");
    };
    ranks.share({0, 1'000'000, [](std::uint64_t) { return std::string(); }, throws, {}});
    ranks.share({0, 10, [](std::uint64_t) { return std::string(); }, throws, {}});
  });
  CHECK(message_of<io::IoFailed>(failures[0]) == "no space");
  for (const std::size_t rank : {1U, 2U}) CHECK(message_of<Dismissed>(failures[rank]) == Dismissed().what());
}

TEST_CASE("Ranks that have read other input are refused by name") {
  const auto failures = on_threads_as_ranks(4, [](Ranks& ranks) {
    ranks.agree(ranks.rank() % 2 == 1 ? "other" : "same", "town.yaml");
    ranks.share({0, 1, [](std::uint64_t) { return std::string(); }, [](std::uint64_t, std::string&&) {}, {}});
  });
  try {
    std::rethrow_exception(failures[0]);
  } catch (const io::InputRefused& refused) {
    REQUIRE(refused.problems().shown().size() == 1);
    CHECK(to_line(refused.problems().shown()[0]) ==
          "town.yaml: error: rank 1 (host1), rank 3 (host3) read other input than rank 0 (host0); all ranks "
          "need the same program, command line and files, as on a shared file system [other-input]");
  }
  for (const std::size_t rank : {1U, 2U, 3U}) CHECK(!message_of<Dismissed>(failures[rank]).empty());
}

TEST_CASE("A rank that cannot read its input ends all ranks") {
  const auto failures = on_threads_as_ranks(3, [](Ranks& ranks) {
    if (ranks.rank() == 1) throw io::IoFailed("town.yaml: cannot read");
    ranks.agree("same", "town.yaml");
    ranks.share({0, 1, [](std::uint64_t) { return std::string(); }, [](std::uint64_t, std::string&&) {}, {}});
  });
  CHECK(message_of<io::IoFailed>(failures[0]) == "rank 1 (host1): town.yaml: cannot read");
  CHECK(!message_of<Dismissed>(failures[2]).empty());
}

}  // namespace
}  // namespace lastmile::ranks_test
