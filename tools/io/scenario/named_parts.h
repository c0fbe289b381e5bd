// Elements and options that a command line or a script names.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/plant/element.h"
#include "tools/io/scenario/reading.h"

namespace lastmile::io {

// The sites and links with these ids, in their order. `by` is what names them, for messages: a flag, or
// nothing. Throws InputRefused about the scenario at `path`, with every id that no site or link has, and
// every id that a site and a link share.
std::vector<Element> elements_named(const std::string& path, const Scenario& scenario,
                                    std::span<const std::string> ids, std::string_view by = {});

// The option of that name, of a scenario with a timeline; the name may be empty if there is only one option.
// `by` is what names it. Throws InputRefused.
const RolloutOption& option_named(const ScenarioReading& reading, std::string_view name, std::string_view by);

}  // namespace lastmile::io
