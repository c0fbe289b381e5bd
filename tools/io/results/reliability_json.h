// What fails and who notices, as JSON: lastmile.reliability.v1, and lastmile.element_failure.v1 for one
// element.
#pragma once

#include "sim/reliability/reliability_result.h"
#include "tools/io/base/json.h"
#include "tools/io/problems/problem.h"
#include "tools/io/results/findings.h"
#include "tools/io/scenario/reading.h"

namespace lastmile::io {

// Numbers for the ids of all elements and the names of the risks. Cost: O(elements) on all cores.
DrawKeys draw_keys(const Scenario& scenario);

// The elements that the risk can take down.
std::uint64_t operational_elements_of(const Plant& plant, const SharedRisk& risk);

// Of one area, in the order of Findings::by_area.
using OutlookByArea = std::vector<Outlook>;
OutlookByArea outlook_by_area(const Scenario& scenario, const RoutedPlant& routed,
                              const Availability& availability);

// What single elements cut off if they fail, in this order.
Json single_failures_json(const Scenario& scenario, std::span<const SingleFailure> failures);

// `found` and `by_area` are empty unless results by area are asked for.
Json reliability_json(const ScenarioReading& reading, const ReliabilityResult& result, const Findings& found,
                      const OutlookByArea& by_area);

// Who is cut off if one element fails: premises that are connected now, in file order.
struct ElementFailure {
  SingleFailure failure;
  std::vector<PremisesId> premises;
};
ElementFailure failure_of(const Plant& plant, const SingleFailures& failures, Element element);
Json element_failure_json(const Scenario& scenario, const ElementFailure& told);

// That the scenario gives no failure rates.
ProblemList nothing_fails_note(const ScenarioReading& reading);
// That nothing fails, how many premises have estimates only, and what is left out.
ProblemList reliability_notes(const ScenarioReading& reading, const ReliabilityResult& result);

}  // namespace lastmile::io
