// More scenarios or options than fit side by side: the best of them, ranked, and where to find the rest.
// Options with different timelines are not ranked: the first of them are shown.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "tools/cli/terminal/terminal.h"
#include "tools/io/results/courses.h"

namespace lastmile::cli {

// Up to this many are shown side by side.
inline constexpr std::size_t most_side_by_side = 12;

struct RankedRow {
  std::string label;
  std::string currency;
  std::string timeline;             // in words; empty without one
  std::array<double, 4> figures{};  // ranked by the first, then the second, then the lowest third
};

struct Ranking {
  std::string what;                  // scenarios or options
  std::string one;                   // scenario or option
  std::array<std::string, 4> heads;  // the last two are money
  std::vector<RankedRow> rows;       // in the order of the command line; the first is the reference
};

// Homes served at the end, home-years served, value stranded at the end, and spending.
RankedRow ranked_row(const io::OptionCourse& course);
Ranking option_ranking(const Vocabulary& words);
// Homes served, users served, value stranded, and what the missing final links cost.
RankedRow ranked_row(const io::ScenarioReading& reading, const Coverage& coverage);
Ranking scenario_ranking(const Vocabulary& words);

// Cost: O(rows).
std::string ranking_report(const Ranking& ranking, const Terminal& terminal);

}  // namespace lastmile::cli
