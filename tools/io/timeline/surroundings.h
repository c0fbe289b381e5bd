// The context of the parts of a scenario about time and failures: its elements, all read already.
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
  const Scenario& scenario;  // with its areas
  const IdVector<SiteId, Point>& site_points;
  const IdVector<PremisesId, Point>& premises_points;

  AreaId area_of(SiteId site) const {
    return scenario.horizon ? scenario.horizon->site_area[site] : scenario.areas->of_sites[site];
  }
  AreaId area_of(PremisesId p) const {
    return scenario.horizon ? scenario.horizon->premises_area[p] : scenario.areas->of_premises[p];
  }
};

inline constexpr EnumArray<Element::Kind, std::string_view> element_names = {{"site", "link", "premises"}};

// The finding that no site, link or premises has this id; `what` names the kinds searched.
Finding unknown_element(std::string_view what, std::string_view id, const Scenario& scenario,
                        const Reporter& report);

}  // namespace lastmile::io
