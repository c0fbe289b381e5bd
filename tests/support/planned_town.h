// A town with a timeline, to which tests add other keys about time.
#pragma once

#include <string>

#include "tests/support/scenario_folder.h"

namespace lastmile::test {

// Lines 1 to 15 of every scenario below; the timeline is in line 3.
inline const std::string town =
    "lastmile: 1\nname: t\n"
    "timeline: {start: 2027-Q1, periods: 16}\n"
    "sites:\n"
    "  - {id: pop, kind: source, area: centre, lon: 7.0, lat: 50.0}\n"
    "  - {id: cab1, kind: cabinet, area: north, lon: 7.0, lat: 50.1, build_periods: 2}\n"
    "  - {id: cab2, kind: cabinet, area: south, state: planned, cost: 90, lon: 7.0, lat: 49.9}\n"
    "links:\n"
    "  - {id: f1, from: pop, to: cab1, tier: feeder, cost: 50, build_periods: 3}\n"
    "  - {id: f2, from: pop, to: cab2, tier: feeder, state: planned, cost: 60}\n"
    "  - {id: d3, from: cab2, to: h3, tier: drop, state: planned, late_cost: 11, build_periods: 1}\n"
    "premises:\n"
    "  - {id: h1, area: north, lon: 7.01, lat: 50.1, drop: {from: cab1, state: planned, late_cost: 7}}\n"
    "  - {id: h2, area: west, drop: {from: cab1, cost: 5, build_periods: 4}}\n"
    "  - {id: h3}\n";

// The scenario of the town with the lines of `yaml` added.
Scenario scenario_of(const std::string& yaml);
Horizon horizon_of(const std::string& yaml);
// Of a horizon with one option.
RolloutOption only_option(const std::string& yaml);
// Its errors, one a line: file, line, column, path and rule.
std::string errors_of(const std::string& yaml);

}  // namespace lastmile::test
