// The keys `rollout` and `take_up`: the order of works, their limits, and orders.
#pragma once

#include "models/time/horizon.h"
#include "tools/io/base/json.h"
#include "tools/io/problems/written_at.h"
#include "tools/io/timeline/listed_elements.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// The values given so far: an option overrides those of its scenario.
struct RolloutAsWritten {
  bool given = false;
  Rollout rollout;                // without the size of its works
  std::optional<WorkSize> works;  // default: from the order
  WrittenAt order_at;             // its last place
  WrittenAt drops_at;
  WrittenAt budget_at;
  std::vector<ListedElement> only;
  WrittenAt only_at;
};

// Sets the given values in `to` and leaves the others.
void read_rollout(const YamlNode& node, const std::string& path, RolloutAsWritten& to, Reporter& report);

// A list `only` and an order exclude each other: what `own` has replaces the other that it inherits.
void forget_what_is_replaced(const YamlNode& own, RolloutAsWritten& inherited);

Json rollout_schema();

Rollout settle(const RolloutAsWritten& written);
bool goes_by_tier(const Rollout& rollout);

struct TakeUpAsWritten {
  TakeUp take_up;
  WrittenAt at;
};

void read_take_up(const YamlNode& node, const std::string& path, std::optional<TakeUpAsWritten>& to,
                  Reporter& report);
Json take_up_schema();

}  // namespace lastmile::io
