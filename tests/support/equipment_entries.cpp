#include "tests/support/equipment_entries.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tools/io/equipment/equipment.h"

namespace lastmile::test {

const Medium& medium(const Equipment& equipment, std::string_view name) {
  const auto found = std::find_if(equipment.media.begin(), equipment.media.end(),
                                  [&](const Medium& one) { return one.name == name; });
  REQUIRE(found != equipment.media.end());
  return *found;
}

const Technology& technology(const Equipment& equipment, std::string_view name) {
  const auto found = std::find_if(equipment.technologies.begin(), equipment.technologies.end(),
                                  [&](const Technology& one) { return one.name == name; });
  REQUIRE(found != equipment.technologies.end());
  return *found;
}

const Technology& standard(std::string_view name) {
  return technology(io::standard_equipment(), name);
}

}  // namespace lastmile::test
