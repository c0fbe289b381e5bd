// The keys of a mapping, each defined once: its name, its value and the target of the value. Readers use
// these lists, and the JSON Schema is generated from them.
#pragma once

#include <functional>
#include <initializer_list>

#include "tools/io/yaml/values.h"
#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {

// Marks a required key, with the hint to give if it is missing.
struct Required {
  std::string_view hint = {};
};

// A key of a mapping that is read into a To.
template <class To>
struct Key {
  using Read = std::function<void(To&, const YamlNode& value, const std::string& path, Reporter&)>;

  // `read` is called with a value that is not null.
  Key(std::string_view key_name, Json value_schema, Read reader, std::optional<Required> requirement = {})
      : name(key_name), schema(std::move(value_schema)), read(std::move(reader)), required(requirement) {}
  // `where` is a member of To, or a function from To& to the target; an invalid value changes nothing.
  template <class T, class Where>
  Key(std::string_view key_name, Value<T> value, Where where, std::optional<Required> requirement = {})
      : name(key_name),
        schema(std::move(value.schema)),
        read([read_value = std::move(value.read), where](To& to, const YamlNode& node,
                                                         const std::string& path, Reporter& report) {
          if (auto found = read_value(node, path, report)) std::invoke(where, to) = std::move(*found);
        }),
        required(requirement) {}
  // `read_nothing` is called if the key has no value.
  Key(std::string_view key_name, Json value_schema, Read reader, std::function<void(To&)> nothing_reader)
      : name(key_name),
        schema(std::move(value_schema)),
        read(std::move(reader)),
        read_nothing(std::move(nothing_reader)) {}

  std::string_view name;
  Json schema;  // of a value; a key without a value counts as missing
  Read read;
  std::optional<Required> required = {};
  std::function<void(To&)> read_nothing = {};
};

// A member of a member, as the `where` of a key.
template <class Outer, class Inner, class T>
auto member(Inner Outer::*inner, T Inner::*field) {
  return [inner, field](Outer& outer) -> T& { return outer.*inner.*field; };
}

template <class To>
class Keys {
 public:
  Keys() = default;
  Keys(std::initializer_list<Key<To>> keys) {
    for (const Key<To>& key : keys) add(key);
  }
  void add(Key<To> key) {
    names_.push_back(key.name);
    keys_.push_back(std::move(key));
  }

  std::span<const std::string_view> names() const { return names_; }
  std::size_t size() const { return keys_.size(); }
  const Key<To>& operator[](std::size_t i) const { return keys_[i]; }
  auto begin() const { return keys_.begin(); }
  auto end() const { return keys_.end(); }

 private:
  std::vector<Key<To>> keys_;
  std::vector<std::string_view> names_;
};

// Reads a mapping of these keys into `to`. Reports keys that are unknown, given twice or missing. Reports
// a node that is not a mapping, and returns false. `path` is empty for the root of a file.
template <class To>
bool read_mapping(const YamlNode& node, const Keys<To>& keys, const std::string& path, To& to,
                  Reporter& report) {
  const std::string prefix = path.empty() ? "" : path + ".";
  std::vector<bool> given(keys.size(), false);
  const auto visit = [&](std::size_t i, const YamlNode& value) {
    if (value.kind != YamlNode::Kind::null) {
      given[i] = true;
      keys[i].read(to, value, prefix + std::string{keys[i].name}, report);
    } else if (keys[i].read_nothing) {
      keys[i].read_nothing(to);
    }
  };
  if (!for_each_key(node, keys.names(), prefix, report, visit)) return false;
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (keys[i].required && !given[i])
      report.error(FixedPlace(node.mark, path),
                   missing_key(keys[i].name, std::string{keys[i].required->hint}));
  return true;
}

// The JSON Schema of such a mapping. It does not include required keys: see required_names.
template <class To>
Json schema_of(const Keys<To>& keys) {
  Json properties = Json::object();
  for (const Key<To>& key : keys)
    properties[std::string{key.name}] = key.required ? key.schema : or_nothing(key.schema);
  return {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

template <class To>
Json required_names(const Keys<To>& keys) {
  Json names = Json::array();
  for (const Key<To>& key : keys)
    if (key.required) names.push_back(key.name);
  return names;
}

}  // namespace lastmile::io
