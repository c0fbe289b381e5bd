// The invariants of models/README.md on random plants, small and large.
#include <doctest/doctest.h>

#include <algorithm>

#include "sim/coverage/explain.h"
#include "tests/support/approx.h"
#include "tests/support/rearrange.h"
#include "tests/support/sweep.h"

namespace lastmile::property_test {
namespace {

using test::about;
using test::evaluate_plant;

template <class Check>
void on_random_plants(Check check) {
  test::sweep(test::hamlet, {20'000, 20'300}, check);
  test::sweep(test::town, {0, 40}, check);
  test::sweep(test::rough_town, {0, 40}, check);
}

double stranded_by_sole(const Coverage& coverage, Obstacle cause) {
  return coverage.charges.stranded_by_cause[cause].sole;
}

double put_to_work(const Coverage& coverage) {
  return coverage.ledger.total[Book::in_use] + coverage.ledger.total[Book::dormant];
}

// Every element of the design that is not operational, final links included.
std::vector<Element> unfinished_elements(const Plant& plant) {
  const auto is_unfinished = [](State state) { return in_design(state) && !carries_service(state); };
  std::vector<Element> elements;
  for (const SiteId site : ids<SiteId>(plant.sites.size()))
    if (is_unfinished(plant.sites.state[site])) elements.emplace_back(site);
  for (const LinkId link : ids<LinkId>(plant.links.size()))
    if (is_unfinished(plant.links.state[link])) elements.emplace_back(link);
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    const bool has_drop = plant.has_inline_drop(p);
    if (has_drop && is_unfinished(plant.links.state.inline_drops[p]))
      elements.emplace_back(plant.inline_drop(p));
  }
  return elements;
}

// At most `most` of them, spread evenly.
template <class T>
std::vector<T> sample(const std::vector<T>& all, std::size_t most) {
  if (all.size() <= most) return all;
  std::vector<T> few;
  for (std::size_t i = 0; i < most; ++i) few.push_back(all[i * all.size() / most]);
  return few;
}

std::vector<PremisesId> some_premises(const Plant& plant, std::size_t most) {
  std::vector<PremisesId> all;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) all.push_back(p);
  return sample(all, most);
}

enum class Compare { counts_and_money, homes_users_and_money };

void check_same_tally(const Tally& a, const Tally& b, Compare what) {
  if (what == Compare::counts_and_money) CHECK(a.premises == b.premises);
  CHECK(a.homes == b.homes);
  CHECK(a.users == about(b.users));
}

void check_same_books(const Books& a, const Books& b) {
  for (const Book book : enum_values<Book>()) {
    CAPTURE(book_names[book]);
    CHECK(a[book] == about(b[book]));
  }
}

void check_same_totals(const Coverage& a, const Coverage& b, Compare what) {
  for (const Rung rung : enum_values<Rung>())
    check_same_tally(a.standings.ladder[rung], b.standings.ladder[rung], what);
  for (const Obstacle cause : enum_values<Obstacle>()) {
    CAPTURE(obstacle_names[cause]);
    check_same_tally(a.standings.unserved[cause].sole, b.standings.unserved[cause].sole, what);
    check_same_tally(a.standings.unserved[cause].joint, b.standings.unserved[cause].joint, what);
    CHECK(a.charges.stranded_by_cause[cause].sole == about(b.charges.stranded_by_cause[cause].sole));
    CHECK(a.charges.stranded_by_cause[cause].joint == about(b.charges.stranded_by_cause[cause].joint));
  }
  CHECK(a.ledger.elements == b.ledger.elements);
  check_same_books(a.ledger.total, b.ledger.total);
  for (const LedgerRow row : enum_values<LedgerRow>())
    check_same_books(a.ledger.by_tier[row], b.ledger.by_tier[row]);
  CHECK(a.standings.final_links.value == about(b.standings.final_links.value));
  CHECK(a.standings.final_links.stranded == about(b.standings.final_links.stranded));
  CHECK(a.standings.final_links.completion_cost_of_missing ==
        about(b.standings.final_links.completion_cost_of_missing));
}

}  // namespace

TEST_CASE("The ladder is cumulative: a premises on a rung is also on all rungs below") {
  on_random_plants([](const Plant& plant) {
    const Ladder ladder = evaluate_plant(plant).standings.ladder;
    CHECK(ladder.front().premises == plant.premises.size());
    for (std::size_t rung = 1; rung < rung_count; ++rung) {
      CHECK(ladder.raw()[rung].premises <= ladder.raw()[rung - 1].premises);
      CHECK(ladder.raw()[rung].homes <= ladder.raw()[rung - 1].homes);
      CHECK(ladder.raw()[rung].users <= ladder.raw()[rung - 1].users);
    }
  });
}

TEST_CASE("Sole and joint causes add up to those located but not served") {
  on_random_plants([](const Plant& plant) {
    const Standings standings = evaluate_plant(plant).standings;
    Tally caused;
    for (const CauseTally& cause : standings.unserved) {
      caused += cause.sole;
      caused += cause.joint;
    }
    const Tally& located = standings.ladder.front();
    const Tally& served = standings.ladder.back();
    CHECK(caused.premises == located.premises - served.premises);
    CHECK(caused.homes == located.homes - served.homes);
    CHECK(caused.users == about(located.users - served.users));
  });
}

TEST_CASE("The books balance for every element and for the whole backbone") {
  on_random_plants([](const Plant& plant) {
    const Network network = build_network(plant);
    const Coverage coverage = evaluate(plant, network);
    const auto check_balance = [](const Books& books) {
      CHECK(books[Book::in_use] + books[Book::dormant] + books[Book::stranded] + books[Book::no_demand] ==
            about(books[Book::value]));
      CHECK(books.minCoeff() >= 0);
      CHECK(books[Book::idle] <= books[Book::stranded] * (1 + 1e-9));
    };
    Books total = Books::Zero();
    const auto add_element = [&](double value, const Demand& demand, bool live) {
      const Books books = split_value(value, demand, live);
      CHECK(books[Book::value] == value);
      check_balance(books);
      total += books;
    };
    for (const SiteId site : ids<SiteId>(plant.sites.size())) {
      if (!in_design(plant.sites.state[site])) continue;
      const Demand demand = site_demand(network, coverage.ledger, site);
      add_element(plant.sites.value[site], demand, site_is_live(coverage.reach, site));
    }
    for (const LinkId link : ids<LinkId>(plant.links.size())) {
      if (plant.links.tier[link] == Tier::drop || !link_in_design(plant, link)) continue;
      const Demand demand = link_demand(plant, network, coverage.ledger, link);
      add_element(plant.links.value[link], demand, link_is_live(plant, coverage.reach, link));
    }
    check_balance(coverage.ledger.total);
    check_same_books(coverage.ledger.total, total);
    for (const Books& row : coverage.ledger.by_tier) check_balance(row);
  });
}

TEST_CASE("The stranded value of all causes is the stranded value of the backbone") {
  on_random_plants([](const Plant& plant) {
    const Coverage coverage = evaluate_plant(plant);
    double stranded = 0;
    for (const CauseAmount& cause : coverage.charges.stranded_by_cause) {
      CHECK(std::min(cause.sole, cause.joint) >= 0);
      stranded += cause.all();
    }
    CHECK(stranded == about(coverage.ledger.total[Book::stranded]));
  });
}

TEST_CASE(
    "Charges of blocked users add up to the stranded value, charges of served users to the value in use or "
    "dormant") {
  on_random_plants([](const Plant& plant) {
    const Network network = build_network(plant);
    const Coverage coverage = evaluate(plant, network);
    double blocked = 0;
    double served = 0;
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      const bool is_served = coverage.standings.rung[p] == Rung::served;
      (is_served ? served : blocked) += charge_of(plant, network, coverage.ledger, p);
    }
    CHECK(blocked == about(coverage.ledger.total[Book::stranded]));
    CHECK(served == about(put_to_work(coverage)));
  });
}

TEST_CASE("Completing the missing final links that are a sole cause frees exactly the value they strand") {
  on_random_plants([](const Plant& plant) {
    const Network network = build_network(plant);
    const Coverage before = evaluate(plant, network);
    std::vector<Element> works;
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      if (before.standings.obstacles[p].is_only(Obstacle::final_link_missing))
        works.emplace_back(standing_of(judged(plant, network, before), p).final_link);
    }
    const Coverage after = evaluate(with_operational(plant, works), network);
    const double freed = stranded_by_sole(before, Obstacle::final_link_missing);
    CHECK(after.ledger.total[Book::stranded] == about(before.ledger.total[Book::stranded] - freed));
    CHECK(put_to_work(after) == about(put_to_work(before) + freed));
    CHECK(stranded_by_sole(after, Obstacle::final_link_missing) == 0);
  });
}

TEST_CASE(
    "Each final link to build next releases the stated value, and no other has a higher rank than the last") {
  on_random_plants([](const Plant& plant) {
    const Network network = build_network(plant);
    const Coverage before = evaluate(plant, network);
    const auto merit = [](const NextFinalLink& next) { return next.releases / next.completion_cost; };
    for (const NextFinalLink& next : before.charges.next_final_links) {
      CAPTURE(next.link.value);
      const Coverage after = evaluate(with_operational(plant, {next.link}), network);
      CHECK(after.standings.ladder.back().users == about(before.standings.ladder.back().users + next.users));
      CHECK(put_to_work(after) - put_to_work(before) == about(next.releases));
    }
    if (before.charges.next_final_links.size() < next_final_link_count) return;
    const NextFinalLink& last = before.charges.next_final_links.back();
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      if (!before.standings.obstacles[p].is_only(Obstacle::final_link_missing)) continue;
      const LinkId link = standing_of(judged(plant, network, before), p).final_link;
      const auto is_listed = [&](const NextFinalLink& next) { return next.link == link; };
      if (std::any_of(before.charges.next_final_links.begin(), before.charges.next_final_links.end(),
                      is_listed))
        continue;
      const NextFinalLink left_out{link, p, plant.premises.users[p], final_link(plant, link).completion_cost,
                                   charge_of(plant, network, before.ledger, p)};
      if (last.completion_cost == 0) {
        CHECK((left_out.completion_cost > 0 || left_out.releases <= last.releases * (1 + 1e-9)));
      } else {
        CHECK(left_out.completion_cost > 0);
        CHECK(merit(left_out) <= merit(last) * (1 + 1e-9));
      }
    }
  });
}

TEST_CASE("Making an element of the design operational never lowers a premises' rung") {
  on_random_plants([](const Plant& plant) {
    const Network network = build_network(plant);
    const Standings before = evaluate(plant, network).standings;
    for (const Element& element : sample(unfinished_elements(plant), 40)) {
      const Standings after = evaluate(with_operational(plant, {element}), network).standings;
      for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
        CAPTURE(p.value);
        CHECK(after.rung[p] >= before.rung[p]);
      }
    }
  });
}

TEST_CASE("A network built before the works is still valid after them") {
  on_random_plants([](const Plant& plant) {
    const Network before = build_network(plant);
    const Plant finished = with_operational(plant, sample(unfinished_elements(plant), 10));
    check_same_totals(evaluate(finished, before), evaluate_plant(finished), Compare::counts_and_money);
  });
}

TEST_CASE("Reversing links changes nothing") {
  on_random_plants([](const Plant& plant) {
    const Plant reversed = test::with_reversed_links(plant);
    const Coverage one = evaluate_plant(plant);
    const Coverage other = evaluate_plant(reversed);
    CHECK((one.reach.path.raw() == other.reach.path.raw()));
    CHECK((one.reach.via.raw() == other.reach.via.raw()));
    CHECK((one.standings.rung.raw() == other.standings.rung.raw()));
    CHECK((one.standings.obstacles.raw() == other.standings.obstacles.raw()));
    check_same_totals(one, other, Compare::counts_and_money);
  });
}

TEST_CASE("Reordering sites, links and premises changes no total if no best paths tie") {
  test::Dice dice(5);
  const auto check = [&](const Plant& plant) {
    const test::Reordered shuffled = test::reordered(plant, dice);
    const Coverage one = evaluate_plant(plant);
    const Coverage other = evaluate_plant(shuffled.plant);
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      CHECK(one.standings.rung[p] == other.standings.rung[shuffled.premises_at[p]]);
      CHECK(one.standings.obstacles[p] == other.standings.obstacles[shuffled.premises_at[p]]);
    }
    check_same_totals(one, other, Compare::counts_and_money);
    REQUIRE(one.charges.next_final_links.size() == other.charges.next_final_links.size());
    for (std::size_t i = 0; i < one.charges.next_final_links.size(); ++i)
      CHECK(one.charges.next_final_links[i].releases == about(other.charges.next_final_links[i].releases));
  };
  test::sweep(test::rough_hamlet, {20'000, 20'300}, check);
  test::sweep(test::rough_town, {0, 40}, check);
}

TEST_CASE(
    "Splitting a record of n homes, with its users and its final link's money, into n records changes no "
    "total") {
  on_random_plants([](const Plant& plant) {
    const Plant split = test::with_split_records(plant);
    check_same_totals(evaluate_plant(plant), evaluate_plant(split), Compare::homes_users_and_money);
  });
}

TEST_CASE("Building one remedy serves its premises and the other users it states") {
  on_random_plants([](const Plant& plant) {
    const Network network = build_network(plant);
    const Coverage before = evaluate(plant, network);
    for (const PremisesId p : some_premises(plant, 12)) {
      CAPTURE(p.value);
      const Explanation explanation = explain(plant, network, before, p);
      const Coverage after = evaluate(with_operational(plant, explanation.remedy), network);
      const bool is_newly_served =
          before.standings.rung[p] != Rung::served && after.standings.rung[p] == Rung::served;
      const double users = explanation.also_serves_users + (is_newly_served ? plant.premises.users[p] : 0);
      CHECK(after.standings.ladder.back().users == about(before.standings.ladder.back().users + users));
      CHECK((explanation.releases == 0 || is_newly_served));
    }
  });
}

TEST_CASE("Applying every remedy serves everyone who has a route and subscribes") {
  on_random_plants([](const Plant& plant) {
    const Network network = build_network(plant);
    const Coverage before = evaluate(plant, network);
    std::vector<Element> works;
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      const std::vector<Element> remedy = explain(plant, network, before, p).remedy;
      works.insert(works.end(), remedy.begin(), remedy.end());
    }
    const Coverage after = evaluate(with_operational(plant, works), network);
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      CAPTURE(p.value);
      const bool has_route = !before.standings.obstacles[p].contains(Obstacle::no_route);
      const bool subscribes = plant.premises.subscribed[p] != 0;
      CHECK((after.standings.rung[p] == Rung::served) == (has_route && subscribes));
    }
  });
}

}  // namespace lastmile::property_test
