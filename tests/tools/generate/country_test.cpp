// The synthetic country: the same seed gives the same bytes, and the scenario is realistic.
#include <doctest/doctest.h>
#include <algorithm>

#include "sim/coverage/coverage.h"
#include "sim/support/parallel.h"
#include "tests/support/file_text.h"
#include "tests/support/temporary_directory.h"
#include "tools/generate/generate.h"
#include "tools/io/read_scenario.h"

namespace lastmile::country_test {
namespace {

constexpr std::uint64_t premises_count = 30'000;

struct Country {
  explicit Country(std::uint64_t seed, std::uint64_t premises = premises_count, std::size_t threads = 2) {
    with_threads(threads, [&] { io::write_country(CountrySpec(premises, seed), folder / "c"); });
  }
  std::string text(const std::string& name) const { return test::read_text(folder / ("c/" + name)); }
  std::string all_text() const {
    return text("scenario.yaml") + text("sites.csv") + text("links.csv") + text("premises.csv");
  }
  io::ScenarioReading read() const {
    return io::read_scenario(folder / "c/scenario.yaml", io::InputFile::Hashing::off);
  }
  test::TemporaryDirectory folder;
};

TEST_CASE("The same seed gives the same country, byte by byte and for any number of threads") {
  const std::string one = Country(7).all_text();
  CHECK(Country(7).all_text() == one);
  CHECK(Country(7, premises_count, 1).all_text() == one);
  CHECK(Country(8).all_text() != one);
}

TEST_CASE("A country of any size is a scenario without problems") {
  for (const std::uint64_t premises : {1U, 2U, 9U, 257U, 5'121U, 30'000U}) {
    CAPTURE(premises);
    const io::ScenarioReading country = Country(3, premises).read();
    CHECK(country.scenario.plant.premises.size() == premises);
    for (const io::Problem& note : country.notes.shown()) CHECK(note.rule == "free-to-bring-up");
  }
}

TEST_CASE(
    "A generated country is realistic: rings in its core, homes on every rung, every cause, money "
    "everywhere") {
  const io::ScenarioReading reading = Country(1).read();
  const Plant& plant = reading.scenario.plant;
  const Network network = build_network(plant);
  const Coverage coverage = evaluate(plant, network);

  for (std::size_t rung = 1; rung < rung_count; ++rung) {
    CAPTURE(rung);
    const Tally& above = coverage.standings.ladder.raw()[rung];
    const Tally& below = coverage.standings.ladder.raw()[rung - 1];
    CHECK(above.homes <= below.homes);
    CHECK(above.homes * 10 > coverage.standings.ladder[Rung::located].homes);  // more than a tenth of all
  }
  const auto homes_of = [&](Obstacle o) {
    const CauseTally& cause = coverage.standings.unserved[o];
    return cause.sole.homes + cause.joint.homes;
  };
  for (const Obstacle o : {Obstacle::upstream_missing, Obstacle::upstream_inactive, Obstacle::upstream_failed,
                           Obstacle::final_link_missing, Obstacle::final_link_inactive,
                           Obstacle::final_link_failed, Obstacle::not_subscribed}) {
    CAPTURE(name(o));
    CHECK(homes_of(o) > 0);
  }
  CHECK(network.core_sites.size() >
        1 + plant.sites.size() / 1000);  // exchanges in rings, cabinets with two feeders
  CHECK(network.tree_sites.size() > plant.sites.size() / 2);
  const auto& premises = plant.premises;
  CHECK(*std::max_element(premises.homes.begin(), premises.homes.end()) > 1);
  CHECK(coverage.ledger.total[Book::value] > 0);
  CHECK(coverage.ledger.total[Book::stranded] > 0);
  CHECK(coverage.ledger.total[Book::in_use] > 0);
}

}  // namespace
}  // namespace lastmile::country_test
