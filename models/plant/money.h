// The money of one element, in the scenario's currency and price year.
//   cost             the cost to build it
//   value            the amount spent on it so far; default: `cost` if it is built, else 0
//   completion_cost  the cost to make it operational from its present state; default: `cost - value`, but
//                    at least 0, if it is not built, else 0. Always 0 for an operational element.
#pragma once

#include <algorithm>
#include <optional>

#include "models/plant/state.h"

namespace lastmile {

// The range of an amount, of money and of everything else that input measures.
inline constexpr double min_amount = 1e-9;  // unless it is 0
inline constexpr double max_amount = 1e15;

struct MoneyAsWritten {
  std::optional<double> cost;
  std::optional<double> value;
  std::optional<double> completion_cost;
};

constexpr double value_of(const MoneyAsWritten& money, State state) {
  return money.value.value_or(is_built(state) ? money.cost.value_or(0) : 0);
}

constexpr double completion_cost_of(const MoneyAsWritten& money, State state) {
  if (carries_service(state)) return 0;
  const double by_default =
      is_built(state) ? 0 : std::max(0.0, money.cost.value_or(0) - value_of(money, state));
  return money.completion_cost.value_or(by_default);
}

}  // namespace lastmile
