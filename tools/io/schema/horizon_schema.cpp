#include "tools/io/schema/horizon_schema.h"

#include "models/time/horizon.h"
#include "tools/io/schema/schema_parts.h"

namespace lastmile::io {
namespace {

using Schemas = std::vector<Json>;

Json count() {
  return type_schema(CellType::count);
}

Json amount() {
  return type_schema(CellType::amount);
}

Json flag() {
  return type_schema(CellType::flag);
}

Json definition(std::string_view name) {
  return {{"$ref", "#/$defs/" + std::string{name}}};
}

// A year may be read as a number.
Json period() {
  constexpr const char* pattern =
      "^(1[89][0-9]{2}|2[01][0-9]{2}|2200)(-(Q[1-4]|W[0-5][0-9]|(0[1-9]|1[0-2])(-[0-3][0-9])?))?$";
  const Json written = {{"type", "string"}, {"pattern", pattern}};
  return {{"anyOf", {whole_between(1800, 2200), written}},
          {"description", "2027, 2027-Q3, 2027-08, 2027-W32 or 2027-08-14"}};
}

Json timeline_schema() {
  Json timeline =
      mapping_of(timeline_keys, Schemas{period(), whole_between(1, max_periods), one_of(period_unit_names)});
  for (const char* needed : {"start", "periods"})
    timeline["properties"][needed] = timeline["properties"][needed]["anyOf"][0];  // not nothing
  return timeline;
}

Json economics_schema() {
  const Json visits = {{"anyOf", {amount(), mapping_to(amount())}}};
  return mapping_of(economics_keys,
                    Schemas{number_above(-1, max_discount_rate), amount(), amount(), number_between(0, 1),
                            mapping_to(number_above(0, max_life_years)), amount(), visits});
}

Json take_up_schema() {
  const Json coefficient = number_between(0, max_bass_coefficient);
  return mapping_of(take_up_keys,
                    Schemas{one_of(take_up_models), number_above(0, max_bass_coefficient), coefficient,
                            number_between(0, 1), one_of(take_up_from_names), count()});
}

Json rollout_schema() {
  const Json key = one_of(order_key_names);
  const Json keys = {{"type", "array"}, {"items", key}, {"minItems", 1}, {"uniqueItems", true}};
  const Json order = {{"anyOf", {key, keys}}};
  return mapping_of(rollout_keys, Schemas{order, one_of(work_size_names), one_of(drops_for_names), amount(),
                                          flag(), even_mapping_of(trade_names, count()), count()});
}

Json point_schema() {
  return {{"type", "array"},
          {"prefixItems", {type_schema(CellType::longitude), type_schema(CellType::latitude)}},
          {"minItems", 2},
          {"maxItems", 2}};
}

Json within_schema() {
  const Json polygon = {{"type", "array"}, {"items", point_schema()}, {"minItems", 3}};
  const Json centre = {{"anyOf", {text_or_nothing(), point_schema()}}};
  Json within = mapping_of(within_keys, Schemas{polygon, amount(), centre});
  const Json by_corners = {{"required", {"polygon"}}, {"maxProperties", 1}};
  const Json by_distance = {{"required", {"distance_m", "of"}}, {"maxProperties", 2}};
  within["anyOf"] = {by_corners, by_distance};
  return within;
}

Json setting_schema() {
  Json set = mapping_of(
      setting_keys, Schemas{one_of(state_names), amount(), amount(), amount(), count(), flag(), amount()});
  set["minProperties"] = 1;
  return set;
}

}  // namespace

Json selector_schema() {
  const Json texts = one_or_list_of(text_or_nothing());
  const Json alternatives = {{"type", "array"}, {"items", definition("selector")}};
  Json selector = mapping_of(
      selector_keys, Schemas{texts, one_or_list_of(any_text()), one_or_list_of(one_of(tier_names)), texts,
                             one_or_list_of(one_of(state_names)), texts, within_schema(),
                             one_or_list_of(one_of(element_names)), alternatives, definition("selector")});
  selector["minProperties"] = 1;
  return selector;
}

Json change_schema() {
  Json change = mapping_of(change_keys, Schemas{period(), definition("selector"), setting_schema()});
  change["properties"]["select"] = definition("selector");
  change["properties"]["set"] = setting_schema();
  change["required"] = {"select", "set"};
  return change;
}

Json option_schema() {
  const Json changes = {{"type", "array"}, {"items", definition("change")}};
  return mapping_of(option_keys, Schemas{text_or_nothing(), rollout_schema(), changes, economics_schema(),
                                         take_up_schema()});
}

Json horizon_property(std::string_view key) {
  if (key == "timeline") return or_nothing(timeline_schema());
  if (key == "economics") return or_nothing(economics_schema());
  if (key == "take_up") return or_nothing(take_up_schema());
  if (key == "rollout") return or_nothing(rollout_schema());
  if (key == "changes") return list_of(definition("change"));
  Json options = mapping_to(definition("option"));
  options["propertyNames"] = {{"minLength", 1}};
  return or_nothing(options);
}

}  // namespace lastmile::io
