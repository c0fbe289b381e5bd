// What condition a site or link is in: the Open Fibre Data Standard's network status words, plus `failed`.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

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

inline constexpr std::array<std::string_view, 7> state_names = {
    "operational", "failed", "inactive", "under_construction", "planned", "proposed", "decommissioned"};

constexpr std::string_view name(State state) {
  return state_names[static_cast<std::size_t>(state)];
}

constexpr bool is_built(State s) {
  return s == State::operational || s == State::failed || s == State::inactive;
}

// Missing: part of the design and not built.
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
