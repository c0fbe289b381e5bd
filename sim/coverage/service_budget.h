// The budget of the line of one premises, item by item: the loss or length of each element, and the margin to
// the limit.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sim/coverage/explain.h"

namespace lastmile {

struct BudgetLine {
  std::optional<Element> element;  // none for items of the whole line
  std::string_view item;           // "fibre", "splitter 1:N", "rate down", ...
  std::string_view unit;
  double amount = 0;
  double total = 0;  // of the items with this unit up to this line
  // On the last line of each sum: its limit, and the margin to it (negative if the limit is exceeded).
  std::optional<double> limit;
  std::optional<double> margin;
};

// From the head-end to the premises. Empty if there is no route. Cost: O(route).
std::vector<BudgetLine> budget_of(const Plant& plant, const std::vector<RouteStep>& route,
                                  const DeliveredService& given);

}  // namespace lastmile
