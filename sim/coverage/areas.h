// Every count, cause and amount by area.
//
// Areas are fixed on the scenario as written. A premises counts in its own area, else in that of the site of
// its first final link in file order; a site in its own; a backbone link in the area of the end with more
// elements on its best path (of equals the later in file order; an end without a path counts as farther),
// else in the other end's; a final link in its premises' area. What has none counts in the area "none".
#pragma once

#include <functional>
#include <vector>

#include "models/plant/element.h"
#include "sim/coverage/charges.h"

namespace lastmile {

// Where everything counts: areas are numbered by first appearance, and after them comes the area "none".
struct AreaMap {
  std::size_t named = 0;
  IdVector<SiteId, AreaId> of_site;
  IdVector<PremisesId, AreaId> of_premises;  // and of its final links
  IdVector<LinkId, AreaId> of_link;          // of backbone links only

  AreaId none() const { return AreaId{named}; }
  std::size_t size() const { return named + 1; }
  AreaId of(const Plant& plant, Element e) const {  // a site or link
    if (e.is_site()) return of_site[e.site()];
    return is_final_link(plant, e) ? of_premises[final_link(plant, e.link()).premises] : of_link[e.link()];
  }
};

// From the areas as written, AreaId::none() where there is none.
// Cost: O(sites + links + premises).
AreaMap map_areas(const RoutedPlant& as_written, std::size_t named, IdVector<SiteId, AreaId> of_sites,
                  IdVector<PremisesId, AreaId> of_premises);

// Fractions where orders are an expectation. Over all areas they add up to the figures of the whole.
struct AreaFigures {
  EnumArray<Rung, ExpectedTally> ladder;        // cumulative; by the premises' area
  EnumArray<Obstacle, ExpectedCause> unserved;  // by the premises' area
  StrandedByCause stranded;                     // by the element's area
  std::uint64_t elements = 0;
  BooksByTier by_tier;
  Books backbone;
  FinalLinkBooks final_links;

  bool is_empty() const { return ladder[Rung::located].premises == 0 && elements == 0; }
};

// Which part of a premises' users takes the service, from 0 to 1.
using CustomerShare = std::function<double(PremisesId)>;
CustomerShare subscribed_share(const Plant& plant);

// In the order of the areas, "none" last. `ledger` counts the same customers.
// Cost: O(premises + (sites + links) x causes that occur) time, O(areas x causes + blocks x causes that
// occur) memory.
std::vector<AreaFigures> figures_by_area(const RoutedPlant& routed, const Standings& standings,
                                         const Ledger& ledger, const AreaMap& areas,
                                         const CustomerShare& customers);

}  // namespace lastmile
