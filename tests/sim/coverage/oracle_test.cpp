// Every figure of the engine against the brute-force oracle, on thousands of random networks of a handful of
// sites. Rungs, obstacles, routes and counts have to agree exactly, sums of money and users up to rounding.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "sim/coverage/explain.h"
#include "tests/support/approx.h"
#include "tests/support/oracle.h"
#include "tests/support/sweep.h"

namespace lastmile::oracle_test {
namespace {

using test::about;

constexpr test::Seeds seeds = {0, 5000};
constexpr test::Seeds rough_seeds = {0, 1500};

// check(plant, network, coverage, answer): the input, the result of the engine, the result of the oracle.
template <class Check>
void compare_with_oracle(Check check) {
  const auto compare = [&](const Plant& plant) {
    const Network network = build_network(plant);
    check(plant, network, evaluate(plant, network), oracle::judge(plant));
  };
  test::sweep(test::hamlet, seeds, compare);
  test::sweep(test::rough_hamlet, rough_seeds, compare);
}

void check_tally(const Tally& tally, const oracle::Count& count) {
  CHECK(tally.premises == count.premises);
  CHECK(tally.homes == count.homes);
  CHECK(tally.users == about(count.users));
}

void check_books(const Books& books, const oracle::ElementAnswer& answer) {
  CHECK(books[Book::value] == about(answer.value));
  CHECK(books[Book::in_use] == about(answer.in_use));
  CHECK(books[Book::dormant] == about(answer.dormant));
  CHECK(books[Book::stranded] == about(answer.stranded));
  CHECK(books[Book::no_demand] == about(answer.no_demand));
  CHECK(books[Book::idle] == about(answer.idle));
}

void add(oracle::ElementAnswer& sum, const oracle::ElementAnswer& term) {
  sum.value += term.value;
  sum.in_use += term.in_use;
  sum.dormant += term.dormant;
  sum.stranded += term.stranded;
  sum.no_demand += term.no_demand;
  sum.idle += term.idle;
}

bool is_live(const Plant& plant, const Reach& reach, const Element& element) {
  if (element.is_site()) return site_is_live(reach, element.site());
  return link_is_live(plant, reach, element.link());
}

Demand demand_of(const Plant& plant, const Network& network, const Ledger& ledger, const Element& element) {
  if (element.is_site()) return site_demand(network, ledger, element.site());
  return link_demand(plant, network, ledger, element.link());
}

LedgerRow row_of(const Plant& plant, const Element& element) {
  return element.is_site() ? LedgerRow::site : ledger_row(plant.links.tier[element.link()]);
}

}  // namespace

TEST_CASE("Every premises has the rung and the obstacles that the definitions give") {
  compare_with_oracle(
      [](const Plant& plant, const Network& network, const Coverage& coverage, const oracle::Answer& answer) {
        REQUIRE(coverage.standings.rung.size() == plant.premises.size());
        for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
          CAPTURE(p.value);
          const oracle::PremisesAnswer& expected = answer.premises[p];
          CHECK(name(coverage.standings.rung[p]) == name(expected.rung));
          CHECK(coverage.standings.obstacles[p] == expected.obstacles);

          const Standing standing = standing_of(judged(plant, network, coverage), p);
          CHECK(standing.rung == expected.rung);
          CHECK(standing.obstacles == expected.obstacles);
        }
      });
}

TEST_CASE("Ladder and causes count premises, homes and users as the definitions do") {
  compare_with_oracle(
      [](const Plant&, const Network&, const Coverage& coverage, const oracle::Answer& answer) {
        for (const Rung rung : enum_values<Rung>()) {
          CAPTURE(rung_names[rung]);
          check_tally(coverage.standings.ladder[rung], answer.ladder[rung]);
        }
        for (const Obstacle cause : enum_values<Obstacle>()) {
          CAPTURE(obstacle_names[cause]);
          check_tally(coverage.standings.unserved[cause].sole, answer.causes[cause].sole);
          check_tally(coverage.standings.unserved[cause].joint, answer.causes[cause].joint);
        }
      });
}

TEST_CASE("The best path is the first of all paths by cost, works, length and file order") {
  compare_with_oracle(
      [](const Plant& plant, const Network& network, const Coverage& coverage, const oracle::Answer& answer) {
        for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
          CAPTURE(p.value);
          const std::optional<oracle::Route>& expected = answer.premises[p].best_path;
          const Standing standing = standing_of(judged(plant, network, coverage), p);
          const Explanation explanation = explain(plant, network, coverage, p);
          REQUIRE(standing.path.exists() == expected.has_value());
          if (!expected) {
            CHECK_FALSE(standing.final_link.exists());
            CHECK(explanation.route.empty());
            continue;
          }
          CHECK(standing.final_link.value == expected->final_link.value);
          CHECK(standing.path.cost == expected->completion_cost);
          CHECK(standing.path.to_complete == expected->to_complete);
          CHECK(standing.path.elements == expected->elements.size());

          oracle::Path route;
          for (const RouteStep& step : explanation.route) route.push_back(step.element);
          CHECK((route == expected->elements));
        }
      });
}

TEST_CASE("An explanation gives the remedy, its cost, the value it releases and the other users it serves") {
  compare_with_oracle([](const Plant& plant, const Network& network, const Coverage& coverage,
                         const oracle::Answer& answer) {
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      CAPTURE(p.value);
      const oracle::PremisesAnswer& expected = answer.premises[p];
      const Explanation explanation = explain(plant, network, coverage, p);
      CHECK(explanation.premises == p);
      CHECK(explanation.standing.rung == expected.rung);
      CHECK(explanation.standing.obstacles == expected.obstacles);
      CHECK((explanation.remedy == expected.remedy));
      CHECK(explanation.completion_cost ==
            about(expected.best_path ? expected.best_path->completion_cost : 0));

      const oracle::Answer after = oracle::judge(oracle::completed(plant, expected.remedy));
      const bool is_newly_served = expected.rung != Rung::served && after.premises[p].rung == Rung::served;
      CHECK(explanation.releases == about(is_newly_served ? expected.charge : 0));
      double also_served = 0;
      for (const PremisesId other : ids<PremisesId>(plant.premises.size())) {
        if (other != p && answer.premises[other].rung != Rung::served &&
            after.premises[other].rung == Rung::served)
          also_served += plant.premises.users[other];
      }
      CHECK(explanation.also_serves_users == about(also_served));
    }
  });
}

TEST_CASE("Each step of a route shows the element's state, money and users") {
  compare_with_oracle(
      [](const Plant& plant, const Network& network, const Coverage& coverage, const oracle::Answer& answer) {
        for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
          CAPTURE(p.value);
          for (const RouteStep& step : explain(plant, network, coverage, p).route) {
            if (const auto found = answer.backbone.find(step.element); found != answer.backbone.end()) {
              CHECK(step.value == found->second.value);
              CHECK(step.demand.all() == about(found->second.users));
              CHECK(step.demand.served == about(found->second.served_users));
            } else {
              const FinalLink drop = final_link(plant, step.element.link());
              CHECK(step.state == drop.state);
              CHECK(step.value == drop.value);
              CHECK(step.completion_cost == drop.completion_cost);
              CHECK(step.demand.all() == about(plant.premises.users[p]));
            }
          }
        }
      });
}

TEST_CASE("Each element can carry the users of every premises that a simple path over it reaches") {
  compare_with_oracle(
      [](const Plant& plant, const Network& network, const Coverage& coverage, const oracle::Answer& answer) {
        for (const auto& entry : answer.backbone) {
          const Element& element = entry.first;
          const oracle::ElementAnswer& expected = entry.second;
          CAPTURE(element.is_site());
          CAPTURE(element.index);
          const Demand demand = demand_of(plant, network, coverage.ledger, element);
          CHECK(demand.all() == about(expected.users));
          CHECK(demand.served == about(expected.served_users));
          const bool live = is_live(plant, coverage.reach, element);
          CHECK(live == expected.live);
          check_books(split_value(expected.value, demand, live), expected);
        }
      });
}

TEST_CASE("The first ledger is the sum over the elements of the design") {
  compare_with_oracle([](const Plant& plant, const Network&, const Coverage& coverage,
                         const oracle::Answer& answer) {
    oracle::ElementAnswer total;
    EnumArray<LedgerRow, oracle::ElementAnswer> by_tier;
    for (const auto& [element, expected] : answer.backbone) {
      add(total, expected);
      add(by_tier[row_of(plant, element)], expected);
    }
    CHECK(coverage.ledger.elements == answer.backbone.size());
    check_books(coverage.ledger.total, total);
    for (const LedgerRow row : enum_values<LedgerRow>()) {
      CAPTURE(ledger_row_names[row]);
      check_books(coverage.ledger.by_tier[row], by_tier[row]);
    }
    for (const Obstacle cause : enum_values<Obstacle>()) {
      CAPTURE(obstacle_names[cause]);
      CHECK(coverage.charges.stranded_by_cause[cause].sole == about(answer.causes[cause].stranded_sole));
      CHECK(coverage.charges.stranded_by_cause[cause].joint == about(answer.causes[cause].stranded_joint));
    }
  });
}

TEST_CASE("The second ledger charges each premises its share of every element that can carry it") {
  compare_with_oracle(
      [](const Plant& plant, const Network& network, const Coverage& coverage, const oracle::Answer& answer) {
        double blocked = 0;
        for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
          CAPTURE(p.value);
          const double charge = charge_of(plant, network, coverage.ledger, p);
          CHECK(charge == about(answer.premises[p].charge));
          if (coverage.standings.rung[p] != Rung::served) blocked += charge;
        }
        CHECK(blocked == about(answer.second_ledger));
        CHECK(coverage.ledger.total[Book::stranded] == about(answer.second_ledger));
      });
}

TEST_CASE("The books of final links count the final links of the design") {
  compare_with_oracle(
      [](const Plant&, const Network&, const Coverage& coverage, const oracle::Answer& answer) {
        const FinalLinkBooks& books = coverage.standings.final_links;
        CHECK(books.built == answer.final_links.built);
        CHECK(books.missing == answer.final_links.missing);
        CHECK(books.inactive == answer.final_links.inactive);
        CHECK(books.failed == answer.final_links.failed);
        CHECK(books.value == about(answer.final_links.value));
        CHECK(books.stranded == about(answer.final_links.stranded));
        CHECK(books.completion_cost_of_missing == about(answer.final_links.completion_cost_of_missing));
      });
}

TEST_CASE("Final links to build next are sole obstacles, sorted by released value per cost") {
  // -1: a comes first, 1: b does, 0: they are equal up to rounding.
  const auto compare = [](const NextFinalLink& a, const NextFinalLink& b) {
    if ((a.completion_cost == 0) != (b.completion_cost == 0)) return a.completion_cost == 0 ? -1 : 1;
    const double left = a.completion_cost == 0 ? a.releases : a.releases / a.completion_cost;
    const double right = b.completion_cost == 0 ? b.releases : b.releases / b.completion_cost;
    if (std::abs(left - right) <= 1e-9 * std::max(left, right)) return 0;
    return left > right ? -1 : 1;
  };
  compare_with_oracle(
      [&](const Plant& plant, const Network&, const Coverage& coverage, const oracle::Answer& answer) {
        std::vector<PremisesId> expected;
        for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
          if (answer.premises[p].obstacles.is_only(Obstacle::final_link_missing)) expected.push_back(p);
        }
        std::vector<PremisesId> listed;
        for (const NextFinalLink& next : coverage.charges.next_final_links) {
          CAPTURE(next.link.value);
          listed.push_back(next.premises);
          const oracle::PremisesAnswer& premises = answer.premises[next.premises];
          REQUIRE(premises.best_path.has_value());
          CHECK(next.link == premises.best_path->final_link);
          CHECK(next.users == plant.premises.users[next.premises]);
          CHECK(next.completion_cost == final_link(plant, next.link).completion_cost);
          CHECK(next.releases == about(premises.charge));
        }
        std::sort(listed.begin(), listed.end());
        CHECK((listed == expected));
        for (std::size_t i = 1; i < coverage.charges.next_final_links.size(); ++i) {
          const NextFinalLink& before = coverage.charges.next_final_links[i - 1];
          const NextFinalLink& after = coverage.charges.next_final_links[i];
          const int order = compare(before, after);
          CHECK(order <= 0);
          if (order == 0) CHECK(before.link < after.link);
        }
      });
}

}  // namespace lastmile::oracle_test
