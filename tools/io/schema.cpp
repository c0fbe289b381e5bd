#include "tools/io/schema.h"

#include "models/profiles.h"
#include "models/state.h"
#include "models/tier.h"
#include "tools/io/format.h"

namespace lastmile::io {
namespace {

// Text may be written without quotes, so `id: 17` and `name: 2025` are text too.
Json any_text() {
  return {{"type", {"string", "number", "boolean"}}, {"minLength", 1}};
}

Json number_between(double least, double most) {
  return {{"type", "number"}, {"minimum", number(least)}, {"maximum", number(most)}};
}

Json fields_schema(std::span<const Field> fields);

Json type_schema(CellType type) {
  constexpr double most_longitude = 180;
  constexpr double most_latitude = 90;
  switch (type) {
    case CellType::text: return {{"type", {"string", "number", "boolean"}}};
    case CellType::id: {
      Json id = any_text();
      id["maxLength"] = max_id_bytes;
      return id;
    }
    case CellType::state: return {{"enum", state_names}};
    case CellType::tier: return {{"enum", tier_names}};
    case CellType::sight: return {{"enum", sight_names}};
    case CellType::amount: return {{"anyOf", {{{"const", 0}}, number_between(min_amount, max_amount)}}};
    case CellType::count: return {{"type", "integer"}, {"minimum", 0}, {"maximum", number(max_count)}};
    case CellType::positive: return {{"type", "integer"}, {"minimum", 1}, {"maximum", number(max_count)}};
    case CellType::flag:
      return {{"anyOf",
               {{{"type", "boolean"}},
                {{"enum", {0, 1}}},
                {{"type", "string"},
                 {"pattern", "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo])$"}}}}};
    case CellType::longitude: return number_between(-most_longitude, most_longitude);
    case CellType::latitude: return number_between(-most_latitude, most_latitude);
    case CellType::drop: break;
  }
  return fields_schema(drop_fields);
}

// A key without a value counts as not given.
Json or_nothing(const Json& schema) {
  return {{"anyOf", {schema, {{"type", "null"}}}}};
}

Json fields_schema(std::span<const Field> fields) {
  Json properties = Json::object();
  Json required = Json::array();
  for (const Field& field : fields) {
    Json schema = field.required ? type_schema(field.type) : or_nothing(type_schema(field.type));
    schema["description"] = field.unit.empty()
                                ? std::string{field.meaning}
                                : std::string{field.meaning}.append(" [").append(field.unit).append("]");
    properties[std::string{field.name}] = std::move(schema);
    if (field.required) required.push_back(field.name);
  }
  return {{"type", "object"},
          {"properties", properties},
          {"required", required},
          {"additionalProperties", false}};
}

Json list_of(const Json& item) {
  return or_nothing({{"type", "array"}, {"items", item}});
}

template <std::size_t N>
Json mapping_of(const std::array<std::string_view, N>& keys, const Json& value) {
  Json properties = Json::object();
  for (const std::string_view key : keys) properties[std::string{key}] = value;
  return or_nothing({{"type", "object"}, {"properties", properties}, {"additionalProperties", false}});
}

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

Json property_of(std::string_view key) {
  if (key == "lastmile") return {{"const", format_version}, {"description", "format version"}};
  if (key == "name") return any_text();
  if (key == "description") return or_nothing({{"type", {"string", "number", "boolean"}}});
  if (key == "currency")
    return or_nothing(
        {{"type", "string"}, {"pattern", "^[A-Z]{3}$"}, {"description", "ISO 4217; EUR where not given"}});
  if (key == "price_year") return or_nothing({{"type", "integer"}, {"minimum", 1800}, {"maximum", 2200}});
  if (key == "vocabulary") return mapping_of(vocabulary_keys, or_nothing(any_text()));
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
         {"description", "a file like models/equipment.yaml, or its content: what differs from it"}});
  return mapping_of(table_keys, list_of(any_text()));
}

}  // namespace

Json scenario_schema() {
  Json properties = Json::object();
  for (const std::string_view key : scenario_keys) properties[std::string{key}] = property_of(key);
  return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
          {"title", "lastmile scenario"},
          {"type", "object"},
          {"properties", properties},
          {"required", {"lastmile", "name"}},
          {"additionalProperties", false},
          {"$defs",
           {{"site", fields_schema(site_fields)},
            {"link", fields_schema(link_fields)},
            {"premises", fields_schema(premises_fields)}}}};
}

}  // namespace lastmile::io
