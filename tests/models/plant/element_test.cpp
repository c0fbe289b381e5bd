// One numbering for explicit links and inline drops, and one type for all elements of a plant.
#include "models/plant/element.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "tests/support/plant_builder.h"

namespace lastmile::element_test {
namespace {

using test::Condition;
using test::Drop;
using test::PlantBuilder;

//   S --- A --- [p]   an explicit final link
//         |
//        [q]          an inline drop
struct SmallPlant {
  SmallPlant() {
    s = draw.add_source();
    a = draw.add_site({.state = State::planned, .completion_cost = 5});
    p = draw.add_premises();
    q = draw.add_premises({}, Drop{a, {.state = State::inactive, .value = 30, .completion_cost = 3}});
    feeder = draw.add_link(s, a, {.state = State::failed, .value = 20, .completion_cost = 2}, Tier::feeder);
    drop = draw.add_drop(a, p, {.state = State::planned, .completion_cost = 4});
  }
  PlantBuilder draw;
  SiteId s, a;
  PremisesId p, q;
  LinkId feeder, drop;
};

}  // namespace

TEST_CASE("A link column holds explicit links first and then the inline drop of each premises") {
  const SmallPlant small;
  const Plant& plant = small.draw.plant();
  CHECK(plant.links.state[small.feeder] == State::failed);
  CHECK(plant.links.state[small.drop] == State::planned);
  CHECK(plant.links.state[plant.inline_drop(small.q)] == State::inactive);
  CHECK(plant.links.value[plant.inline_drop(small.q)] == 30);
  CHECK(plant.links.from[plant.inline_drop(small.q)] == small.a);
  CHECK_FALSE(plant.has_inline_drop(small.p));
  CHECK(plant.has_inline_drop(small.q));
  double sum = 0;
  plant.links.completion_cost.for_each([&](double cost) { sum += cost; });
  CHECK(sum == 2 + 4 + 3);
}

TEST_CASE("An element knows its kind, state and money, and whether it is a final link") {
  const SmallPlant small;
  Plant plant = small.draw.plant();
  const LinkId inline_drop = plant.inline_drop(small.q);
  CHECK(state_of(plant, small.a) == State::planned);
  CHECK(state_of(plant, small.feeder) == State::failed);
  CHECK(state_of(plant, inline_drop) == State::inactive);
  CHECK(completion_cost_of(plant, small.a) == 5);
  CHECK(completion_cost_of(plant, small.drop) == 4);
  CHECK(completion_cost_of(plant, inline_drop) == 3);
  CHECK(tier_of(plant, small.feeder) == Tier::feeder);
  CHECK(tier_of(plant, inline_drop) == Tier::drop);
  CHECK_FALSE(is_final_link(plant, Element{small.a}));
  CHECK_FALSE(is_final_link(plant, Element{small.feeder}));
  CHECK(is_final_link(plant, Element{small.drop}));
  CHECK(is_final_link(plant, Element{inline_drop}));
  columns_of(plant, inline_drop).state = State::operational;
  CHECK(final_link(plant, inline_drop).state == State::operational);
}

TEST_CASE("Elements are ordered by kind and then in file order, and one without an index does not exist") {
  const SmallPlant small;
  std::vector<Element> elements = {small.q, small.drop, small.a, small.p, small.feeder, small.s};
  std::sort(elements.begin(), elements.end());
  CHECK((elements == std::vector<Element>{small.s, small.a, small.feeder, small.drop, small.p, small.q}));
  CHECK(Element{small.s}.exists());
  CHECK_FALSE(Element{}.exists());
  CHECK(Element{small.q}.premises() == small.q);
}

}  // namespace lastmile::element_test
