#include "sim/reliability/conditions.h"

#include <utility>

namespace lastmile {

ConditionId Conditions::add(Condition condition) {
  condition.mean = 0;
  for (std::uint32_t present = 0; present < condition.value.size(); ++present)
    condition.mean += risks_.weight(condition.risks, present) * condition.value[present];
  all_.push_back(condition);
  return ConditionId{all_.size() - 1};
}

ConditionId Conditions::times(ConditionId table, RiskSetId set) {
  if (!table.exists() || risks_.is_empty(set)) return table;
  const std::uint64_t key = std::uint64_t{table.value} << 32U | set.value;
  if (const auto known = products_.find(key); known != products_.end()) return known->second;
  Condition product;
  product.risks = united(all_[table].risks, risks_[set]);
  if (product.risks.size() > most_risks_on_a_way) return products_[key] = ConditionId::none();
  product.value.resize(std::size_t{1} << product.risks.size());
  for (std::uint32_t present = 0; present < product.value.size(); ++present)
    product.value[present] = all_[table].value[restricted(present, product.risks, all_[table].risks)] *
                             risks_.survives(set, product.risks, present);
  return products_[key] = add(std::move(product));
}

std::uint32_t restricted(std::uint32_t present, const Risks& outer, const Risks& inner) {
  std::uint32_t found = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < outer.size() && at < inner.size(); ++i) {
    if (outer[i] != inner[at]) continue;
    found |= (present >> i & 1U) << at;
    ++at;
  }
  return found;
}

}  // namespace lastmile
