// The key `select`: the elements of a scenario that a change applies to.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tools/io/base/json.h"
#include "tools/io/timeline/surroundings.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// Matches an element if all its tests do.
struct Selector {
  std::optional<std::vector<Element>> named;  // ascending; if ids are given, only these are tested
  std::vector<std::function<bool(Element)>> tests;

  bool holds(Element element) const;
};

// Whether a kind or an area that does not occur is an error, or a note and selects nothing.
enum class AbsentName { is_error, is_note };

// Reports errors and returns none if there are any. The surroundings must outlive the selector.
std::optional<Selector> read_selector(const YamlNode& node, const std::string& path,
                                      const Surroundings& surroundings, Reporter& report,
                                      AbsentName absent = AbsentName::is_error);

// The JSON Schema of a selector; it refers to itself as the definition "selector".
Json selector_schema();

}  // namespace lastmile::io
