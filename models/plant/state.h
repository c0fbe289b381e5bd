// The condition of a site or link: the network status of the Open Fibre Data Standard, plus `failed`.
#pragma once

#include <cstdint>
#include <string_view>

#include "models/base/enum_array.h"

namespace lastmile {

enum class State : std::uint8_t {
  operational,
  failed,
  inactive,
  under_construction,
  planned,
  proposed,
  decommissioned,
};
constexpr State last_of(State) {
  return State::decommissioned;
}

inline constexpr EnumArray<State, std::string_view> state_names = {
    {"operational", "failed", "inactive", "under_construction", "planned", "proposed", "decommissioned"}};

constexpr std::string_view name(State state) {
  return state_names[state];
}

constexpr bool is_built(State s) {
  return s == State::operational || s == State::failed || s == State::inactive;
}

// Part of the design, but not built.
constexpr bool is_missing(State s) {
  return s == State::under_construction || s == State::planned;
}

constexpr bool in_design(State s) {
  return is_built(s) || is_missing(s);
}

constexpr bool carries_service(State s) {
  return s == State::operational;
}

}  // namespace lastmile
