// Plans against brute force over all sets of edges, on small random graphs.
#include "sim/planning/solve_plan.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <optional>
#include <utility>

#include "sim/support/parallel.h"
#include "tests/support/dice.h"

namespace lastmile::test::solve_plan_test {
namespace {

using namespace planning;

RootedGraph random_graph(Dice& dice, bool tree) {
  RootedGraph graph;
  const std::size_t n = dice.between(1, 8);
  graph.add_vertices(n);
  const double unit = dice.chance(50) ? 1 : 0.25;
  const std::size_t dearest = dice.chance(50) ? 4 : 60;
  graph.root = static_cast<Vertex>(dice.below(n));
  for (Vertex v = 0; v < n; ++v) {
    graph.vertex_cost[v] = dice.chance(40) ? static_cast<double>(dice.below(dearest)) * unit : 0;
    graph.prize[v] = dice.chance(60) ? static_cast<double>(dice.below(dearest)) * unit : 0;
  }
  const auto join = [&](std::size_t a, std::size_t b) {
    graph.edges.push_back(
        {static_cast<Vertex>(a), static_cast<Vertex>(b), static_cast<double>(dice.below(dearest)) * unit});
  };
  for (std::size_t v = 1; v < n; ++v)
    if (dice.chance(95)) join(v, dice.below(v));
  if (!tree && n > 1)
    for (std::size_t more = dice.below(5); more-- > 0;) join(dice.below(n), dice.below(n));
  // Works are vertices and edges that cost something, and some that do not.
  if (dice.chance(70)) {
    for (Vertex v = 0; v < n; ++v)
      graph.vertex_work[v] = v != graph.root && (graph.vertex_cost[v] > 0 || dice.chance(40));
    for (const auto& e : graph.edges) graph.edge_work.push_back(e.cost > 0 || dice.chance(40) ? 1 : 0);
  }
  // A few premises with several final links: leaves by nature, never the root.
  if (!tree)
    for (Vertex v = 0; v < n; ++v) graph.leaf_only[v] = v != graph.root && dice.chance(15);
  return graph;
}

struct Tree {
  double cost = 0, prize = 0;
  int works = 0;
  bool has_musts = true;
};

// Visits every tree around the root that passes through no leaf-only vertex.
template <class Visit>
void for_each_tree(const RootedGraph& graph, Visit visit) {
  const std::size_t m = graph.edges.size();
  for (std::uint32_t set = 0; set < (1U << m); ++set) {
    std::uint32_t in = 1U << graph.root;
    std::vector<int> degree(graph.vertex_count(), 0);
    std::uint32_t used = 0;
    for (bool grown = true; grown;) {
      grown = false;
      for (std::size_t e = 0; e < m; ++e) {
        if (!(set >> e & 1) || (used >> e & 1)) continue;
        const auto& edge = graph.edges[e];
        const bool a = in >> edge.a & 1, b = in >> edge.b & 1;
        if (a == b) continue;
        in |= 1U << edge.a | 1U << edge.b;
        used |= 1U << e;
        ++degree[edge.a];
        ++degree[edge.b];
        grown = true;
      }
    }
    if (used != set) continue;  // a cycle, or a part of its own
    Tree tree;
    bool legal = true;
    for (Vertex v = 0; v < graph.vertex_count(); ++v) {
      if (graph.must[v] && !(in >> v & 1)) tree.has_musts = false;
      if (!(in >> v & 1)) continue;
      if (v != graph.root) tree.cost += graph.vertex_cost[v];
      if (graph.vertex_work[v]) ++tree.works;
      if (graph.leaf_only[v] && degree[v] > 1) legal = false;
      tree.prize += graph.prize[v];
    }
    for (EdgeIndex e = 0; e < m; ++e) {
      if (!(set >> e & 1)) continue;
      tree.cost += graph.edges[e].cost;
      if (graph.is_work(e)) ++tree.works;
    }
    if (legal) visit(tree);
  }
}

// The best objective, of plans that reach it the least cost, and of those the fewest works; none where no
// tree will do.
struct Best {
  double objective, cost;
  int works;
};
std::optional<Best> best_of(const RootedGraph& graph, const PlanRequest& request) {
  double all = 0;
  for (const double p : graph.prize) all += p;
  std::optional<Best> best;
  for_each_tree(graph, [&](const Tree& tree) {
    if (!tree.has_musts) return;
    double objective = 0;
    bool most = false;
    switch (request.question) {
      case Question::prize_collecting: objective = tree.cost + all - tree.prize; break;
      case Question::steiner: objective = tree.cost; break;
      case Question::budget:
        if (tree.cost > request.amount) return;
        objective = tree.prize;
        most = true;
        break;
      case Question::target:
        if (tree.prize < request.amount) return;
        objective = tree.cost;
        break;
      case Question::value:
        objective = request.amount * (tree.prize - graph.prize[graph.root]) - tree.cost;
        most = true;
        break;
    }
    const bool better = !best || (most ? objective > best->objective : objective < best->objective) ||
                        (objective == best->objective &&
                         std::pair(tree.cost, tree.works) < std::pair(best->cost, best->works));
    if (better) best = {objective, tree.cost, tree.works};
  });
  return best;
}

// The plan is a tree around the root that costs and collects what it says.
void check_tree(const RootedGraph& graph, const GraphPlan& plan) {
  double cost = 0, prize = graph.prize[graph.root];
  std::vector<char> in(graph.vertex_count(), 0);
  in[graph.root] = 1;
  std::size_t joined = 0;
  for (bool grown = true; grown;) {
    grown = false;
    for (const EdgeIndex e : plan.edges) {
      const auto& [a, b, c] = graph.edges[e];
      if (in[a] == in[b]) continue;
      const Vertex v = in[a] ? b : a;
      in[v] = 1;
      cost += c + graph.vertex_cost[v];
      prize += graph.prize[v];
      ++joined;
      grown = true;
    }
  }
  CHECK(joined == plan.edges.size());
  CHECK(plan.cost == doctest::Approx(cost));
  CHECK(plan.prize == doctest::Approx(prize));
}

int works_in(const RootedGraph& graph, const GraphPlan& plan) {
  std::vector<char> in(graph.vertex_count(), 0);
  int works = 0;
  for (const EdgeIndex e : plan.edges) {
    works += graph.is_work(e) ? 1 : 0;
    in[graph.edges[e].a] = in[graph.edges[e].b] = 1;
  }
  for (Vertex v = 0; v < in.size(); ++v) works += in[v] && graph.vertex_work[v] ? 1 : 0;
  return works;
}

void compare(const RootedGraph& graph, const PlanRequest& request) {
  CAPTURE(static_cast<int>(request.question));
  CAPTURE(request.amount);
  const std::optional<Best> best = best_of(graph, request);
  const GraphPlan plan = solve_plan(graph, request, {});
  REQUIRE((plan.status == GraphPlan::Status::found) == best.has_value());
  if (!best) return;
  check_tree(graph, plan);
  CHECK(plan.objective == doctest::Approx(best->objective));
  CHECK(plan.bound == doctest::Approx(plan.objective));
  CHECK(plan.proven_optimal());
  if (request.question == Question::prize_collecting) return;  // says nothing of the cost
  CHECK(plan.cost == doctest::Approx(best->cost));
  CHECK(works_in(graph, plan) == best->works);
}

PlanRequest random_request(Dice& dice, const RootedGraph& graph, Question question) {
  double cost = 0, prize = 0;
  for (const auto& e : graph.edges) cost += e.cost;
  for (const double p : graph.prize) prize += p;
  const double part = std::floor(dice.fraction() * 8) / 8;
  if (question == Question::budget) return {question, cost * part};
  if (question == Question::target) return {question, prize * part};
  return {question, part * 4};
}

TEST_CASE("a plan on any small graph is the best of all trees") {
  Dice dice(15);
  for (int round = 0; round < 1500; ++round) {
    CAPTURE(round);
    RootedGraph graph = random_graph(dice, false);
    compare(graph, {Question::prize_collecting, 0});
    compare(graph, random_request(dice, graph, Question::value));
    compare(graph, random_request(dice, graph, Question::budget));
    compare(graph, random_request(dice, graph, Question::target));
  }
}

// Five sites on a ring with a chord, and 18 premises that hang on them: more than subsets are priced for.
RootedGraph many_premises(Dice& dice) {
  RootedGraph graph;
  graph.add_vertices(23);
  for (Vertex v = 0; v < 5; ++v) {
    graph.vertex_cost[v] = v > 0 ? static_cast<double>(dice.below(6)) : 0;
    graph.edges.push_back({v, (v + 1) % 5, static_cast<double>(dice.between(1, 9))});
  }
  graph.edges.push_back({0, 2, static_cast<double>(dice.between(1, 9))});
  for (Vertex v = 5; v < 23; ++v) {
    graph.prize[v] = static_cast<double>(dice.between(1, 6));
    graph.edges.push_back({static_cast<Vertex>(dice.below(5)), v, static_cast<double>(dice.below(9))});
  }
  return graph;
}

// For each set of ring edges that is a tree around the root: what each sum of money serves on its sites.
Best best_for_budget(const RootedGraph& graph, std::size_t budget) {
  Best best{-1, 0, 0};
  for (unsigned set = 0; set < 64; ++set) {
    unsigned in = 1, used = 0;
    std::size_t spent = 0;
    for (int pass = 0; pass < 6; ++pass)
      for (unsigned e = 0; e < 6; ++e) {
        const auto& edge = graph.edges[e];
        if (!(set >> e & 1) || (in >> edge.a & 1) == (in >> edge.b & 1)) continue;
        const Vertex v = in >> edge.a & 1 ? edge.b : edge.a;
        in |= 1U << v;
        used |= 1U << e;
        spent += static_cast<std::size_t>(edge.cost + graph.vertex_cost[v]);
      }
    if (used != set || spent > budget) continue;
    std::vector<double> most(budget - spent + 1, 0);
    for (std::size_t e = 6; e < graph.edges.size(); ++e) {
      if (!(in >> graph.edges[e].a & 1)) continue;
      const auto price = static_cast<std::size_t>(graph.edges[e].cost);
      for (std::size_t money = most.size(); money-- > price;)
        most[money] = std::max(most[money], most[money - price] + graph.prize[graph.edges[e].b]);
    }
    for (std::size_t money = 0; money < most.size(); ++money) {
      const auto cost = static_cast<double>(spent + money);
      if (most[money] > best.objective || (most[money] == best.objective && cost < best.cost))
        best = {most[money], cost, 0};
    }
  }
  return best;
}

TEST_CASE("a budget for many premises serves the most there is, for the least money") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    const RootedGraph graph = many_premises(dice);
    const std::size_t budget = dice.below(100);
    const Best best = best_for_budget(graph, budget);
    const GraphPlan plan = solve_plan(graph, {Question::budget, static_cast<double>(budget)}, {});
    check_tree(graph, plan);
    CHECK(plan.objective == best.objective);
    CHECK(plan.bound == best.objective);
    CHECK(plan.cost == best.cost);
  }
}

TEST_CASE("a plan on a tree is the best of all its subtrees") {
  Dice dice(16);
  for (int round = 0; round < 1500; ++round) {
    CAPTURE(round);
    RootedGraph graph = random_graph(dice, true);
    compare(graph, random_request(dice, graph, Question::value));
    compare(graph, random_request(dice, graph, Question::budget));
    compare(graph, random_request(dice, graph, Question::target));
  }
}

TEST_CASE("what must be in a plan is in it, or the plan is refused") {
  Dice dice(17);
  for (int round = 0; round < 1500; ++round) {
    CAPTURE(round);
    RootedGraph graph = random_graph(dice, dice.chance(30));
    for (Vertex v = 0; v < graph.vertex_count(); ++v) graph.must[v] = dice.chance(25);
    compare(graph, {Question::steiner, 0});
    compare(graph, random_request(dice, graph, Question::value));
    compare(graph, random_request(dice, graph, Question::budget));
    compare(graph, random_request(dice, graph, Question::target));
  }
}

// A grid with a diagonal here and there: enough to keep branch and bound busy.
RootedGraph random_grid(Dice& dice, Vertex side) {
  RootedGraph graph;
  graph.add_vertices(side * side);
  for (Vertex v = 0; v < side * side; ++v) {
    if (v % side + 1 < side) graph.edges.push_back({v, v + 1, static_cast<double>(dice.between(50, 100))});
    if (v + side < side * side)
      graph.edges.push_back({v, v + side, static_cast<double>(dice.between(50, 100))});
    if (dice.chance(20)) graph.prize[v] = static_cast<double>(dice.between(40, 160));
    if (dice.chance(20)) graph.vertex_cost[v] = static_cast<double>(dice.between(1, 50));
  }
  return graph;
}

TEST_CASE("the answer does not depend on the number of threads") {
  Dice dice(18);
  const RootedGraph graph = random_grid(dice, 14);
  for (const PlanRequest request :
       {PlanRequest{Question::prize_collecting, 0}, PlanRequest{Question::budget, 2000}}) {
    GraphPlan one, two;
    with_threads(1, [&] { one = solve_plan(graph, request, {.most_nodes = 40}); });
    with_threads(2, [&] { two = solve_plan(graph, request, {.most_nodes = 40}); });
    CHECK(one.edges == two.edges);
    CHECK(one.bound == two.bound);
  }
}

TEST_CASE("a search that is stopped at once gives a plan and a bound that holds") {
  Dice dice(19);
  for (int round = 0; round < 5; ++round) {
    CAPTURE(round);
    const RootedGraph graph = random_grid(dice, 6);
    SearchControl stopped;
    stopped.deadline = std::chrono::steady_clock::now();
    const GraphPlan spanning = solve_plan(graph, {Question::prize_collecting, 0}, {});
    const GraphPlan early = solve_plan(graph, {Question::prize_collecting, 0}, stopped);
    check_tree(graph, early);
    CHECK(early.bound <= spanning.objective + 1e-9);
    CHECK(early.objective >= spanning.objective - 1e-9);
    const GraphPlan most = solve_plan(graph, {Question::budget, 400}, {});
    const GraphPlan some = solve_plan(graph, {Question::budget, 400}, stopped);
    check_tree(graph, some);
    CHECK(some.cost <= 400);
    CHECK(some.bound >= most.objective - 1e-9);
    CHECK(some.objective <= most.objective + 1e-9);
  }
}

TEST_CASE("a search that ends within a gap, or at any moment, gives a bound that no plan passes") {
  Dice dice(21);
  int open_gaps = 0;
  for (int round = 0; round < 4; ++round) {
    CAPTURE(round);
    RootedGraph graph = random_grid(dice, 6);
    for (Vertex v = 0; v < graph.vertex_count(); v += 2)  // more customers than subsets can be priced for
      graph.prize[v] = static_cast<double>(dice.between(40, 160));
    const PlanRequest budget{Question::budget, 400};
    const GraphPlan best = solve_plan(graph, budget, {});
    REQUIRE(best.proven_optimal());
    const PlanRequest target{Question::target, best.prize};
    const GraphPlan cheapest = solve_plan(graph, target, {});
    REQUIRE(cheapest.proven_optimal());
    for (const double gap : {0.01, 0.05, 0.2, 0.5}) {
      CAPTURE(gap);
      const GraphPlan near = solve_plan(graph, budget, {.gap = gap});
      CHECK(near.gap() <= gap + 1e-9);
      CHECK(near.objective <= best.objective + 1e-9);
      CHECK(near.bound >= best.objective - 1e-9);
      const GraphPlan near_target = solve_plan(graph, target, {.gap = gap});
      CHECK(near_target.gap() <= gap + 1e-9);
      CHECK(near_target.objective >= cheapest.objective - 1e-9);
      CHECK(near_target.bound <= cheapest.objective + 1e-9);
      open_gaps += !near.proven_optimal() + !near_target.proven_optimal();
    }
    for (const int reports : {1, 2, 5, 10, 20, 50}) {
      CAPTURE(reports);
      std::atomic<bool> cancelled = false;
      int left = reports;
      const auto count_down = [&](double, double) { cancelled = --left <= 0; };
      const GraphPlan early = solve_plan(graph, budget, {.cancelled = &cancelled}, count_down);
      CHECK(early.cost <= 400);
      CHECK(early.objective <= best.objective + 1e-9);
      CHECK(early.bound >= best.objective - 1e-9);
      open_gaps += !early.proven_optimal();
    }
  }
  CHECK(open_gaps > 10);
}

TEST_CASE("a target that is stopped at once has a plan, though not a cheap one") {
  Dice dice(22);
  const RootedGraph graph = random_grid(dice, 9);
  double all = 0;
  for (const double prize : graph.prize) all += prize;
  SearchControl stopped;
  stopped.deadline = std::chrono::steady_clock::now();
  for (const double part : {0.25, 0.5, 1.0}) {
    const GraphPlan plan = solve_plan(graph, {Question::target, std::floor(all * part)}, stopped);
    REQUIRE(plan.status == GraphPlan::Status::found);
    check_tree(graph, plan);
    CHECK(plan.prize >= std::floor(all * part));
    CHECK(plan.bound <= plan.objective);
  }
}

TEST_CASE("a larger budget never serves fewer, and the cost of a target is budget enough for it") {
  Dice dice(20);
  for (int round = 0; round < 4; ++round) {
    CAPTURE(round);
    const RootedGraph graph = random_grid(dice, 6);
    double before = 0;
    for (const double budget : {0.0, 100.0, 200.0, 300.0, 400.0, 600.0}) {
      const GraphPlan plan = solve_plan(graph, {Question::budget, budget}, {});
      CHECK(plan.prize >= before);
      before = plan.prize;
      const GraphPlan back = solve_plan(graph, {Question::target, plan.prize}, {});
      CHECK(back.cost <= plan.cost + 1e-9);
      CHECK(solve_plan(graph, {Question::budget, back.cost}, {}).prize >= plan.prize);
    }
  }
}

TEST_CASE("a target beyond reach is refused and the reachable prizes are known") {
  RootedGraph graph;  // 0 --5-- 1 (3)     2 (4) hangs on nothing
  graph.add_vertices(3);
  graph.edges = {{0, 1, 5}};
  graph.prize = {0, 3, 4};
  const GraphPlan plan = solve_plan(graph, {Question::target, 4}, {});
  CHECK(plan.status == GraphPlan::Status::out_of_reach);
  CHECK(plan.reachable == 3);
}

// Homes with a drop from each of two cabinets. Costs are thirds and sevenths, so that no power of ten makes
// them whole.
struct TwinDrops {
  RootedGraph graph;
  double all_served = 0;  // the least cost that serves every home

  explicit TwinDrops(std::size_t homes) {
    graph.add_vertices(3 + homes);
    graph.edges = {{0, 1, 100.0 / 3}, {0, 2, 200.0 / 3}};
    double from_first = graph.edges[0].cost, from_second = graph.edges[1].cost;
    double from_nearest = from_first + from_second;
    for (Vertex home = 3; home < graph.vertex_count(); ++home) {
      graph.prize[home] = 1;
      graph.leaf_only[home] = 1;
      const double first = static_cast<double>(7 + home * 5 % 11) / 7;
      const double second = static_cast<double>(7 + home * 3 % 13) / 7;
      graph.edges.push_back({1, home, first});
      graph.edges.push_back({2, home, second});
      from_first += first;
      from_second += second;
      from_nearest += std::min(first, second);
    }
    all_served = std::min({from_first, from_second, from_nearest});
  }
};

TEST_CASE("thousands of premises with several final links do not exceed the range of amounts") {
  constexpr std::size_t homes = 3000;
  const TwinDrops town(homes);
  for (const PlanRequest& request :
       {PlanRequest{Question::value, 1000}, PlanRequest{Question::target, static_cast<double>(homes)},
        PlanRequest{Question::budget, town.all_served * (1 + 1e-9)}}) {
    CAPTURE(static_cast<int>(request.question));
    const GraphPlan plan = solve_plan(town.graph, request, {});
    REQUIRE(plan.status == GraphPlan::Status::found);
    CHECK(plan.prize == static_cast<double>(homes));
    CHECK(plan.cost == doctest::Approx(town.all_served).epsilon(1e-9));
  }
}

// Two ways to the same home whose costs differ by less than a whole number stands for, beside one that is so
// dear that finer numbers would be too large.
TEST_CASE("costs that had to be rounded never make a plan proven that another one beats") {
  const double least = 0.01, more = least * (1 + 4e-8);
  for (const bool dearer_first : {true, false}) {
    CAPTURE(dearer_first);
    RootedGraph graph;
    graph.add_vertices(3);
    graph.prize = {0, 1, 1};
    graph.edges = {{0, 1, dearer_first ? more : least}, {0, 1, dearer_first ? least : more}, {0, 2, 1e6 / 3}};
    if (dearer_first) graph.edges.push_back({1, 2, 1e6 / 3});  // no tree
    const GraphPlan target = solve_plan(graph, {Question::target, 1}, {});
    REQUIRE(target.status == GraphPlan::Status::found);
    CHECK(target.bound <= least);
    CHECK(target.bound >= least * (1 - 1e-6));
    CHECK((target.cost == least || !target.proven_optimal()));
    const GraphPlan value = solve_plan(graph, {Question::value, 1}, {});
    CHECK(value.bound >= 1 - least);
    CHECK((value.cost == least || !value.proven_optimal()));
    const GraphPlan budget = solve_plan(graph, {Question::budget, least}, {});
    CHECK(budget.cost <= least);
    CHECK(budget.bound >= 1);
    CHECK((budget.prize == 1 || !budget.proven_optimal()));
  }
}

}  // namespace
}  // namespace lastmile::test::solve_plan_test
