// Max-min shares against a slow filling algorithm, and the conditions that prove every solution.
#include "sim/service/max_min.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "tests/support/approx.h"
#include "tests/support/dice.h"
#include "tests/support/service_oracle.h"

namespace lastmile::max_min_test {
namespace {

// A flow that holds its resources, and the shares of a list of them.
struct OwnFlow {
  double weight = 0;
  double cap = 0;
  std::vector<std::uint32_t> resources;
  operator Flow() const { return {weight, cap, resources}; }  // NOLINT(google-explicit-constructor)
};

class Shares : public MaxMinShares {
 public:
  Shares(std::vector<double> capacities, const std::vector<OwnFlow>& flows)
      : MaxMinShares(std::move(capacities), packed(flows)) {}

 private:
  static Flows packed(const std::vector<OwnFlow>& flows) {
    Flows all;
    for (const OwnFlow& flow : flows) all.add(flow);
    return all;
  }
};

using test::about;
using test::Dice;

struct Sharing {
  std::vector<double> capacities;
  std::vector<OwnFlow> flows;
};

enum class Amounts {
  whole,  // weights, caps and capacities are small whole numbers: much is equal, much is full at once
  rough,  // 53 random bits
};

OwnFlow random_flow(Dice& dice, std::size_t resources, Amounts amounts, std::size_t small_cap_percent) {
  OwnFlow flow;
  const bool is_small = dice.chance(small_cap_percent);
  if (amounts == Amounts::whole) {
    flow.weight = static_cast<double>(dice.between(1, 4));
    flow.cap = static_cast<double>(is_small ? dice.between(0, 3) : dice.between(0, 40));
  } else {
    flow.weight = 0.01 + 5 * dice.fraction();
    flow.cap = (is_small ? 2 : 60) * dice.fraction();
  }
  if (dice.chance(30)) {
    flow.resources.push_back(static_cast<std::uint32_t>(dice.below(resources)));
    return flow;
  }
  const std::size_t percent = dice.one_of(std::array<std::size_t, 3>{15, 40, 80});
  for (std::uint32_t r = 0; r < resources; ++r)
    if (dice.chance(percent)) flow.resources.push_back(r);
  return flow;
}

Sharing random_sharing(Dice& dice, Amounts amounts) {
  Sharing sharing;
  const std::size_t resources = dice.between(1, 5);
  const std::size_t flows = dice.between(0, 9);
  const std::size_t small_cap_percent = dice.one_of(std::array<std::size_t, 4>{0, 30, 60, 100});
  for (std::size_t r = 0; r < resources; ++r) {
    if (dice.chance(8)) {
      sharing.capacities.push_back(0);
    } else if (amounts == Amounts::whole) {
      sharing.capacities.push_back(static_cast<double>(dice.between(1, 30)));
    } else {
      sharing.capacities.push_back(40 * dice.fraction());
    }
  }
  for (std::size_t f = 0; f < flows; ++f)
    sharing.flows.push_back(random_flow(dice, resources, amounts, small_cap_percent));
  return sharing;
}

std::string describe(const Sharing& sharing) {
  std::ostringstream text;
  text.precision(17);
  text << "capacities";
  for (const double capacity : sharing.capacities) text << ' ' << capacity;
  for (const OwnFlow& flow : sharing.flows) {
    text << "\nweight " << flow.weight << " cap " << flow.cap << " over";
    for (const std::uint32_t r : flow.resources) text << ' ' << r;
  }
  return text.str();
}

// check(sharing, dice) on many small networks.
template <class Check>
void on_random_sharings(Check check) {
  constexpr std::uint64_t seeds = 4000;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    for (const Amounts amounts : {Amounts::whole, Amounts::rough}) {
      Dice dice(seed);
      const Sharing sharing = random_sharing(dice, amounts);
      CAPTURE(seed);
      INFO(describe(sharing));
      check(sharing, amounts, dice);
    }
  }
}

std::vector<double> solve(const Sharing& sharing) {
  const Shares shares(sharing.capacities, sharing.flows);
  std::vector<double> rates;
  for (std::size_t f = 0; f < sharing.flows.size(); ++f) rates.push_back(shares.rate(f));
  return rates;
}

std::vector<double> solve_slowly(const Sharing& sharing) {
  std::vector<oracle::FlowOnPath> flows;
  for (const OwnFlow& flow : sharing.flows)
    flows.push_back({flow.weight, flow.cap, {flow.resources.begin(), flow.resources.end()}});
  return oracle::fill_slowly(sharing.capacities, flows);
}

bool passes(const OwnFlow& flow, std::size_t resource) {
  return std::find(flow.resources.begin(), flow.resources.end(), resource) != flow.resources.end();
}

double load_of(const Sharing& sharing, const std::vector<double>& rates, std::size_t resource) {
  double load = 0;
  for (std::size_t f = 0; f < rates.size(); ++f)
    if (passes(sharing.flows[f], resource)) load += sharing.flows[f].weight * rates[f];
  return load;
}

double most_on(const Sharing& sharing, const std::vector<double>& rates, std::size_t resource) {
  double most = 0;
  for (std::size_t f = 0; f < rates.size(); ++f)
    if (passes(sharing.flows[f], resource)) most = std::max(most, rates[f]);
  return most;
}

constexpr double rounding = 1e-9;

// What keeps the flow from rising.
bool has_proof(const Sharing& sharing, const std::vector<double>& rates, std::size_t flow) {
  const OwnFlow& mine = sharing.flows[flow];
  if (rates[flow] >= mine.cap * (1 - rounding)) return true;
  return std::any_of(mine.resources.begin(), mine.resources.end(), [&](std::uint32_t r) {
    return load_of(sharing, rates, r) >= sharing.capacities[r] * (1 - rounding) &&
           most_on(sharing, rates, r) <= rates[flow] * (1 + rounding);
  });
}

void check_proof(const Sharing& sharing, const std::vector<double>& rates) {
  for (std::size_t f = 0; f < rates.size(); ++f) {
    CAPTURE(f);
    CHECK(rates[f] >= 0);
    CHECK(rates[f] <= sharing.flows[f].cap);
    CHECK(has_proof(sharing, rates, f));
  }
  for (std::size_t r = 0; r < sharing.capacities.size(); ++r) {
    CAPTURE(r);
    CHECK(load_of(sharing, rates, r) <= sharing.capacities[r] * (1 + rounding));
  }
}

void check_one_more(const Sharing& sharing, const OwnFlow& flow) {
  CAPTURE(flow.weight);
  CAPTURE(flow.cap);
  Sharing with_it = sharing;
  with_it.flows.push_back(flow);
  INFO("with one more: " << describe(with_it));
  const Shares shares(sharing.capacities, sharing.flows);
  CHECK(shares.rate_of_one_more(flow) == about(solve_slowly(with_it).back()));
  CHECK(shares.rate_of_one_more(flow) == about(solve(with_it).back()));
}

}  // namespace

TEST_CASE("Max-min shares equal those of a slow filling algorithm") {
  on_random_sharings([](const Sharing& sharing, Amounts, Dice&) {
    const std::vector<double> rates = solve(sharing);
    const std::vector<double> expected = solve_slowly(sharing);
    REQUIRE(rates.size() == expected.size());
    for (std::size_t f = 0; f < rates.size(); ++f) {
      CAPTURE(f);
      CHECK(rates[f] == about(expected[f]));
    }
  });
}

TEST_CASE(
    "Every flow is at its cap or has the highest rate on a full resource, and no resource is over capacity") {
  on_random_sharings([](const Sharing& sharing, Amounts, Dice&) { check_proof(sharing, solve(sharing)); });
}

TEST_CASE("The shares of a thousand flows also satisfy the max-min conditions") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    Sharing sharing;
    for (std::size_t r = 0; r < 40; ++r) sharing.capacities.push_back(3000 * dice.fraction());
    for (std::size_t f = 0; f < 1000; ++f) {
      OwnFlow flow{0.1 * static_cast<double>(dice.between(1, 30)), 100 * dice.fraction(), {}};
      for (std::uint32_t r = 0; r < 40; ++r)
        if (dice.chance(10)) flow.resources.push_back(r);
      sharing.flows.push_back(flow);
    }
    check_proof(sharing, solve(sharing));
  }
}

TEST_CASE("One more flow gets the same rate as in a full new solution") {
  on_random_sharings([](const Sharing& sharing, Amounts amounts, Dice& dice) {
    check_one_more(sharing, random_flow(dice, sharing.capacities.size(), amounts, 30));
    OwnFlow boundless = random_flow(dice, sharing.capacities.size(), amounts, 0);
    boundless.cap = 1000;
    check_one_more(sharing, boundless);
    boundless.weight = 1e-3;
    check_one_more(sharing, boundless);
    if (!sharing.flows.empty()) check_one_more(sharing, sharing.flows[dice.below(sharing.flows.size())]);
  });
}

TEST_CASE("One more flow with weight 0 gets the same rate as one with a tiny weight") {
  on_random_sharings([](const Sharing& sharing, Amounts amounts, Dice& dice) {
    if (amounts == Amounts::whole) return;  // full just where all have reached their caps: anything goes
    OwnFlow flow = random_flow(dice, sharing.capacities.size(), amounts, 30);
    flow.weight = 0;
    // A resource without capacity and flows is never full for a flow without weight.
    std::erase_if(flow.resources, [&](std::uint32_t r) { return sharing.capacities[r] == 0; });
    check_one_more(sharing, flow);
  });
  const Sharing two_equal{{10}, {{1, 100, {0}}, {1, 100, {0}}}};
  check_one_more(two_equal, {0, 100, {0}});
  const Sharing three_equal{{10}, {{1, 100, {0}}, {1, 100, {0}}, {1, 100, {0}}}};
  check_one_more(three_equal, {0, 100, {0}});
}

TEST_CASE("One more flow never raises the smallest share") {
  on_random_sharings([](const Sharing& sharing, Amounts amounts, Dice& dice) {
    if (sharing.flows.empty()) return;
    const std::vector<double> before = solve(sharing);
    Sharing with_it = sharing;
    with_it.flows.push_back(random_flow(dice, sharing.capacities.size(), amounts, 30));
    std::vector<double> after = solve(with_it);
    const double least = *std::min_element(before.begin(), before.end());
    CHECK(*std::min_element(after.begin(), after.end()) <= least * (1 + rounding));
    after.pop_back();
    CHECK(*std::min_element(after.begin(), after.end()) <= least * (1 + rounding));
  });
}

TEST_CASE("A flow of weight n equals n flows of weight one") {
  on_random_sharings([](const Sharing& sharing, Amounts amounts, Dice& dice) {
    if (amounts == Amounts::rough) return;
    const std::vector<double> together = solve(sharing);
    Sharing apart{sharing.capacities, {}};
    std::vector<double> expected;
    for (std::size_t f = 0; f < sharing.flows.size(); ++f) {
      for (double n = 0; n < sharing.flows[f].weight; ++n) {
        apart.flows.push_back(sharing.flows[f]);
        apart.flows.back().weight = 1;
        expected.push_back(together[f]);
      }
    }
    const std::vector<double> rates = solve(apart);
    REQUIRE(rates.size() == expected.size());
    for (std::size_t i = 0; i < rates.size(); ++i) CHECK(rates[i] == about(expected[i]));
    const OwnFlow more = random_flow(dice, sharing.capacities.size(), amounts, 30);
    CHECK(Shares(apart.capacities, apart.flows).rate_of_one_more(more) ==
          about(Shares(sharing.capacities, sharing.flows).rate_of_one_more(more)));
  });
}

TEST_CASE("The order of flows and resources does not matter") {
  on_random_sharings([](const Sharing& sharing, Amounts, Dice&) {
    const std::vector<double> rates = solve(sharing);
    const auto last = static_cast<std::uint32_t>(sharing.capacities.size() - 1);
    Sharing reversed{{sharing.capacities.rbegin(), sharing.capacities.rend()},
                     {sharing.flows.rbegin(), sharing.flows.rend()}};
    for (OwnFlow& flow : reversed.flows)
      for (std::uint32_t& r : flow.resources) r = last - r;
    const std::vector<double> again = solve(reversed);
    for (std::size_t f = 0; f < rates.size(); ++f) CHECK(again[rates.size() - 1 - f] == about(rates[f]));
  });
}

// What is left for the last ones is a difference of large sums.
TEST_CASE("Rounding errors do not add up where very many flows stop before the last") {
  constexpr std::size_t many = 100'000;
  constexpr double each = 0.1;
  Dice dice(7);
  Sharing sharing{{0}, {}};
  long double used = 0;
  for (std::size_t f = 0; f < many; ++f) {
    OwnFlow flow{each * static_cast<double>(dice.between(1, 500)), 1 + dice.fraction(), {0}};
    used += static_cast<long double>(flow.weight) * flow.cap;
    sharing.flows.push_back(flow);
  }
  constexpr double left = 1;
  sharing.capacities[0] = static_cast<double>(used + left);
  sharing.flows.push_back({each, 1000, {0}});
  const auto expected = static_cast<double>((sharing.capacities[0] - used) / each);
  CHECK(solve(sharing).back() == doctest::Approx(expected).epsilon(1e-6));
}

TEST_CASE("Max-min shares equal those of textbook networks") {
  // Bertsekas and Gallager, Data Networks, 6.5.2: one flow over all links of a line, one over each.
  const Sharing line{{1, 1, 2}, {{1, 9, {0, 1, 2}}, {1, 9, {0}}, {1, 9, {1}}, {1, 9, {2}}}};
  const std::vector<double> rates = solve(line);
  CHECK(rates[0] == about(0.5));
  CHECK(rates[1] == about(0.5));
  CHECK(rates[2] == about(0.5));
  CHECK(rates[3] == about(1.5));
  check_one_more(line, {1, 9, {2}});
  CHECK(Shares(line.capacities, line.flows).rate_of_one_more(OwnFlow{1, 9, {2}}) == about(0.75));

  const Sharing alone{{}, {{3, 7, {}}}};
  CHECK(solve(alone).front() == 7);
  check_one_more(alone, {1, 5, {}});

  const Sharing closed{{0}, {{1, 7, {0}}}};
  CHECK(solve(closed).front() == 0);
  check_one_more(closed, {1, 5, {0}});
}

}  // namespace lastmile::max_min_test
