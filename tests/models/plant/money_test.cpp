// The money rules of one element, against a table worked out by hand from the definitions: `value` is by
// default the cost if built, else 0; `completion_cost` is by default cost - value if not built, never below
// 0, else 0; that of an operational element is 0 whatever is written.
#include "models/plant/money.h"

#include <doctest/doctest.h>

#include <vector>

namespace lastmile::money_test {
namespace {

constexpr std::optional<double> none = std::nullopt;

struct Row {
  MoneyAsWritten written;  // cost, value, completion_cost
  double value;
  double completion_cost;
};

void check_rows(State state, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(name(state));
    CAPTURE(row.written.cost.value_or(-1));
    CAPTURE(row.written.value.value_or(-1));
    CAPTURE(row.written.completion_cost.value_or(-1));
    CHECK(value_of(row.written, state) == row.value);
    CHECK(completion_cost_of(row.written, state) == row.completion_cost);
  }
}

}  // namespace

TEST_CASE("An operational element is worth its cost or the given value, and costs nothing to complete") {
  check_rows(State::operational, {{{none, none, none}, 0, 0},
                                  {{100, none, none}, 100, 0},
                                  {{none, 30, none}, 30, 0},
                                  {{none, none, 7}, 0, 0},
                                  {{100, 30, none}, 30, 0},
                                  {{100, none, 7}, 100, 0},
                                  {{none, 30, 7}, 30, 0},
                                  {{100, 30, 7}, 30, 0},
                                  {{100, 0, none}, 0, 0},
                                  {{30, 100, none}, 100, 0}});
}

TEST_CASE(
    "A failed or inactive element is worth its cost or the given value, and by default costs nothing to "
    "complete") {
  for (const State state : {State::failed, State::inactive}) {
    check_rows(state, {{{none, none, none}, 0, 0},
                       {{100, none, none}, 100, 0},
                       {{none, 30, none}, 30, 0},
                       {{none, none, 7}, 0, 7},
                       {{100, 30, none}, 30, 0},
                       {{100, none, 7}, 100, 7},
                       {{none, 30, 7}, 30, 7},
                       {{100, 30, 7}, 30, 7},
                       {{100, 0, 0}, 0, 0},
                       {{100, none, 250}, 100, 250}});
  }
}

TEST_CASE("An unbuilt element is worth nothing or the given value, and costs the remainder to complete") {
  for (const State state :
       {State::under_construction, State::planned, State::proposed, State::decommissioned}) {
    check_rows(state, {{{none, none, none}, 0, 0},
                       {{100, none, none}, 0, 100},
                       {{none, 30, none}, 30, 0},
                       {{none, none, 7}, 0, 7},
                       {{100, 30, none}, 30, 70},
                       {{100, none, 7}, 0, 7},
                       {{none, 30, 7}, 30, 7},
                       {{100, 30, 7}, 30, 7},
                       {{100, 130, none}, 130, 0},
                       {{100, 100, none}, 100, 0},
                       {{100, 30, 0}, 30, 0},
                       {{0, none, none}, 0, 0}});
  }
}

}  // namespace lastmile::money_test
