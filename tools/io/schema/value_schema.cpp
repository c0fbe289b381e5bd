#include "tools/io/schema/value_schema.h"

#include "models/access/equipment.h"
#include "models/plant/state.h"
#include "models/plant/tier.h"
#include "tools/io/base/geodesic.h"

namespace lastmile::io {

Json any_text() {
  return {{"type", {"string", "number", "boolean"}}, {"minLength", 1}};
}

Json text_or_nothing() {
  return {{"type", {"string", "number", "boolean"}}};
}

Json number_between(double least, double most) {
  return {{"type", "number"}, {"minimum", number(least)}, {"maximum", number(most)}};
}

Json number_above(double bound, double most) {
  return {{"type", "number"}, {"exclusiveMinimum", number(bound)}, {"maximum", number(most)}};
}

Json whole_between(std::uint32_t least, std::uint32_t most) {
  return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}

Json exactly_one_of(std::span<const std::string_view> words) {
  Json listed = Json::array();
  for (const std::string_view word : words) listed.push_back(word);
  return {{"enum", listed}};
}

Json one_of(std::span<const std::string_view> words) {
  std::string pattern;
  for (const std::string_view word : words) {
    pattern += pattern.empty() ? "^(" : "|";
    for (const char c : word) {
      const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      pattern += upper == c ? std::string{c} : std::string{'[', upper, c, ']'};
    }
  }
  return {{"anyOf", {exactly_one_of(words), {{"type", "string"}, {"pattern", pattern + ")$"}}}}};
}

Json type_schema(CellType type) {
  switch (type) {
    case CellType::text: return {{"type", {"string", "number", "boolean"}}};
    case CellType::id: {
      Json id = any_text();
      id["maxLength"] = max_id_bytes;
      return id;
    }
    case CellType::state: return one_of(state_names);
    case CellType::tier: return one_of(tier_names);
    case CellType::sight: return one_of(sight_names);
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
    case CellType::position: return {{"type", "number"}};
    case CellType::route: return {{"type", "array"}, {"items", point_schema()}, {"minItems", 2}};
    case CellType::drop: break;
  }
  return fields_schema(drop_fields);
}

Json point_schema() {
  return {{"type", "array"},
          {"prefixItems", {type_schema(CellType::longitude), type_schema(CellType::latitude)}},
          {"minItems", 2},
          {"maxItems", 2}};
}

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

Json one_or_list_of(const Json& item) {
  return {{"anyOf", {item, {{"type", "array"}, {"items", item}}}}};
}

Json even_mapping_of(std::span<const std::string_view> keys, const Json& value) {
  Json properties = Json::object();
  for (const std::string_view key : keys) properties[std::string{key}] = or_nothing(value);
  return {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

Json definition(std::string_view name) {
  return {{"$ref", "#/$defs/" + std::string{name}}};
}

Json mapping_to(const Json& value) {
  return {{"type", "object"}, {"additionalProperties", or_nothing(value)}};
}

}  // namespace lastmile::io
