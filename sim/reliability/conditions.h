// Probabilities that depend on which shared risks are present: tables with one value for each combination of
// them. Tables are shared: a way through elements without risks keeps the table of its beginning.
#pragma once

#include <unordered_map>

#include "sim/reliability/risk_sets.h"

namespace lastmile {

using ConditionId = Id<struct ConditionTag>;
inline constexpr ConditionId unconditional{0};

// The most risks that one way may depend on; the table has 2^10 values.
inline constexpr std::size_t most_risks_on_a_way = 10;

struct Condition {
  Risks risks;
  std::vector<double> value;  // bit i of the index: risks[i] is present
  double mean = 1;            // over all combinations
};

class Conditions {
 public:
  explicit Conditions(const RiskSets& risks) : risks_(risks) { add({{}, {1}, 1}); }

  const Condition& operator[](ConditionId id) const { return all_[id]; }
  // The table times the probability that an element of this set survives; none with too many risks.
  // Remembered, so that equal ways have equal tables.
  ConditionId times(ConditionId table, RiskSetId set);
  // A table of its own; computes its mean.
  ConditionId add(Condition condition);

 private:
  const RiskSets& risks_;
  IdVector<ConditionId, Condition> all_;
  std::unordered_map<std::uint64_t, ConditionId> products_;
};

// The place in a table over `inner` of a combination of `outer`; inner is a part of outer.
std::uint32_t restricted(std::uint32_t present, const Risks& outer, const Risks& inner);

}  // namespace lastmile
