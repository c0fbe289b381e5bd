// What stands under `select:`: which elements of a scenario a change is about.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "models/base/point.h"
#include "models/scenario/scenario.h"
#include "tools/io/problems/problem.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// A scenario whose elements are all read, with where they stand.
struct Surroundings {
  const Scenario& scenario;  // which has a horizon
  const IdVector<SiteId, Point>& site_points;
  const IdVector<PremisesId, Point>& premises_points;

  const Horizon& horizon() const { return *scenario.horizon; }
};

// Holds of an element when all its tests do.
struct Selector {
  std::optional<std::vector<Element>> named;  // rising; only these are looked at, where ids are given
  std::vector<std::function<bool(Element)>> tests;

  bool holds(Element element) const;
};

// None, and reported, where something in it is wrong. What it refers to must outlive the selector.
std::optional<Selector> read_selector(const YamlNode& node, const std::string& path,
                                      const Surroundings& surroundings, Reporter& report);

// The elements that a setting can be applied to and the selector holds of. Cost: O(elements), or O(named).
Selection select(const Selector& selector, const Setting& set, const Scenario& scenario);

}  // namespace lastmile::io
