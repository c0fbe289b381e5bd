#include "tools/io/timeline/rollout.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tools/io/yaml/keys.h"

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
                   {"duplicate-key", fmt::format("duplicate order {}", io::quoted(value.text))});
    else
      read.push_back(*key);
  });
  if (node.kind == YamlNode::Kind::list && node.children.empty())
    report.error(FixedPlace(node.mark, path),
                 {"missing-value", "empty list", "omit it, or write `order: file`"});
  if (!read.empty()) order = std::move(read);
}

// One budget for every period, or a list whose last entry applies to all later periods.
void read_budgets(const YamlNode& node, const std::string& path, std::vector<double>& budgets,
                  Reporter& report) {
  std::vector<double> read;
  const std::uint64_t errors_before = report.error_count();
  for_each_value(node, path, [&](const YamlNode& value, const std::string& at) {
    if (const auto budget = amount_of(value, at, report)) read.push_back(*budget);
  });
  if (read.empty() && report.error_count() == errors_before)
    report.error(FixedPlace(node.mark, path), {"missing-value", "lists no budget", "omit it for no limit"});
  if (!read.empty()) budgets = std::move(read);
}

void read_crews(const YamlNode& node, const std::string& path, Rollout& rollout, Reporter& report) {
  for_each_entry(node, trade_names, path + ".", report, [&](std::size_t trade, const YamlNode& value) {
    take(rollout.crews.raw()[trade],
         count_of(value, fmt::format("{}.{}", path, trade_names.raw()[trade]), report));
  });
}

Json order_schema() {
  const Json key = one_of(order_key_names);
  const Json keys = {{"type", "array"}, {"items", key}, {"minItems", 1}, {"uniqueItems", true}};
  return {{"anyOf", {key, keys}}};
}

const Keys<RolloutAsWritten>& rollout_keys() {
  using To = RolloutAsWritten;
  static const Keys<To> keys = {
      {"order", order_schema(),
       [](To& to, const YamlNode& node, const std::string& path, Reporter& report) {
         to.order_at = {node.mark, path};
         read_order(node, path, to.rollout.order, report);
       }},
      {"works", word_value<WorkSize>(work_size_names, {"unknown-word", "works setting"}), &To::works},
      {"drops", one_of(drops_for_names),
       [](To& to, const YamlNode& node, const std::string& path, Reporter& report) {
         to.drops_at = {node.mark, path};
         take(to.rollout.drops,
              value_in<DropsFor>(drops_for_names, node, path, {"unknown-word", "drops setting"}, report));
       }},
      {"budget_per_period", one_or_list_of(amount_value().schema),
       [](To& to, const YamlNode& node, const std::string& path, Reporter& report) {
         to.budget_at = {node.mark, path};
         read_budgets(node, path, to.rollout.budget_per_period, report);
       }},
      {"carry_over", flag_value(), member(&To::rollout, &Rollout::carry_over)},
      {"crews", even_mapping_of(trade_names, type_schema(CellType::count)),
       [](To& to, const YamlNode& node, const std::string& path, Reporter& report) {
         read_crews(node, path, to.rollout, report);
       }},
      {"seed", count_value(), member(&To::rollout, &Rollout::seed)},
      {"only", listed_schema(),
       [](To& to, const YamlNode& node, const std::string& path, Reporter& report) {
         to.only_at = {node.mark, path};
         to.only = read_listed(node, path, report);
       }},
  };
  return keys;
}

const Keys<TakeUp>& take_up_keys() {
  static constexpr std::array<std::string_view, 1> models = {"bass"};
  constexpr double most_coefficient = 100;  // per year
  static const Keys<TakeUp> keys = {
      {"model", one_of(models),
       [](TakeUp&, const YamlNode& node, const std::string& path, Reporter& report) {
         place_in(models, node, path, {"unknown-model", "take-up model"}, report);
       }},
      {"p", value_above(0, most_coefficient).schema,
       [](TakeUp& to, const YamlNode& node, const std::string& path, Reporter& report) {
         take(to.p, number_between(node, path, 0, most_coefficient, report));
         if (to.p == 0)
           report.error(FixedPlace(node.mark, path), {"out-of-range", "with p = 0, take-up never starts",
                                                      "set p above 0, or omit take_up"});
       }},
      {"q", value_between(0, most_coefficient), &TakeUp::q},
      {"ceiling", value_between(0, 1), &TakeUp::ceiling},
      {"from", word_value<TakeUp::From>(take_up_from_names, {"unknown-word", "take-up start"}),
       &TakeUp::from},
      {"seed", count_value(), &TakeUp::seed},
  };
  return keys;
}

}  // namespace

void read_rollout(const YamlNode& node, const std::string& path, RolloutAsWritten& to, Reporter& report) {
  to.given = true;
  read_mapping(node, rollout_keys(), path, to, report);
}

void forget_what_is_replaced(const YamlNode& own, RolloutAsWritten& inherited) {
  const auto has = [&](std::string_view key) { return find_value(own, key) != nullptr; };
  if (has("only")) {
    inherited.rollout.order = Rollout{}.order;
    inherited.rollout.drops = Rollout{}.drops;
    inherited.works.reset();
    inherited.order_at = inherited.drops_at = {};
  } else if (has("order") || has("works") || has("drops")) {
    inherited.only.clear();
    inherited.only_at = {};
  }
}

Json rollout_schema() {
  return schema_of(rollout_keys());
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
  if (!to) to.emplace();
  to->at = {node.mark, path};
  read_mapping(node, take_up_keys(), path, to->take_up, report);
}

Json take_up_schema() {
  return schema_of(take_up_keys());
}

}  // namespace lastmile::io
