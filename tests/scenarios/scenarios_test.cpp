// Teaching scenarios: every file runs without errors and gives the figures of an independent program and of
// its own header.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include "sim/coverage/explain.h"
#include "tests/support/approx.h"
#include "tests/support/paths.h"
#include "tests/support/scenario_figures.h"
#include "tools/io/read_scenario.h"

namespace lastmile::test::scenarios_test {
namespace {

namespace fs = std::filesystem;

const fs::path scenarios_folder = fs::path(in_source("scenarios"));

struct Story {
  io::ScenarioReading reading;
  Network network;
  Coverage coverage;

  explicit Story(const std::string& file)
      : reading(io::read_scenario((scenarios_folder / file).string(), io::InputFile::Hashing::off)),
        network(build_network(plant())),
        coverage(evaluate(plant(), network)) {}

  const Plant& plant() const { return reading.scenario.plant; }
  const Tally& rung(Rung r) const { return coverage.standings.ladder[r]; }
  const CauseTally& cause(Obstacle o) const { return coverage.standings.unserved[o]; }
  double book(Book which) const { return coverage.ledger.total[which]; }
  const CauseAmount& stranded_by(Obstacle o) const { return coverage.charges.stranded_by_cause[o]; }
  double all_money() const { return book(Book::value) + coverage.standings.final_links.value; }
  double cost_of_sole_missing_final_links() const {
    double cost = 0;
    for (const PremisesId p : ids<PremisesId>(plant().premises.size()))
      if (coverage.standings.obstacles[p].is_only(Obstacle::final_link_missing))
        cost += final_link(plant(), standing_of(judged(plant(), network, coverage), p).final_link)
                    .completion_cost;
    return cost;
  }
  const NextFinalLink& next(std::size_t i) const { return coverage.charges.next_final_links.at(i); }
  std::string next_premises(std::size_t i) const {
    return std::string{premises_name(reading.scenario, next(i).premises)};
  }
  Explanation explain(const std::string& premises) const {
    const auto found = reading.scenario.names.premises.find(premises);
    return lastmile::explain(plant(), network, coverage, PremisesId{found.value()});
  }
};

std::vector<std::string> scenario_files() {
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(scenarios_folder))
    if (entry.path().extension() == ".yaml" && entry.path().parent_path().filename() != "studies")
      files.push_back(fs::relative(entry.path(), scenarios_folder).string());
  std::sort(files.begin(), files.end());
  return files;
}

void check_tally(const Tally& got, const Tally& expected) {
  CHECK(got.premises == expected.premises);
  CHECK(got.homes == expected.homes);
  CHECK(got.users == expected.users);
}

// Equal to the cent.
doctest::Approx cents(double amount) {
  return doctest::Approx(amount).epsilon(0.0051 / (1 + std::abs(amount))).scale(1);
}

void check_causes(const Story& story, const std::vector<CauseFigures>& expected) {
  std::map<Obstacle, CauseFigures> by_cause;
  for (const CauseFigures& one : expected) by_cause[one.cause] = one;
  for (const Obstacle cause : enum_values<Obstacle>()) {
    CAPTURE(name(cause));
    const CauseFigures& figures = by_cause[cause];
    check_tally(story.cause(cause).sole, figures.sole);
    check_tally(story.cause(cause).joint, figures.joint);
    CHECK(story.stranded_by(cause).sole == cents(figures.stranded_sole));
    CHECK(story.stranded_by(cause).joint == cents(figures.stranded_joint));
  }
}

}  // namespace

TEST_CASE("Every scenario file runs without errors") {
  const std::vector<std::string> files = scenario_files();
  CHECK(files.size() >= scenario_figures().size());
  for (const std::string& file : files) {
    CAPTURE(file);
    CHECK_NOTHROW(Story{file});
  }
}

TEST_CASE("Every scenario gives the figures computed by an independent program") {
  for (const ScenarioFigures& expected : scenario_figures()) {
    CAPTURE(expected.file);
    const Story story(expected.file);
    for (const Rung rung : enum_values<Rung>()) {
      CAPTURE(rung_names[rung]);
      check_tally(story.coverage.standings.ladder[rung], expected.ladder[rung]);
    }
    check_causes(story, expected.causes);
    for (const Book book : enum_values<Book>()) {
      CAPTURE(book_names[book]);
      CHECK(story.coverage.ledger.total[book] == cents(expected.books[index_of(book)]));
    }
  }
}

TEST_CASE("Following through serves more and strands less with the same backbone") {
  constexpr std::string_view suffix = "_followed_through.yaml";
  std::size_t pairs = 0;
  for (const std::string& file : scenario_files()) {
    if (!file.ends_with(suffix)) continue;
    CAPTURE(file);
    const Story after(file);
    const Story before(file.substr(0, file.size() - suffix.size()) + ".yaml");
    CHECK(after.rung(Rung::served).homes > before.rung(Rung::served).homes);
    CHECK(after.rung(Rung::served).users > before.rung(Rung::served).users);
    CHECK(after.book(Book::stranded) < before.book(Book::stranded));
    CHECK(after.book(Book::in_use) > before.book(Book::in_use));
    CHECK(after.book(Book::value) == before.book(Book::value));
    CHECK(after.rung(Rung::located).homes == before.rung(Rung::located).homes);
    CHECK(after.rung(Rung::passed).homes == before.rung(Rung::passed).homes);
    CHECK(after.stranded_by(Obstacle::final_link_missing).sole == 0);
    CHECK(after.coverage.charges.next_final_links.empty());
    ++pairs;
  }
  CHECK(pairs >= 6);
}

TEST_CASE("Fibre: of 41 million German homes 16 are passed, 8 connected and 4 served, as VATM published") {
  const Story story("fibre.yaml");
  CHECK(story.rung(Rung::located).homes == 41'000'000);
  CHECK(story.rung(Rung::passed).homes == 16'000'000);
  CHECK(story.rung(Rung::connected).homes == 8'000'000);
  CHECK(story.rung(Rung::served).homes == 4'000'000);
  CHECK(story.rung(Rung::located).users == 82'000'000);
  // Of the 16 million passed 4 lack only the drop, 4 only the contract, 4 both.
  CHECK(story.cause(Obstacle::final_link_missing).sole.homes == 4'000'000);
  CHECK(story.cause(Obstacle::not_subscribed).sole.homes == 4'000'000);
  CHECK(story.cause(Obstacle::final_link_missing).joint.homes == 4'000'000);
  // The villages come first: a euro of drop puts EUR 1.39 to use there, in the cities 0.53.
  CHECK(story.next_premises(0) == "e_wanted");
  CHECK(story.next(0).releases / story.next(0).completion_cost == doctest::Approx(1.39).epsilon(0.004));
  CHECK(story.next_premises(2) == "n_wanted");
  CHECK(story.next(2).releases / story.next(2).completion_cost == doctest::Approx(0.53).epsilon(0.01));
  CHECK(story.next_premises(3) == "w_wanted");
}

TEST_CASE(
    "Fibre, followed through: EUR 15.8 billion of drops reduce the cost per active home from EUR 8075 to "
    "3006") {
  const Story before("fibre.yaml");
  const Story after("fibre_followed_through.yaml");
  CHECK(after.rung(Rung::served).homes == 16'000'000);
  CHECK(after.coverage.standings.final_links.value - before.coverage.standings.final_links.value ==
        about(15.8e9));
  CHECK(before.all_money() / 4e6 == about(8075));
  CHECK(after.all_money() / 16e6 == about(3006.25));
}

TEST_CASE("Cable: USD 92000 of drops leave USD 300000 of plant stranded, and hill_top needs node and drop") {
  const Story story("cable.yaml");
  CHECK(story.cost_of_sole_missing_final_links() == about(92000));
  CHECK(std::round(story.book(Book::stranded) / 1000) == 549);
  CHECK(std::round(story.stranded_by(Obstacle::final_link_missing).sole / 1000) == 300);
  const Explanation hill_top = story.explain("hill_top");
  CHECK(hill_top.remedy.size() == 2);
  CHECK(hill_top.completion_cost == about(4500 + 9600));
  CHECK(hill_top.also_serves_users == about(200));
}

TEST_CASE("Car sale: an hour of paperwork puts USD 320 to use, for boris USD 1331") {
  const Story story("car_sale.yaml");
  CHECK(story.next_premises(0) == "boris");
  CHECK(story.next(0).completion_cost == about(25));
  CHECK(std::round(story.next(0).releases) == 1331);
  CHECK(story.next_premises(2) == "clara");
  CHECK(std::round(story.next(2).releases) == 320);
  const Story after("car_sale_followed_through.yaml");
  CHECK(std::round(story.all_money() / story.rung(Rung::served).users) == 3982);
  CHECK(std::round(after.all_money() / after.rung(Rung::served).users) == 371);
}

TEST_CASE("Marathon: three minutes put 96 hours to use") {
  const Story story("marathon.yaml");
  CHECK(story.rung(Rung::located).homes == 9);
  CHECK(story.rung(Rung::passed).homes == 7);
  CHECK(story.rung(Rung::connected).homes == 3);
  CHECK(story.rung(Rung::served).homes == 2);
  CHECK(story.next(0).completion_cost == about(0.05));
  CHECK(story.next(0).releases == about(96));
  CHECK(story.cost_of_sole_missing_final_links() == about(0.2));  // twelve minutes
}

TEST_CASE("Telephone: the best path to the hill is the tie cable for EUR 2500, not the repair for 38000") {
  const Story story("telephone.yaml");
  CHECK(story.cost_of_sole_missing_final_links() == about(30300));
  const Explanation hill_farms = story.explain("hill_farms");
  CHECK(hill_farms.standing.obstacles == Obstacles{Obstacle::upstream_inactive});
  CHECK(hill_farms.completion_cost == about(2500));
  const Story after("telephone_followed_through.yaml");
  CHECK(after.explain("hill_terrace").completion_cost == about(2500 + 6000));
  CHECK(after.coverage.standings.final_links.value - story.coverage.standings.final_links.value ==
        about(34320));
}

TEST_CASE("Turnout: 975 votes lack only the call, and calls reduce the cost of a vote from USD 239 to 95") {
  const Story story("turnout.yaml");
  CHECK(story.rung(Rung::passed).users == 1500);
  CHECK(story.rung(Rung::served).users == 360);
  CHECK(story.cause(Obstacle::final_link_missing).sole.users == 975);
  CHECK(story.cause(Obstacle::upstream_inactive).joint.users == 500);
  CHECK(std::round(story.all_money() / 360) == 239);
  const Story after("turnout_followed_through.yaml");
  CHECK(after.rung(Rung::served).users == 1335);
  CHECK(after.cause(Obstacle::not_subscribed).sole.users == 165);
  CHECK(after.coverage.standings.final_links.value == about(40470));
  CHECK(std::round(after.all_money() / 1335) == 95);
}

}  // namespace lastmile::test::scenarios_test
