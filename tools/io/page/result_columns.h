// The results of a scenario as flat columns, one value for each element: what the map of the page draws and
// what its explanations are made of. Users, currency. Cost: O(sites + links + premises).
#pragma once

#include "sim/coverage/coverage.h"

namespace lastmile::io {

struct ResultColumns {
  // Of premises.
  FlatVector<std::uint8_t> rung;
  FlatVector<std::uint16_t> obstacles;  // one bit each, in the order of Obstacle
  FlatVector<LinkId> final_link;        // with which its route ends; none without a route
  FlatVector<double> remedy_cost;       // of the route
  FlatVector<double> releases;          // value that the remedy puts to use, as explain says
  // Of sites, then of explicit links.
  FlatVector<LinkId> best_via;       // a site's link towards the source on the best path; none at a source
  FlatVector<LinkId> live_via;       // the same for connected premises; empty if it is the same
  FlatVector<double> site_users;     // that it can carry
  FlatVector<double> site_served;    // the served ones among them
  FlatVector<double> site_stranded;  // stranded value
  FlatVector<double> link_users;
  FlatVector<double> link_served;
  FlatVector<double> link_stranded;
};

ResultColumns result_columns(const Plant& plant, const Network& network, const Coverage& coverage);

// Calls visit(name, vector) for each column.
template <class Columns, class Visit>
void for_each_result_column(Columns& columns, Visit visit) {
  visit("result.rung", columns.rung);
  visit("result.obstacles", columns.obstacles);
  visit("result.final_link", columns.final_link);
  visit("result.remedy_cost", columns.remedy_cost);
  visit("result.releases", columns.releases);
  visit("result.best_via", columns.best_via);
  visit("result.live_via", columns.live_via);
  visit("result.site_users", columns.site_users);
  visit("result.site_served", columns.site_served);
  visit("result.site_stranded", columns.site_stranded);
  visit("result.link_users", columns.link_users);
  visit("result.link_served", columns.link_served);
  visit("result.link_stranded", columns.link_stranded);
}

}  // namespace lastmile::io
