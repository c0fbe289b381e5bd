// Sections that several reports share: islands, remedies and the table by area.
#pragma once

#include "tools/cli/reports/page.h"
#include "tools/io/results/findings.h"

namespace lastmile::cli {

// Nothing if there is no island.
void add_islands(Page& page, const Scenario& scenario, const io::Findings& found);
void add_to_serve_everyone(Page& page, const Scenario& scenario, const ToServeEveryone& all);
// Which element upstream to complete next, with all that it brings. Nothing if there is none.
void add_next_upstream(Page& page, const Scenario& scenario, const std::vector<NextUpstream>& next);
// Why no premises lacks its final link alone.
std::string no_next_final_link(const Scenario& scenario, const Coverage& coverage);
void add_areas(Page& page, const Scenario& scenario, const std::vector<AreaFigures>& by_area,
               std::string_view title);
// "620 m", "12.3 km"
std::string distance_words(double metres);
// "the island of 12 sites around cab2, which the design joins to no source; the nearest site that it joins to
// one is pop, 7,170 m from cab2"
std::string island_words(const Scenario& scenario, const Island& island,
                         const std::optional<io::NearestSite>& nearest);

}  // namespace lastmile::cli
