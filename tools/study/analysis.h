// What the runs of a study say together: a summary of every figure, and which factor moves it.
#pragma once

#include <array>
#include <functional>

#include "tools/study/block.h"
#include "tools/study/sensitivity.h"
#include "tools/study/summary.h"

namespace lastmile::study {

// Blocks by number, from any thread.
using ReadBlock = std::function<Block(std::uint64_t)>;

// The mean of a figure where a factor is small and where it is large: over its lowest and highest fifth, or
// its lowest and highest level. NaN where there is no value.
struct Swing {
  double at_low = 0;
  double at_high = 0;
};

// One figure of one option. In a sobol design the summary and the swings are those of the independent points.
// Periods count from 1.
struct FigureResult {
  std::size_t option = 0;
  CourseFigure figure = CourseFigure::served_homes;
  FigureSummary summary;
  std::uint64_t undefined = 0;  // of all runs, those that are not refused and have no value
  // By factor:
  std::vector<SobolIndices> sobol;                    // of a sobol design; empty if the figure does not vary
  std::vector<std::optional<Estimate>> correlations;  // of any other design
  std::vector<Swing> swings;
};

// Homes on the rungs over time.
inline constexpr std::array<double, 5> fan_shares = {0.1, 0.25, 0.5, 0.75, 0.9};
using FanMoment = EnumArray<Rung, std::array<double, fan_shares.size()>>;  // quantiles

struct StudyAnalysis {
  std::vector<FigureResult> figures;                                   // by option, then as in the study
  std::uint64_t refused = 0;                                           // runs
  std::optional<std::pair<std::uint64_t, std::string>> first_refused;  // run and reason
  std::vector<std::vector<FanMoment>> fans;  // by option, the start and the end of each period; or empty
};

// Cost: sorts every figure; a bootstrap for each in a sobol design, on all cores. Memory: 128 MiB or one
// figure of all runs, whichever is more, and the factors of all points.
StudyAnalysis analyse(const StudyBase& base, const ReadBlock& read, io::Progress& progress);

}  // namespace lastmile::study
