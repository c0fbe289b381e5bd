// Real networks: parts of the inventory of guifi.net (19 March 2015). They are next to the project, not in
// it: in the folder of the environment variable LASTMILE_REAL_DATA, or else of the CMake option. If they are
// missing, each test reports this and passes. Ladder, causes and books were computed by an independent
// program (Python, no shared code).
#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "sim/coverage/explain.h"
#include "tests/support/approx.h"
#include "tests/support/paths.h"
#include "tools/io/read_scenario.h"

namespace lastmile::test::real_data_test {
namespace {

namespace fs = std::filesystem;

struct RealNetwork {
  io::ScenarioReading reading;
  Network network;
  Coverage coverage;

  explicit RealNetwork(const fs::path& file)
      : reading(io::read_scenario(file.string(), io::InputFile::Hashing::off)),
        network(build_network(plant())),
        coverage(evaluate(plant(), network)) {}

  const Plant& plant() const { return reading.scenario.plant; }
  std::uint64_t homes(Rung r) const { return coverage.standings.ladder[r].homes; }
  const CauseTally& cause(Obstacle o) const { return coverage.standings.unserved[o]; }
};

fs::path real_data_folder() {
  const char* given = std::getenv("LASTMILE_REAL_DATA");
  return given != nullptr && *given != '\0' ? given : default_real_data_folder();
}

std::optional<RealNetwork> read_real_network(const std::string& name) {
  const fs::path file = real_data_folder() / name / (name + ".yaml");
  if (fs::exists(file)) return std::optional<RealNetwork>(std::in_place, file);
  const std::string message = "real data is not there, nothing was tested: no file " + file.string() +
                              "; set LASTMILE_REAL_DATA to the folder that holds " + name;
  MESSAGE(message);
  return std::nullopt;
}

struct SoleAndJoint {
  std::uint64_t sole;
  std::uint64_t joint;
};

void check_cause(const RealNetwork& real, Obstacle cause, SoleAndJoint expected) {
  CAPTURE(name(cause));
  CHECK(real.cause(cause).sole.homes == expected.sole);
  CHECK(real.cause(cause).joint.homes == expected.joint);
}

void check_that_the_ladder_is_cumulative(const RealNetwork& real) {
  const Ladder& ladder = real.coverage.standings.ladder;
  for (std::size_t i = 1; i < rung_count; ++i) {
    CHECK(ladder.raw()[i].premises <= ladder.raw()[i - 1].premises);
    CHECK(ladder.raw()[i].homes <= ladder.raw()[i - 1].homes);
    CHECK(ladder.raw()[i].users <= ladder.raw()[i - 1].users);
  }
}

void check_that_the_causes_add_up(const RealNetwork& real) {
  Tally blocked = real.coverage.standings.ladder.back();
  for (const CauseTally& cause : real.coverage.standings.unserved) {
    blocked += cause.sole;
    blocked += cause.joint;
  }
  const Tally& located = real.coverage.standings.ladder.front();
  CHECK(blocked.premises == located.premises);
  CHECK(blocked.homes == located.homes);
  CHECK(blocked.users == about(located.users));
}

double sum_of_the_four_books(const Books& books) {
  return books[Book::in_use] + books[Book::dormant] + books[Book::stranded] + books[Book::no_demand];
}

void check_that_the_books_balance(const RealNetwork& real) {
  const Ledger& ledger = real.coverage.ledger;
  CHECK(sum_of_the_four_books(ledger.total) == about(ledger.total[Book::value]));
  for (const Books& tier : ledger.by_tier) CHECK(sum_of_the_four_books(tier) == about(tier[Book::value]));
  double stranded = 0;
  for (const CauseAmount& cause : real.coverage.charges.stranded_by_cause) stranded += cause.all();
  CHECK(stranded == about(ledger.total[Book::stranded]));
}

void check_that_the_two_ledgers_agree(const RealNetwork& real) {
  const Plant& plant = real.plant();
  double charged = 0;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (real.coverage.standings.rung[p] != Rung::served)
      charged += charge_of(plant, real.network, real.coverage.ledger, p);
  CHECK(charged == about(real.coverage.ledger.total[Book::stranded]));
}

struct BackboneFigures {
  std::uint64_t elements;
  std::array<double, 6> books;  // in the order of book_names
};

void check_backbone(const RealNetwork& real, const BackboneFigures& expected) {
  CHECK(real.coverage.ledger.elements == expected.elements);
  for (const Book book : enum_values<Book>()) {
    CAPTURE(book_names[book]);
    CHECK(real.coverage.ledger.total[book] == about(expected.books[index_of(book)]));
  }
}

void check_laws(const RealNetwork& real) {
  check_that_the_ladder_is_cumulative(real);
  check_that_the_causes_add_up(real);
  check_that_the_books_balance(real);
  check_that_the_two_ledgers_agree(real);
}

// The explanation agrees with the standing, and its remedy is the works of its route.
void check_explanation(const RealNetwork& real, PremisesId p) {
  CAPTURE(premises_name(real.reading.scenario, p));
  const Explanation explanation = explain(real.plant(), real.network, real.coverage, p);
  CHECK(explanation.standing.rung == real.coverage.standings.rung[p]);
  CHECK(explanation.standing.obstacles == real.coverage.standings.obstacles[p]);
  CHECK(explanation.route.empty() == explanation.standing.obstacles.contains(Obstacle::no_route));
  std::size_t works = 0;
  double cost = 0;
  for (const RouteStep& step : explanation.route) {
    works += carries_service(step.state) ? 0U : 1U;
    cost += step.completion_cost;
    CHECK(step.demand.all() >= real.plant().premises.users[p]);
  }
  CHECK(explanation.remedy.size() == works);
  CHECK(explanation.completion_cost == about(cost));
  if (explanation.standing.rung >= Rung::connected) CHECK(works == 0);
}

}  // namespace

TEST_CASE("guifi-tona: of 762 homes in a real village 719 are passed and 702 served; 16 lack only the drop") {
  const auto real = read_real_network("guifi-tona");
  if (!real) return;
  CHECK(real->homes(Rung::located) == 762);
  CHECK(real->homes(Rung::passed) == 719);
  CHECK(real->homes(Rung::connected) == 702);
  CHECK(real->homes(Rung::qualified) == 702);
  CHECK(real->homes(Rung::served) == 702);
  check_cause(*real, Obstacle::no_route, {43, 0});
  check_cause(*real, Obstacle::final_link_missing, {16, 0});
  check_cause(*real, Obstacle::final_link_inactive, {1, 0});
  check_backbone(*real, {105, {51400, 24169.821576787, 0, 780.178423213244, 26450, 0}});
  check_laws(*real);
  for (const PremisesId p : ids<PremisesId>(real->plant().premises.size())) check_explanation(*real, p);
}

TEST_CASE("guifi: of 27,727 homes of a real network 23,591 are passed and 20,546 served") {
  const auto real = read_real_network("guifi");
  if (!real) return;
  CHECK(real->homes(Rung::located) == 27727);
  CHECK(real->homes(Rung::passed) == 23591);
  CHECK(real->homes(Rung::connected) == 20546);
  CHECK(real->homes(Rung::qualified) == 20546);
  CHECK(real->homes(Rung::served) == 20546);
  check_cause(*real, Obstacle::no_route, {3300, 0});
  check_cause(*real, Obstacle::upstream_missing, {243, 225});
  check_cause(*real, Obstacle::upstream_inactive, {258, 110});
  check_cause(*real, Obstacle::upstream_failed, {0, 0});
  check_cause(*real, Obstacle::final_link_missing, {2665, 0});
  check_cause(*real, Obstacle::final_link_inactive, {380, 0});
  check_cause(*real, Obstacle::final_link_failed, {0, 0});
  check_backbone(*real,
                 {18593, {7813350, 3465057.81273792, 168110.967169078, 1856081.22009299, 2324100, 1141000}});
  check_laws(*real);
}

TEST_CASE("guifi: one note counts the impossible coordinates among fourteen thousand sites") {
  const auto real = read_real_network("guifi");
  if (!real) return;
  std::size_t notes = 0;
  for (const io::Problem& problem : real->reading.notes.shown()) {
    CHECK(problem.severity == io::Severity::note);
    if (problem.rule != "out-of-range") continue;
    ++notes;
    CHECK(problem.file.ends_with("sites.csv"));
    CHECK(problem.mark.line == 8718);
    CHECK(problem.times == 2);  // its longitude and its latitude
  }
  CHECK(notes == 1);
  CHECK(real->reading.notes.error_count() == 0);
}

TEST_CASE("guifi: explanations agree with the ladder for a sample of every obstacle") {
  const auto real = read_real_network("guifi");
  if (!real) return;
  constexpr std::size_t stride = 331;
  for (std::size_t i = 0; i < real->plant().premises.size(); i += stride)
    check_explanation(*real, PremisesId{i});
  for (const Obstacle cause : enum_values<Obstacle>()) {
    std::size_t left = 3;
    for (const PremisesId p : ids<PremisesId>(real->plant().premises.size())) {
      if (left == 0) break;
      if (!real->coverage.standings.obstacles[p].contains(cause)) continue;
      check_explanation(*real, p);
      --left;
    }
  }
}

}  // namespace lastmile::test::real_data_test
