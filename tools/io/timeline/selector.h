// What stands under `select:`: which elements of a scenario a change is about.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tools/io/base/json.h"
#include "tools/io/timeline/surroundings.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// Holds of an element when all its tests do.
struct Selector {
  std::optional<std::vector<Element>> named;  // rising; only these are looked at, where ids are given
  std::vector<std::function<bool(Element)>> tests;

  bool holds(Element element) const;
};

// None, and reported, where something in it is wrong. What it refers to must outlive the selector.
std::optional<Selector> read_selector(const YamlNode& node, const std::string& path,
                                      const Surroundings& surroundings, Reporter& report);

// Refers to the definition "selector", which it is.
Json selector_schema();

}  // namespace lastmile::io
