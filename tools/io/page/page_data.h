// What the page shows, as JSON and columns. The page's script and its engine read both; nothing is computed
// twice: `result` is what `lastmile run --format json` prints, `comparison` and `courses` what `compare`
// prints.
#pragma once

#include <span>
#include <vector>

#include "sim/reliability/reliability_result.h"
#include "tools/io/page/page_blocks.h"
#include "tools/io/results/courses.h"
#include "tools/io/results/findings.h"
#include "tools/io/results/network_plan.h"

namespace lastmile::io {

// A scenario as it stands, with its figures by area.
struct PagedScenario {
  const ScenarioReading* reading;
  const Network* network;
  const Coverage* coverage;
  const Findings* found;
};

// What fails in the first scenario. Without failure rates there is no result.
struct PagedReliability {
  const SingleFailures* failures;
  const ReliabilityResult* result;
};

// What goes onto the page beside what every page shows.
struct PagedExtras {
  const Frontier* frontier = nullptr;  // of the first scenario
};

struct PageData {
  Json page;  // lastmile.page.v1
  PageBlocks blocks;
  bool has_costs = false;  // as what-if needs them; not in files packed by older versions
};

// The map, the figures and what fails are of the first scenario. `courses` are the options of all scenarios,
// recorded with works and premises, or empty; those of the first scenario come first. Cost: O(network) and
// O(premises) for each option.
PageData page_data(std::span<const PagedScenario> scenarios, std::span<const OptionCourse> courses,
                   const PagedReliability& reliability, const PagedExtras& extras = {});

}  // namespace lastmile::io
