// The type of a value in a mapping, for both the reader and the schema: the conversion from a node to T, and
// the JSON Schema.
#pragma once

#include <functional>

#include "tools/io/schema/value_schema.h"
#include "tools/io/yaml/yaml_cells.h"

namespace lastmile::io {

template <class T>
struct Value {
  Json schema;
  // Reports any other node and returns none.
  std::function<std::optional<T>(const YamlNode&, const std::string& path, Reporter&)> read;
};

Value<double> amount_value();
Value<double> value_between(double least, double most);
Value<double> value_above(double bound, double most);  // and at most `most`
Value<std::uint32_t> count_value();
Value<bool> flag_value();
Value<std::string> any_text_value();  // may be empty
Value<std::string> text_value();      // not empty

// One of a list of words, as the value of an enumeration in the order of the list.
template <class Enum>
Value<Enum> word_value(std::span<const std::string_view> words, const WordKind& kind) {
  return {one_of(words), [words, kind](const YamlNode& node, const std::string& path, Reporter& report) {
            return value_in<Enum>(words, node, path, kind, report);
          }};
}

}  // namespace lastmile::io
