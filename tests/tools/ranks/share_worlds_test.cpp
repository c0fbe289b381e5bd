// Worlds that ranks share are those that one process draws.
#include "tools/ranks/share_worlds.h"

#include <doctest/doctest.h>

#include "sim/reliability/failure_draws.h"
#include "tests/tools/ranks/threads_as_ranks.h"

namespace lastmile::share_worlds_test {
namespace {

// Every figure of a world tells its number, so that none can get lost or change places.
WorldParts numbered_worlds(std::uint64_t count, std::size_t asked) {
  WorldParts parts{count, 7, asked, (count + worlds_per_batch - 1) / worlds_per_batch, nullptr};
  parts.draw = [=](std::uint64_t first, std::uint64_t last) {
    const std::uint64_t begin = first * worlds_per_batch;
    Worlds part =
        WorldParts{std::min(last * worlds_per_batch, count) - begin, 7, asked, 0, nullptr}.undrawn();
    for (std::size_t i = 0; i < part.count; ++i) {
      part.users[i] = static_cast<double>(begin + i);
      part.homes[i] = static_cast<double>(begin + i) / 3;
      if (asked > 0) part.estimated_users[i] = static_cast<double>(begin + i) / 7;
    }
    for (std::size_t a = 0; a < asked; ++a)
      part.times_up[a] = static_cast<std::uint32_t>(part.count / (a + 1));
    return part;
  };
  return parts;
}

TEST_CASE("Shared worlds are the worlds of one process, on any number of ranks") {
  for (const std::uint64_t count : {1U, 512U, 5000U})
    for (const std::size_t asked : {0U, 3U})
      for (const std::size_t ranks : {1U, 2U, 3U}) {
        CAPTURE(count);
        CAPTURE(asked);
        CAPTURE(ranks);
        const WorldParts parts = numbered_worlds(count, asked);
        Worlds shared;
        const auto failures = test::on_threads_as_ranks(ranks, [&](ranks::Ranks& all) {
          const Worlds worlds = ranks::share_worlds(all, parts);
          if (all.is_first()) shared = worlds;
          CHECK(worlds.users.size() == count);
          CHECK(worlds.times_up.size() == asked);
        });
        for (const std::exception_ptr& failure : failures) CHECK(!failure);
        CHECK(shared.count == count);
        CHECK(shared.seed == 7);
        for (std::size_t i = 0; i < count; ++i) {
          CHECK(shared.users[i] == static_cast<double>(i));
          CHECK(shared.homes[i] == static_cast<double>(i) / 3);
          if (asked > 0) CHECK(shared.estimated_users[i] == static_cast<double>(i) / 7);
        }
        for (std::size_t a = 0; a < asked; ++a) {
          std::uint32_t times = 0;  // of each batch
          for (std::uint64_t left = count; left > 0; left -= std::min<std::uint64_t>(left, worlds_per_batch))
            times += static_cast<std::uint32_t>(std::min<std::uint64_t>(left, worlds_per_batch) / (a + 1));
          CHECK(shared.times_up[a] == times);
        }
      }
}

}  // namespace
}  // namespace lastmile::share_worlds_test
