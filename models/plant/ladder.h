// The rungs of the ladder that a premises climbs, and the obstacles that keep it from the next rung. Both are
// listed in the order in which they are evaluated and reported.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

#include "models/base/enum_array.h"

namespace lastmile {

enum class Rung : std::uint8_t { located, passed, connected, qualified, served };
constexpr Rung last_of(Rung) {
  return Rung::served;
}
inline constexpr EnumArray<Rung, std::string_view> rung_names = {
    {"located", "passed", "connected", "qualified", "served"}};
inline constexpr std::size_t rung_count = enum_count<Rung>;

constexpr std::string_view name(Rung rung) {
  return rung_names[rung];
}

// In the order of the gates: upstream, final link, qualification, customer.
enum class Obstacle : std::uint8_t {
  no_route,
  upstream_missing,
  upstream_inactive,
  upstream_failed,
  final_link_missing,
  final_link_inactive,
  final_link_failed,
  no_port,
  over_budget,
  under_budget,
  rate,
  latency,
  capacity,
  not_subscribed,
};
constexpr Obstacle last_of(Obstacle) {
  return Obstacle::not_subscribed;
}
inline constexpr EnumArray<Obstacle, std::string_view> obstacle_names = {
    {"no_route", "upstream_missing", "upstream_inactive", "upstream_failed", "final_link_missing",
     "final_link_inactive", "final_link_failed", "no_port", "over_budget", "under_budget", "rate", "latency",
     "capacity", "not_subscribed"}};
inline constexpr std::size_t obstacle_count = enum_count<Obstacle>;

constexpr std::string_view name(Obstacle obstacle) {
  return obstacle_names[obstacle];
}

// A set of obstacles, one bit each.
class Obstacles {
 public:
  constexpr Obstacles() = default;
  constexpr Obstacles(Obstacle one) : bits_(bit(one)) {}
  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool contains(Obstacle o) const { return (bits_ & bit(o)) != 0; }
  constexpr int count() const { return std::popcount(bits_); }
  constexpr bool is_single() const { return bits_ != 0 && (bits_ & (bits_ - 1)) == 0; }
  constexpr Obstacle first() const { return static_cast<Obstacle>(std::countr_zero(bits_)); }
  // The number of the first obstacle; obstacle_count for an empty set.
  constexpr std::size_t first_or_none() const {
    return static_cast<std::size_t>(std::countr_zero(bits_ | 1U << obstacle_count));
  }
  constexpr bool is_only(Obstacle o) const { return bits_ == bit(o); }
  constexpr Obstacles& operator|=(Obstacles other) {
    bits_ = static_cast<std::uint16_t>(bits_ | other.bits_);
    return *this;
  }
  constexpr Obstacles without(Obstacle o) const {
    Obstacles others = *this;
    others.bits_ = static_cast<std::uint16_t>(bits_ & ~bit(o));
    return others;
  }
  constexpr bool operator==(const Obstacles&) const = default;

 private:
  static constexpr std::uint16_t bit(Obstacle o) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(o));
  }
  std::uint16_t bits_ = 0;
};

}  // namespace lastmile
