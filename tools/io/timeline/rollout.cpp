#include "tools/io/timeline/rollout.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/io/base/format.h"
#include "tools/io/yaml/yaml_cells.h"
#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {
namespace {

void read_order(const YamlNode& node, const std::string& path, std::vector<OrderKey>& order,
                Reporter& report) {
  std::vector<OrderKey> read;
  for_each_value(node, path, [&](const YamlNode& value, const std::string& at) {
    const auto key = value_in<OrderKey>(order_key_names, value, at, {"unknown-order", "order"}, report);
    if (!key) return;
    if (std::find(read.begin(), read.end(), *key) != read.end())
      report.error(FixedPlace(value.mark, at),
                   {"duplicate-key", fmt::format("duplicate order {}", quoted(value.text))});
    else
      read.push_back(*key);
  });
  if (node.kind == YamlNode::Kind::list && node.children.empty())
    report.error(FixedPlace(node.mark, path),
                 {"missing-value", "empty list", "omit it, or write `order: file`"});
  if (!read.empty()) order = std::move(read);
}

void read_crews(const YamlNode& node, const std::string& path, Rollout& rollout, Reporter& report) {
  for_each_entry(node, trade_names, path + ".", report, [&](std::size_t trade, const YamlNode& value) {
    take(rollout.crews.raw()[trade],
         count_of(value, fmt::format("{}.{}", path, trade_names.raw()[trade]), report));
  });
}

void read_innovation(const YamlNode& node, const std::string& path, TakeUp& take_up, Reporter& report) {
  take(take_up.p, number_between(node, path, 0, max_bass_coefficient, report));
  if (take_up.p == 0)
    report.error(FixedPlace(node.mark, path),
                 {"out-of-range", "with p = 0, take-up never starts", "set p above 0, or omit take_up"});
}

}  // namespace

void read_rollout(const YamlNode& node, const std::string& path, RolloutAsWritten& to, Reporter& report) {
  enum Key { order, works, drops, budget_per_period, carry_over, crews, seed };
  Rollout& rollout = to.rollout;
  to.given = true;
  for_each_entry(node, rollout_keys, path + ".", report, [&](std::size_t key, const YamlNode& value) {
    const std::string at = fmt::format("{}.{}", path, rollout_keys[key]);
    switch (static_cast<Key>(key)) {
      case order:
        to.order_at = {value.mark, at};
        read_order(value, at, rollout.order, report);
        break;
      case works:
        if (const auto size =
                value_in<WorkSize>(work_size_names, value, at, {"unknown-word", "works setting"}, report))
          to.works = size;
        break;
      case drops:
        to.drops_at = {value.mark, at};
        take(rollout.drops,
             value_in<DropsFor>(drops_for_names, value, at, {"unknown-word", "drops setting"}, report));
        break;
      case budget_per_period: take(rollout.budget_per_period, amount_of(value, at, report)); break;
      case carry_over: take(rollout.carry_over, flag_of(value, at, report)); break;
      case crews: read_crews(value, at, rollout, report); break;
      case seed: take(rollout.seed, count_of(value, at, report)); break;
    }
  });
}

bool goes_by_tier(const Rollout& rollout) {
  return std::find(rollout.order.begin(), rollout.order.end(), OrderKey::tier) != rollout.order.end();
}

Rollout settle(const RolloutAsWritten& written) {
  Rollout rollout = written.rollout;
  rollout.works = written.works.value_or(goes_by_tier(rollout) ? WorkSize::elements : WorkSize::remedies);
  return rollout;
}

void read_take_up(const YamlNode& node, const std::string& path, std::optional<TakeUpAsWritten>& to,
                  Reporter& report) {
  enum Key { model, p, q, ceiling, from, seed };
  if (!to) to.emplace();
  to->at = {node.mark, path};
  TakeUp& take_up = to->take_up;
  for_each_entry(node, take_up_keys, path + ".", report, [&](std::size_t key, const YamlNode& value) {
    const std::string at = fmt::format("{}.{}", path, take_up_keys[key]);
    switch (static_cast<Key>(key)) {
      case model: place_in(take_up_models, value, at, {"unknown-model", "take-up model"}, report); break;
      case p: read_innovation(value, at, take_up, report); break;
      case q: take(take_up.q, number_between(value, at, 0, max_bass_coefficient, report)); break;
      case ceiling: take(take_up.ceiling, number_between(value, at, 0, 1, report)); break;
      case from:
        take(take_up.from, value_in<TakeUp::From>(take_up_from_names, value, at,
                                                  {"unknown-word", "take-up start"}, report));
        break;
      case seed: take(take_up.seed, count_of(value, at, report)); break;
    }
  });
}

}  // namespace lastmile::io
