// Sites and links by their ids.
#pragma once

#include <string>
#include <vector>

#include "models/plant/element.h"
#include "tools/io/scenario/reading.h"

namespace lastmile::python {

// In the order of the ids. Throws io::InputRefused with every id that no site or link has, and every id that
// a site and a link share.
std::vector<Element> elements_named(const io::ScenarioReading& reading, const std::vector<std::string>& ids);

}  // namespace lastmile::python
