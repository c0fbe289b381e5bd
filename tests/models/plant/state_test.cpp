// The meaning of each state: whether it is built, carries service and belongs to the design.
#include "models/plant/state.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "models/plant/tier.h"

namespace lastmile::state_test {
namespace {

struct Meaning {
  State state;
  std::string_view written;
  bool built;
  bool carries;
  bool design;
};

constexpr std::array<Meaning, 7> table = {{
    {State::operational, "operational", true, true, true},
    {State::failed, "failed", true, false, true},
    {State::inactive, "inactive", true, false, true},
    {State::under_construction, "under_construction", false, false, true},
    {State::planned, "planned", false, false, true},
    {State::proposed, "proposed", false, false, false},
    {State::decommissioned, "decommissioned", false, false, false},
}};

}  // namespace

TEST_CASE("Each state is built, carries service and belongs to the design according to the table") {
  CHECK(table.size() == state_names.size());
  for (const Meaning& row : table) {
    CAPTURE(row.written);
    CHECK(name(row.state) == row.written);
    CHECK(is_built(row.state) == row.built);
    CHECK(carries_service(row.state) == row.carries);
    CHECK(in_design(row.state) == row.design);
  }
}

TEST_CASE("An element is missing if it is in the design and not built") {
  for (const Meaning& row : table) {
    CAPTURE(row.written);
    CHECK(is_missing(row.state) == (row.design && !row.built));
  }
}

TEST_CASE("An element that carries service is built, and a built element belongs to the design") {
  for (const Meaning& row : table) {
    CHECK((!carries_service(row.state) || is_built(row.state)));
    CHECK((!is_built(row.state) || in_design(row.state)));
  }
}

TEST_CASE("The tiers are ordered from the core to the premises, and their names are unique") {
  CHECK(name(Tier::backbone) == "backbone");
  CHECK(name(Tier::feeder) == "feeder");
  CHECK(name(Tier::distribution) == "distribution");
  CHECK(name(Tier::drop) == "drop");
  CHECK((Tier::backbone < Tier::feeder && Tier::feeder < Tier::distribution &&
         Tier::distribution < Tier::drop));
  CHECK(std::set(tier_names.begin(), tier_names.end()).size() == tier_names.size());
  CHECK(std::set(state_names.begin(), state_names.end()).size() == state_names.size());
}

}  // namespace lastmile::state_test
