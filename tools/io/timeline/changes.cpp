#include "tools/io/timeline/changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tools/io/base/format.h"
#include "tools/io/yaml/yaml_cells.h"
#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {
namespace {

bool sets_nothing(const Setting& set) {
  return !set.state && !set.cost && !set.completion_cost && !set.late_cost && !set.build_periods &&
         !set.subscribed && !set.users;
}

Setting read_setting(const YamlNode& node, const std::string& path, Reporter& report) {
  enum Key { state, cost, completion_cost, late_cost, build_periods, subscribed, users };
  Setting set;
  const std::uint64_t errors_before = report.error_count();
  for_each_entry(node, setting_keys, path + ".", report, [&](std::size_t key, const YamlNode& value) {
    const std::string at = fmt::format("{}.{}", path, setting_keys[key]);
    switch (static_cast<Key>(key)) {
      case state:
        set.state = value_in<State>(state_names, value, at, {"unknown-state", "state"}, report);
        break;
      case cost: set.cost = amount_of(value, at, report); break;
      case completion_cost: set.completion_cost = amount_of(value, at, report); break;
      case late_cost: set.late_cost = amount_of(value, at, report); break;
      case build_periods: set.build_periods = count_of(value, at, report); break;
      case subscribed: set.subscribed = flag_of(value, at, report); break;
      case users: set.users = amount_of(value, at, report); break;
    }
  });
  if (set.build_periods) set.build_periods = std::min(*set.build_periods, max_periods);
  if (sets_nothing(set) && report.error_count() == errors_before)
    report.error(FixedPlace(node.mark, path), {"missing-key", "no new value",
                                               "set state, cost, completion_cost, late_cost, build_periods, "
                                               "subscribed or users"});
  return set;
}

// The elements that a setting applies to, in words.
std::string_view subject_of(const Setting& set) {
  const bool plant = set.state || set.cost || set.completion_cost || set.build_periods;
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
struct Entry {
  const YamlNode* select = nullptr;
  const YamlNode* set = nullptr;
};

std::optional<ChangeAsWritten> read_change(const YamlNode& node, const std::string& path,
                                           const Timeline* timeline, const Surroundings& surroundings,
                                           Reporter& report) {
  enum Key { at, select, set };
  Entry entry;
  ChangeAsWritten read{{}, {node.mark, path}};
  const bool is_mapping =
      for_each_entry(node, change_keys, path + ".", report, [&](std::size_t key, const YamlNode& value) {
        switch (static_cast<Key>(key)) {
          case at:
            if (timeline != nullptr)
              take(read.change.period, read_period(value, path + ".at", *timeline, report));
            break;
          case select: entry.select = &value; break;
          case set: entry.set = &value; break;
        }
      });
  if (!is_mapping) return std::nullopt;
  for (const Key key : {select, set})
    if ((key == select ? entry.select : entry.set) == nullptr)
      report.error(FixedPlace(node.mark, path),
                   {"missing-key", fmt::format("missing key {}", quoted(change_keys[key]))});
  if (entry.set != nullptr) read.change.set = read_setting(*entry.set, path + ".set", report);
  if (entry.select != nullptr)
    read.change.of = read_selection(*entry.select, path + ".select", read.change.set, surroundings, report);
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

template <class Value>
bool differ(const std::optional<Value>& a, const std::optional<Value>& b) {
  return a && b && *a != *b;
}

// A field that two changes set, with the kinds of element that have it.
struct DifferentField {
  std::string_view name;
  bool differs;
  EnumArray<Element::Kind, bool> of;
};

std::array<DifferentField, setting_keys.size()> differences(const Setting& a, const Setting& b) {
  constexpr EnumArray<Element::Kind, bool> plant = {{true, true, false}};
  constexpr EnumArray<Element::Kind, bool> links = {{false, true, false}};
  constexpr EnumArray<Element::Kind, bool> premises = {{false, false, true}};
  return {{{"state", differ(a.state, b.state), plant},
           {"cost", differ(a.cost, b.cost), plant},
           {"completion_cost", differ(a.completion_cost, b.completion_cost), plant},
           {"late_cost", differ(a.late_cost, b.late_cost), links},
           {"build_periods", differ(a.build_periods, b.build_periods), plant},
           {"subscribed", differ(a.subscribed, b.subscribed), premises},
           {"users", differ(a.users, b.users), premises}}};
}

}  // namespace

Finding no_period(std::string_view written) {
  return {"not-a-period", fmt::format("invalid period {}", quoted(written)),
          "write 2027, 2027-Q3, 2027-08, 2027-W32 or 2027-08-14; years range from 1800 to 2200"};
}

std::optional<std::uint32_t> read_period(const YamlNode& node, const std::string& path,
                                         const Timeline& timeline, Reporter& report) {
  const FixedPlace place(node.mark, path);
  const auto text = text_of(node, path, report);
  if (!text) return std::nullopt;
  const auto day = first_day_of(*text);
  if (!day) {
    report.error(place, no_period(*text));
    return std::nullopt;
  }
  const std::int64_t period = period_of(*day, timeline.unit) - timeline.start;
  if (period >= 0 && period < timeline.periods) return static_cast<std::uint32_t>(period);
  const std::string edge = period < 0 ? "before the first period, " + timeline.name_of(0)
                                      : "after the last period, " + timeline.name_of(timeline.periods - 1);
  report.error(place, {"outside-timeline", fmt::format("{} is {}", quoted(*text), edge)});
  return std::nullopt;
}

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

std::optional<Finding> contradiction(const ChangeAsWritten& later, const ChangeAsWritten& earlier,
                                     const Scenario& scenario, const Reporter& report) {
  if (later.change.period != earlier.change.period) return std::nullopt;
  for (const DifferentField& field : differences(later.change.set, earlier.change.set)) {
    for (const Element::Kind kind : enum_values<Element::Kind>()) {
      if (!field.differs || !field.of[kind]) continue;
      const auto common = first_common(later.change.of, earlier.change.of, kind);
      if (common)
        return Finding{"contradiction",
                       fmt::format("sets {} of {}, conflicting with the change on {}", field.name,
                                   quoted(element_name(scenario, *common)),
                                   report.line_of(earlier.at.mark, later.at.mark)),
                       "select different elements, or apply the changes in different periods"};
    }
  }
  return std::nullopt;
}

}  // namespace lastmile::io
