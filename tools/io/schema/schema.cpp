#include "tools/io/schema/schema.h"

#include "models/access/profiles.h"
#include "tools/io/schema/horizon_schema.h"
#include "tools/io/schema/schema_parts.h"

namespace lastmile::io {
namespace {

// A named profile, or figures, or figures that change a profile.
Json service_schema() {
  Json names = Json::array();
  for (const NamedProfile& profile : named_profiles) names.push_back(profile.name);
  const Json amount = or_nothing(type_schema(CellType::amount));
  const Json figures = {{"type", "object"},
                        {"properties",
                         {{"profile", or_nothing({{"enum", names}})},
                          {"down_mbps", amount},
                          {"up_mbps", amount},
                          {"latency_ms", amount},
                          {"busy_hour_share", or_nothing(number_between(1e-4, 1))}}},
                        {"minProperties", 1},
                        {"additionalProperties", false}};
  return or_nothing({{"anyOf", {{{"enum", names}}, figures}}});
}

Json tables_schema() {
  return even_mapping_of(table_keys, {{"type", "array"}, {"items", any_text()}});
}

Json property_of(std::string_view key) {
  if (key == "lastmile") return {{"const", format_version}, {"description", "format version"}};
  if (key == "name") return any_text();
  if (key == "description") return or_nothing({{"type", {"string", "number", "boolean"}}});
  if (key == "currency")
    return or_nothing(
        {{"type", "string"}, {"pattern", "^[A-Z]{3}$"}, {"description", "ISO 4217 code (default: EUR)"}});
  if (key == "price_year") return or_nothing({{"type", "integer"}, {"minimum", 1800}, {"maximum", 2200}});
  if (key == "vocabulary") return or_nothing(even_mapping_of(vocabulary_keys, any_text()));
  if (key == "sites") return list_of({{"$ref", "#/$defs/site"}});
  if (key == "links") return list_of({{"$ref", "#/$defs/link"}});
  if (key == "premises") return list_of({{"$ref", "#/$defs/premises"}});
  if (key == "service") return service_schema();
  if (key == "equipment")
    return or_nothing(
        {{"anyOf",
          {any_text(),
           {{"type", "object"},
            {"properties", {{"media", {{"type", "array"}}}, {"technologies", {{"type", "array"}}}}},
            {"additionalProperties", false}}}},
         {"description",
          "changes to the equipment library: a file in the format of models/access/equipment.yaml, or its "
          "content"}});
  if (key == "extends")
    return {{"anyOf", {or_nothing(any_text())}}, {"description", "scenario file that this one extends"}};
  if (key == "tables") return or_nothing(tables_schema());
  return horizon_property(key);
}

// Keys required only in a file without `extends`.
Json whole_by_itself() {
  const Json timeline = or_nothing({{"required", {"start", "periods"}}});
  return {{"required", {"name"}}, {"properties", {{"timeline", timeline}}}};
}

}  // namespace

Json scenario_schema() {
  Json properties = Json::object();
  for (const std::string_view key : scenario_keys) properties[std::string{key}] = property_of(key);
  return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
          {"title", "lastmile scenario"},
          {"type", "object"},
          {"properties", properties},
          {"required", {"lastmile"}},
          {"if", {{"required", {"extends"}}, {"properties", {{"extends", any_text()}}}}},
          {"else", whole_by_itself()},
          {"additionalProperties", false},
          {"$defs",
           {{"site", fields_schema(site_fields)},
            {"link", fields_schema(link_fields)},
            {"premises", fields_schema(premises_fields)},
            {"selector", selector_schema()},
            {"change", change_schema()},
            {"option", option_schema()}}}};
}

}  // namespace lastmile::io
