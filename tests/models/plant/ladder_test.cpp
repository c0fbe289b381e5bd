// The rungs, and obstacles as a set: every subset of the fourteen is tried.
#include "models/plant/ladder.h"

#include <doctest/doctest.h>

#include <set>
#include <vector>

namespace lastmile::ladder_test {
namespace {

constexpr Obstacle obstacle(std::size_t i) {
  return static_cast<Obstacle>(i);
}

Obstacles subset(unsigned bits) {
  Obstacles set;
  for (std::size_t i = 0; i < obstacle_count; ++i)
    if ((bits >> i & 1U) != 0) set |= obstacle(i);
  return set;
}

}  // namespace

TEST_CASE("The ladder has five rungs, and a higher one is greater") {
  CHECK(rung_count == 5);
  CHECK(name(Rung::located) == "located");
  CHECK(name(Rung::passed) == "passed");
  CHECK(name(Rung::connected) == "connected");
  CHECK(name(Rung::qualified) == "qualified");
  CHECK(name(Rung::served) == "served");
  CHECK((Rung::located < Rung::passed && Rung::passed < Rung::connected &&
         Rung::connected < Rung::qualified && Rung::qualified < Rung::served));
}

TEST_CASE("Obstacles come gate by gate: upstream, final link, qualification, customer") {
  const std::vector<std::string_view> by_gate = {"no_route",
                                                 "upstream_missing",
                                                 "upstream_inactive",
                                                 "upstream_failed",
                                                 "final_link_missing",
                                                 "final_link_inactive",
                                                 "final_link_failed",
                                                 "no_port",
                                                 "over_budget",
                                                 "under_budget",
                                                 "rate",
                                                 "latency",
                                                 "capacity",
                                                 "not_subscribed"};
  REQUIRE(obstacle_count == by_gate.size());
  for (std::size_t i = 0; i < obstacle_count; ++i) CHECK(name(obstacle(i)) == by_gate[i]);
  CHECK(name(Obstacle::no_route) == "no_route");
  CHECK(name(Obstacle::final_link_missing) == "final_link_missing");
  CHECK(name(Obstacle::not_subscribed) == "not_subscribed");
}

TEST_CASE("Every set of obstacles contains and counts its obstacles and finds the first gate") {
  std::size_t wrong = 0;
  for (unsigned bits = 0; bits < 1U << obstacle_count; ++bits) {
    const Obstacles set = subset(bits);
    std::set<std::size_t> members;
    for (std::size_t i = 0; i < obstacle_count; ++i)
      if ((bits >> i & 1U) != 0) members.insert(i);
    bool right = set.empty() == members.empty() && static_cast<std::size_t>(set.count()) == members.size();
    for (std::size_t i = 0; i < obstacle_count; ++i) {
      right = right && set.contains(obstacle(i)) == members.contains(i);
      right = right && set.is_only(obstacle(i)) == (members == std::set{i});
    }
    if (!members.empty()) right = right && set.first() == obstacle(*members.begin());
    wrong += right ? 0U : 1U;
  }
  CHECK(wrong == 0);
}

TEST_CASE("A union of obstacles contains both sets, regardless of the order and the number of unions") {
  const Obstacles a = subset(0b10010000000001);
  const Obstacles b = subset(0b10000001000010);
  Obstacles ab = a;
  ab |= b;
  Obstacles ba = b;
  ba |= a;
  CHECK(ab == ba);
  CHECK(ab == subset(0b10010001000011));
  ab |= b;
  CHECK(ab == ba);
  ab |= Obstacles{};
  CHECK(ab == ba);
  CHECK(ab != a);
}

TEST_CASE("A single obstacle is a set of one, and the empty set contains none") {
  const Obstacles one = Obstacle::final_link_failed;
  CHECK(one.is_only(Obstacle::final_link_failed));
  CHECK(!one.is_only(Obstacle::no_route));
  CHECK(Obstacles{}.empty());
  CHECK(Obstacles{}.count() == 0);
  CHECK(!Obstacles{}.is_only(Obstacle::no_route));
}

}  // namespace lastmile::ladder_test
