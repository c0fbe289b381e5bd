// The context of the parts of a scenario about time: its elements, all read already.
#pragma once

#include <string>
#include <string_view>

#include "models/base/point.h"
#include "models/plant/element.h"
#include "models/scenario/scenario.h"
#include "tools/io/problems/problem.h"

namespace lastmile::io {

// A scenario with all its elements and their coordinates.
struct Surroundings {
  const Scenario& scenario;  // which has a horizon
  const IdVector<SiteId, Point>& site_points;
  const IdVector<PremisesId, Point>& premises_points;

  const Horizon& horizon() const { return *scenario.horizon; }
};

inline constexpr EnumArray<Element::Kind, std::string_view> element_names = {{"site", "link", "premises"}};

// The finding that no site, link or premises has this id; `what` names the kinds searched.
Finding unknown_element(std::string_view what, std::string_view id, const Scenario& scenario,
                        const Reporter& report);

}  // namespace lastmile::io
