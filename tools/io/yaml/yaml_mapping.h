// Walks a YAML mapping against the keys it may have.
#pragma once

#include <functional>
#include <span>

#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// False, and reported, where the node is no mapping.
bool require_mapping(const YamlNode& node, const std::string& path, Reporter& report);

// That a mapping has no such key.
Finding missing_key(std::string_view name, std::string hint = {});

// The value of a mapping's key; null where there is none.
const YamlNode* find_value(const YamlNode& node, std::string_view key);

// Calls visit(index into known, value) for every known key that has a value. Reports keys that are unknown,
// given twice, or no plain text. False, and reported, where the node is no mapping. Paths are `prefix` + key.
bool for_each_entry(const YamlNode& node, std::span<const std::string_view> known, const std::string& prefix,
                    Reporter& report, const std::function<void(std::size_t, const YamlNode&)>& visit);

// The same, but visits every known key, also with nothing.
bool for_each_key(const YamlNode& node, std::span<const std::string_view> known, const std::string& prefix,
                  Reporter& report, const std::function<void(std::size_t, const YamlNode&)>& visit);

// The same for a mapping whose keys are free: calls visit(key, value) for every key, also with nothing.
void for_each_named_entry(const YamlNode& node, const std::string& path, Reporter& report,
                          const std::function<void(const YamlNode&, const YamlNode&)>& visit);

// The items of a list; none if the node is null. Reports any other node.
std::span<const YamlNode* const> items_of(const YamlNode& node, const std::string& path,
                                          std::string_view example, Reporter& report);

// Calls visit(item, its path) for each of those items; they are counted in the file in which they stand.
void for_each_item(const YamlNode& node, const std::string& path, std::string_view example, Reporter& report,
                   const std::function<void(const YamlNode&, const std::string&)>& visit);

// Calls visit(value, its path) for a single value, or for each of a list of them.
void for_each_value(const YamlNode& node, const std::string& path,
                    const std::function<void(const YamlNode&, const std::string&)>& visit);

// A scalar's text; none, and reported, where the node is none.
std::optional<std::string_view> text_of(const YamlNode& node, const std::string& path, Reporter& report);
// The same for a number or a truth value, which must not stand in quotes.
std::optional<std::string_view> unquoted_text_of(const YamlNode& node, const std::string& path,
                                                 Reporter& report);

}  // namespace lastmile::io
