// Failures taken literally, for tests: who has service when some elements are down, and the availability of
// every premises as a sum over all states. Shares nothing with sim/reliability.
#pragma once

#include <functional>
#include <vector>

#include "models/plant/element.h"
#include "models/reliability/reliability.h"

namespace lastmile::test {

// Whether each premises has an operational final link that is up, from a site that is joined to a source over
// sites and links that are operational and up.
std::vector<bool> up_premises(const Plant& plant, const std::function<bool(Element)>& is_up);

// The operational elements that can fail, alone or by a shared risk.
std::vector<Element> fallible_elements(const Plant& plant, const Reliability& reliability);

// Over all combinations of events, and all states of the elements for each. 0 for premises that are never up.
std::vector<double> enumerated_availability(const Plant& plant, const Reliability& reliability);

// Nothing fails.
Reliability no_failures(const Plant& plant);

// Random figures: at most `elements` of the plant fail by themselves or together, with up to `risks` shared
// risks.
Reliability random_reliability(std::uint64_t seed, const Plant& plant, std::size_t elements,
                               std::size_t risks);

}  // namespace lastmile::test
