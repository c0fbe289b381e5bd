// What each state means: whether it is built, carries traffic and belongs to the design.
#include "models/plant/state.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "models/plant/tier.h"

namespace lastmile {
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

TEST_CASE("Each state is built, carries service and belongs to the design as the table says") {
  CHECK(table.size() == state_names.size());
  for (const Meaning& row : table) {
    CAPTURE(row.written);
    CHECK(name(row.state) == row.written);
    CHECK(is_built(row.state) == row.built);
    CHECK(carries_service(row.state) == row.carries);
    CHECK(in_design(row.state) == row.design);
  }
}

TEST_CASE("Missing is what the design has and nobody built") {
  for (const Meaning& row : table) {
    CAPTURE(row.written);
    CHECK(is_missing(row.state) == (row.design && !row.built));
  }
}

TEST_CASE("What carries service is built, and what is built belongs to the design") {
  for (const Meaning& row : table) {
    CHECK((!carries_service(row.state) || is_built(row.state)));
    CHECK((!is_built(row.state) || in_design(row.state)));
  }
}

TEST_CASE("The tiers lead from the core to the door, and no two names are the same") {
  CHECK(name(Tier::backbone) == "backbone");
  CHECK(name(Tier::feeder) == "feeder");
  CHECK(name(Tier::distribution) == "distribution");
  CHECK(name(Tier::drop) == "drop");
  CHECK((Tier::backbone < Tier::feeder && Tier::feeder < Tier::distribution &&
         Tier::distribution < Tier::drop));
  CHECK(std::set(tier_names.begin(), tier_names.end()).size() == tier_names.size());
  CHECK(std::set(state_names.begin(), state_names.end()).size() == state_names.size());
}

}  // namespace lastmile
