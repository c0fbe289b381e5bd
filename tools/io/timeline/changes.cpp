#include "tools/io/timeline/changes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "tools/io/base/format.h"
#include "tools/io/timeline/selection.h"
#include "tools/io/yaml/keys.h"

namespace lastmile::io {
namespace {

// A field that a change sets, with the kinds of element that have it.
struct SettingField {
  Key<Setting> key;
  EnumArray<Element::Kind, bool> of;
  std::function<bool(const Setting&)> is_set;
  std::function<bool(const Setting&, const Setting&)> differs;
};

template <class T>
SettingField setting_field(std::string_view name, Value<T> value, std::optional<T> Setting::*field,
                           EnumArray<Element::Kind, bool> of) {
  return {
      {name, std::move(value), field},
      of,
      [field](const Setting& set) { return (set.*field).has_value(); },
      [field](const Setting& a, const Setting& b) { return a.*field && b.*field && a.*field != b.*field; }};
}

const std::vector<SettingField>& setting_fields() {
  constexpr EnumArray<Element::Kind, bool> plant = {{true, true, false}};
  constexpr EnumArray<Element::Kind, bool> links = {{false, true, false}};
  constexpr EnumArray<Element::Kind, bool> premises = {{false, false, true}};
  static const std::vector<SettingField> fields = {
      setting_field("state", word_value<State>(state_names, {"unknown-state", "state"}), &Setting::state,
                    plant),
      setting_field("cost", amount_value(), &Setting::cost, plant),
      setting_field("completion_cost", amount_value(), &Setting::completion_cost, plant),
      setting_field("late_cost", amount_value(), &Setting::late_cost, links),
      setting_field("build_periods", count_value(), &Setting::build_periods, plant),
      setting_field("repair_periods", count_value(), &Setting::repair_periods, plant),
      setting_field("subscribed", flag_value(), &Setting::subscribed, premises),
      setting_field("users", amount_value(), &Setting::users, premises),
  };
  return fields;
}

const Keys<Setting>& setting_keys() {
  static const Keys<Setting> keys = [] {
    Keys<Setting> all;
    for (const SettingField& field : setting_fields()) all.add(field.key);
    return all;
  }();
  return keys;
}

bool sets_nothing(const Setting& set) {
  const std::vector<SettingField>& fields = setting_fields();
  return std::none_of(fields.begin(), fields.end(),
                      [&](const SettingField& field) { return field.is_set(set); });
}

Setting read_setting(const YamlNode& node, const std::string& path, Reporter& report) {
  Setting set;
  const std::uint64_t errors_before = report.error_count();
  read_mapping(node, setting_keys(), path, set, report);
  for (std::optional<std::uint32_t>* periods : {&set.build_periods, &set.repair_periods})
    if (*periods) *periods = std::min(**periods, max_periods);
  if (set.repair_periods && set.state != State::failed)
    report.error(FixedPlace(node.mark, path + ".repair_periods"),
                 {"repair-without-failure", "only what fails is repaired", "add state: failed"});
  if (sets_nothing(set) && report.error_count() == errors_before) {
    const auto names = setting_keys().names();
    report.error(FixedPlace(node.mark, path),
                 {"missing-key", "no new value",
                  fmt::format("set {} or {}", fmt::join(names.first(names.size() - 1), ", "), names.back())});
  }
  return set;
}

Json setting_schema() {
  Json set = schema_of(setting_keys());
  set["minProperties"] = 1;
  return set;
}

// The elements that a setting applies to, in words.
std::string_view subject_of(const Setting& set) {
  const bool plant = set.state || set.cost || set.completion_cost || set.build_periods || set.repair_periods;
  const bool premises = set.subscribed || set.users;
  if (plant) return premises ? "site, link or premises" : "site or link";
  if (set.late_cost) return premises ? "final link or premises" : "final link";
  return "premises";
}

// On one line, in flow style.
std::string flow_text(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::null) return "~";
  if (node.kind == YamlNode::Kind::scalar) return node.text;
  const bool is_map = node.kind == YamlNode::Kind::map;
  std::string text = is_map ? "{" : "[";
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (i > 0) text += is_map && i % 2 == 1 ? ": " : ", ";
    text += flow_text(*node.children[i]);
  }
  return text + (is_map ? "}" : "]");
}

Selection read_selection(const YamlNode& node, const std::string& path, const Setting& set,
                         const Surroundings& surroundings, Reporter& report) {
  const std::optional<Selector> selector = read_selector(node, path, surroundings, report);
  if (!selector || sets_nothing(set)) return {};
  Selection selection = select(*selector, set, surroundings.scenario);
  if (selection.sites.empty() && selection.links.empty() && selection.premises.empty())
    report.error(
        FixedPlace(node.mark, path),
        {"selects-nothing", fmt::format("{} selects no {}", shortened(flow_text(node)), subject_of(set))});
  return selection;
}

// A change being read. The selection depends on the settings.
struct ChangeReading {
  const Timeline* timeline;
  std::uint32_t period = 0;
  const YamlNode* select = nullptr;
  const YamlNode* set = nullptr;
};

const Keys<ChangeReading>& change_keys() {
  using Reading = ChangeReading;
  static const Keys<Reading> keys = {
      {"at", period_schema(),
       [](Reading& reading, const YamlNode& node, const std::string& path, Reporter& report) {
         if (reading.timeline != nullptr)
           take(reading.period, read_period(node, path, *reading.timeline, report));
       }},
      {"select", definition("selector"),
       [](Reading& reading, const YamlNode& node, const std::string&, Reporter&) { reading.select = &node; },
       Required{}},
      {"set", setting_schema(),
       [](Reading& reading, const YamlNode& node, const std::string&, Reporter&) { reading.set = &node; },
       Required{}},
  };
  return keys;
}

std::optional<ChangeAsWritten> read_change(const YamlNode& node, const std::string& path,
                                           const Timeline* timeline, const Surroundings& surroundings,
                                           Reporter& report) {
  ChangeReading reading{timeline};
  ChangeAsWritten read{{}, {node.mark, path}};
  if (!read_mapping(node, change_keys(), path, reading, report)) return std::nullopt;
  read.change.period = reading.period;
  if (reading.set != nullptr) read.change.set = read_setting(*reading.set, path + ".set", report);
  if (reading.select != nullptr)
    read.change.of = read_selection(*reading.select, path + ".select", read.change.set, surroundings, report);
  return read;
}

// The first common element of two ascending lists.
template <class Index>
std::optional<Element> first_common(const std::vector<Index>& a, const std::vector<Index>& b) {
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y) return *x;
    if (*x < *y)
      ++x;
    else
      ++y;
  }
  return std::nullopt;
}

std::optional<Element> first_common(const Selection& a, const Selection& b, Element::Kind kind) {
  switch (kind) {
    case Element::Kind::site: return first_common(a.sites, b.sites);
    case Element::Kind::link: return first_common(a.links, b.links);
    case Element::Kind::premises: break;
  }
  return first_common(a.premises, b.premises);
}

}  // namespace

std::vector<ChangeAsWritten> read_changes(const YamlNode& node, const std::string& path,
                                          const Timeline* timeline, const Surroundings& surroundings,
                                          Reporter& report) {
  std::vector<ChangeAsWritten> changes;
  const std::string_view example = "- {at: 2027-Q3, select: {tier: drop}, set: {cost: 0}}";
  for_each_item(node, path, example, report, [&](const YamlNode& item, const std::string& at) {
    auto change = read_change(item, at, timeline, surroundings, report);
    if (change) changes.push_back(std::move(*change));
  });
  return changes;
}

Json changes_schema() {
  return {{"type", "array"}, {"items", definition("change")}};
}

Json change_schema() {
  Json change = schema_of(change_keys());
  change["required"] = required_names(change_keys());
  return change;
}

std::optional<Finding> contradiction(const ChangeAsWritten& later, const ChangeAsWritten& earlier,
                                     const Scenario& scenario, const Reporter& report) {
  if (later.change.period != earlier.change.period) return std::nullopt;
  for (const SettingField& field : setting_fields()) {
    if (!field.differs(later.change.set, earlier.change.set)) continue;
    for (const Element::Kind kind : enum_values<Element::Kind>()) {
      if (!field.of[kind]) continue;
      const auto common = first_common(later.change.of, earlier.change.of, kind);
      if (common)
        return Finding{"contradiction",
                       fmt::format("sets {} of {}, conflicting with the change on {}", field.key.name,
                                   io::quoted(element_name(scenario, *common)),
                                   report.line_of(earlier.at.mark, later.at.mark)),
                       "select different elements, or apply the changes in different periods"};
    }
  }
  return std::nullopt;
}

}  // namespace lastmile::io
