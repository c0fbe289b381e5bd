// Branch and bound on trees against a table over all sums of money.
#include "sim/planning/tree_branching.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "sim/planning/tree_plan.h"
#include "tests/support/dice.h"

namespace lastmile::test::tree_branching_test {
namespace {

using namespace planning;

// Lumps, such as cabinets, with cheap vertices below them.
PreorderTree random_tree(Dice& dice, std::size_t most) {
  PreorderTree tree;
  const std::size_t n = dice.between(1, most);
  std::vector<std::uint32_t> above(n, none);
  for (std::uint32_t i = 0; i < n; ++i) {
    std::uint32_t parent = i == 0 ? none : i - 1;
    while (parent != none && dice.chance(60)) parent = above[parent];
    above[i] = parent;
    tree.price.push_back(static_cast<Amount>(dice.below(dice.chance(25) ? 60 : 9)));
    tree.prize.push_back(dice.chance(60) ? static_cast<Amount>(dice.below(9)) : 0);
    tree.size.push_back(1);
  }
  for (std::uint32_t i = static_cast<std::uint32_t>(n); i-- > 0;)
    if (above[i] != none) tree.size[above[i]] += tree.size[i];
  return tree;
}

Amount sum(const std::vector<Amount>& amounts) {
  return std::accumulate(amounts.begin(), amounts.end(), Amount{0});
}

// The most prize for each sum of money.
std::vector<Amount> most_prizes(const PreorderTree& tree) {
  const std::size_t n = tree.price.size();
  const auto money = static_cast<std::size_t>(sum(tree.price)) + 1;
  std::vector<std::vector<Amount>> most(n + 1, std::vector<Amount>(money, 0));
  for (std::size_t i = n; i-- > 0;)
    for (std::size_t m = 0; m < money; ++m) {
      most[i][m] = most[i + tree.size[i]][m];
      const auto price = static_cast<std::size_t>(tree.price[i]);
      if (price <= m) most[i][m] = std::max(most[i][m], tree.prize[i] + most[i + 1][m - price]);
    }
  return most.front();
}

void check_tree(const PreorderTree& tree, const TreePlan& plan) {
  std::vector<char> in(tree.price.size(), 0);
  Amount cost = 0, prize = 0;
  for (const std::uint32_t i : plan.taken) {
    in[i] = 1;
    cost += tree.price[i];
    prize += tree.prize[i];
  }
  CHECK(cost == plan.cost);
  CHECK(prize == plan.prize);
  for (std::uint32_t i = 0; i < in.size(); ++i)
    for (std::uint32_t below = i; below < i + tree.size[i]; ++below) CHECK((in[i] || !in[below]));
}

TEST_CASE(
    "branching on the branches of a tree finds and proves the best plan, with short lists in each node") {
  Dice dice(31);
  int branched = 0;
  for (int round = 0; round < 2000; ++round) {
    CAPTURE(round);
    const PreorderTree tree = random_tree(dice, 60);
    const std::vector<Amount> most = most_prizes(tree);
    const std::size_t budget = dice.below(most.size());
    const BranchingEffort effort{.most_states = dice.chance(50) ? 20U : 2000U};
    TreePlan nothing;
    nothing.feasible = true;
    nothing.bound = sum(tree.prize);
    const TreePlan plan = close_by_branching(tree, true, static_cast<Amount>(budget), nothing, {}, effort);
    check_tree(tree, plan);
    CHECK(plan.cost <= static_cast<Amount>(budget));
    CHECK(plan.prize == most[budget]);
    CHECK(plan.bound == plan.prize);
    CHECK(!plan.is_work_limited);
    const TreePlan limited = close_by_branching(tree, true, static_cast<Amount>(budget), nothing, {},
                                                {.most_states = 20, .most_work = 0});
    CHECK(limited.prize <= most[budget]);
    CHECK(limited.bound >= most[budget]);
    CHECK(limited.is_work_limited == (limited.prize < limited.bound));
    branched += limited.is_work_limited ? 1 : 0;

    const Amount target = static_cast<Amount>(dice.below(static_cast<std::size_t>(sum(tree.prize)) + 1));
    const auto least = std::lower_bound(most.begin(), most.end(), target) - most.begin();
    TreePlan all;
    all.feasible = true;
    all.cost = sum(tree.price);
    all.prize = sum(tree.prize);
    all.taken.resize(tree.price.size());
    std::iota(all.taken.begin(), all.taken.end(), 0U);
    const TreePlan cheapest = close_by_branching(tree, false, target, all, {}, effort);
    check_tree(tree, cheapest);
    CHECK(cheapest.prize >= target);
    CHECK(cheapest.cost == least);
    CHECK(cheapest.bound == cheapest.cost);
  }
  CHECK(branched > 500);
}

TEST_CASE("a plan for a budget on a tree is also the cheapest of those that serve as many") {
  Dice dice(32);
  for (int round = 0; round < 2000; ++round) {
    CAPTURE(round);
    const PreorderTree tree = random_tree(dice, 40);
    const std::vector<Amount> most = most_prizes(tree);
    const std::size_t budget = dice.below(most.size());
    const TreePlan plan = most_within_budget(tree, static_cast<Amount>(budget), {});
    CHECK(plan.prize == most[budget]);
    CHECK(plan.cost == std::lower_bound(most.begin(), most.end(), plan.prize) - most.begin());
  }
}

}  // namespace
}  // namespace lastmile::test::tree_branching_test
