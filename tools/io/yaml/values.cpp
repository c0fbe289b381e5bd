#include "tools/io/yaml/values.h"

#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {

Value<double> amount_value() {
  return {type_schema(CellType::amount), amount_of};
}

Value<double> value_between(double least, double most) {
  return {number_between(least, most),
          [least, most](const YamlNode& node, const std::string& path, Reporter& report) {
            return number_between(node, path, least, most, report);
          }};
}

Value<double> value_above(double bound, double most) {
  return {number_above(bound, most),
          [bound, most](const YamlNode& node, const std::string& path, Reporter& report) {
            return number_above(node, path, bound, most, report);
          }};
}

Value<std::uint32_t> count_value() {
  return {type_schema(CellType::count), count_of};
}

Value<bool> flag_value() {
  return {type_schema(CellType::flag), flag_of};
}

Value<std::string> any_text_value() {
  return {text_or_nothing(),
          [](const YamlNode& node, const std::string& path, Reporter& report) -> std::optional<std::string> {
            const auto text = text_of(node, path, report);
            return text ? std::optional<std::string>{*text} : std::nullopt;
          }};
}

Value<std::string> text_value() {
  return {any_text(), word_of};
}

}  // namespace lastmile::io
