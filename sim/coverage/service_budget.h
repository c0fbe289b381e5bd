// The budget of one premises' line, item by item: what each element costs of light, copper or signal, and
// what is left of the limit.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sim/coverage/explain.h"

namespace lastmile {

struct BudgetLine {
  std::optional<Element> element;  // none for what belongs to no single element
  std::string_view item;           // "fibre", "splitter 1:N", "rate down", ...
  std::string_view unit;
  double amount = 0;
  double total = 0;  // of the items of this unit up to here
  // Of the last line of each sum: what it must not pass, and how much room is left (below 0: it is passed).
  std::optional<double> limit;
  std::optional<double> margin;
};

// Of a line whose route is known, from the head-end down. Empty where there is no route. Cost: O(route).
std::vector<BudgetLine> budget_of(const Plant& plant, const std::vector<RouteStep>& route,
                                  const ServiceGiven& given);

}  // namespace lastmile
