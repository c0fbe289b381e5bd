// Reads a YAML mapping with a list of known keys.
#pragma once

#include <functional>
#include <span>

#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// Reports a node that is not a mapping, and returns false.
bool require_mapping(const YamlNode& node, const std::string& path, Reporter& report);

// The finding that a key is missing.
Finding missing_key(std::string_view name, std::string hint = {});

// The value of a mapping's key; null if there is none.
const YamlNode* find_value(const YamlNode& node, std::string_view key);

// Calls visit(index into known, value) for every known key that has a value. Reports keys that are unknown,
// given twice, or not plain text. Reports a node that is not a mapping, and returns false. Paths are `prefix`
// + key.
bool for_each_entry(const YamlNode& node, std::span<const std::string_view> known, const std::string& prefix,
                    Reporter& report, const std::function<void(std::size_t, const YamlNode&)>& visit);

// The same, but also visits known keys without a value.
bool for_each_key(const YamlNode& node, std::span<const std::string_view> known, const std::string& prefix,
                  Reporter& report, const std::function<void(std::size_t, const YamlNode&)>& visit);

// The same for a mapping with any keys: calls visit(key, value) for every key, also without a value.
void for_each_named_entry(const YamlNode& node, const std::string& path, Reporter& report,
                          const std::function<void(const YamlNode&, const YamlNode&)>& visit);

// The items of a list; none if the node is null. Reports any other node.
std::span<const YamlNode* const> items_of(const YamlNode& node, const std::string& path,
                                          std::string_view example, Reporter& report);

// Calls visit(item, its path) for each item; paths number the items of each file separately.
void for_each_item(const YamlNode& node, const std::string& path, std::string_view example, Reporter& report,
                   const std::function<void(const YamlNode&, const std::string&)>& visit);

// Calls visit(value, its path) for a single value, or for each value of a list.
void for_each_value(const YamlNode& node, const std::string& path,
                    const std::function<void(const YamlNode&, const std::string&)>& visit);

// The text of a scalar. Reports any other node and returns none.
std::optional<std::string_view> text_of(const YamlNode& node, const std::string& path, Reporter& report);
// The same for a number or a boolean, which must not be quoted.
std::optional<std::string_view> unquoted_text_of(const YamlNode& node, const std::string& path,
                                                 Reporter& report);

}  // namespace lastmile::io
