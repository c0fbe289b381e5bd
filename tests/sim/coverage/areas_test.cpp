// Figures by area against the brute-force oracle, and the sums that they have to come to.
#include "sim/coverage/areas.h"

#include <doctest/doctest.h>

#include <set>

#include "sim/coverage/coverage.h"
#include "tests/support/approx.h"
#include "tests/support/dice.h"
#include "tests/support/oracle.h"
#include "tests/support/sweep.h"

namespace lastmile::areas_test {
namespace {

using test::about;

constexpr std::size_t area_count = 3;

// Areas as somebody wrote them, some left out.
struct Written {
  IdVector<SiteId, AreaId> of_site;
  IdVector<PremisesId, AreaId> of_premises;
};
Written draw_areas(const Plant& plant) {
  test::Dice dice(plant.sites.size() * 1000 + plant.premises.size());
  const auto draw = [&] { return dice.chance(70) ? AreaId{dice.below(area_count)} : AreaId::none(); };
  Written written;
  for (std::size_t i = 0; i < plant.sites.size(); ++i) written.of_site.push_back(draw());
  for (std::size_t i = 0; i < plant.premises.size(); ++i) written.of_premises.push_back(draw());
  return written;
}

std::size_t row(AreaId area) {
  return area.exists() ? area.value : area_count;
}
AreaId first_given(AreaId a, AreaId b) {
  return a.exists() ? a : b;
}

// By the definitions; the lengths of best paths are those that the oracle has confirmed elsewhere.
std::size_t area_of(const Plant& plant, const Reach& reach, const Written& written, const Element& element) {
  if (element.is_site()) return row(written.of_site[element.site()]);
  const LinkId link = element.link();
  const SiteId a = std::min(plant.links.from[link], plant.links.to[link]);
  const SiteId b = std::max(plant.links.from[link], plant.links.to[link]);
  const bool a_has_path = reach.path[a].exists();
  const bool b_has_path = reach.path[b].exists();
  const bool a_is_farther =
      a_has_path != b_has_path ? !a_has_path : reach.path[a].elements > reach.path[b].elements;
  return row(a_is_farther ? first_given(written.of_site[a], written.of_site[b])
                          : first_given(written.of_site[b], written.of_site[a]));
}

std::size_t area_of(const Plant& plant, const Written& written, PremisesId p) {
  if (written.of_premises[p].exists()) return row(written.of_premises[p]);
  for (const LinkId link : ids<LinkId>(plant.links.size()))
    if (plant.links.tier[link] == Tier::drop && plant.links.premises[link] == p)
      return row(written.of_site[plant.links.from[link]]);
  const SiteId site = plant.links.from.inline_drops[p];
  return site.exists() ? row(written.of_site[site]) : area_count;
}

struct Expected {
  EnumArray<Rung, oracle::Count> ladder;
  EnumArray<Obstacle, oracle::Cause> causes;
  oracle::ElementAnswer backbone;
  std::uint64_t elements = 0;
};

void count(const Plant& plant, PremisesId p, oracle::Count& into) {
  ++into.premises;
  into.homes += plant.premises.homes[p];
  into.users += plant.premises.users[p];
}

std::array<Expected, area_count + 1> expected_by_area(const Plant& plant, const Reach& reach,
                                                      const Written& written, const oracle::Answer& answer) {
  std::array<Expected, area_count + 1> areas;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    Expected& area = areas[area_of(plant, written, p)];
    const oracle::PremisesAnswer& of = answer.premises[p];
    for (const Rung rung : enum_values<Rung>())
      if (rung <= of.rung) count(plant, p, area.ladder[rung]);
    if (of.rung == Rung::served) continue;
    oracle::Cause& cause = area.causes[of.obstacles.first()];
    count(plant, p, of.obstacles.count() == 1 ? cause.sole : cause.joint);
  }
  for (const auto& [element, of] : answer.backbone) {
    Expected& area = areas[area_of(plant, reach, written, element)];
    ++area.elements;
    area.backbone.value += of.value;
    area.backbone.in_use += of.in_use;
    area.backbone.dormant += of.dormant;
    area.backbone.stranded += of.stranded;
    area.backbone.no_demand += of.no_demand;
    area.backbone.idle += of.idle;
    if (of.users == 0) continue;
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      const oracle::PremisesAnswer& premises = answer.premises[p];
      if (premises.rung == Rung::served || !premises.carried_by.contains(element)) continue;
      oracle::Cause& cause = area.causes[premises.obstacles.first()];
      (premises.obstacles.count() == 1 ? cause.stranded_sole : cause.stranded_joint) +=
          of.value * plant.premises.users[p] / of.users;
    }
  }
  return areas;
}

void check_share(const ExpectedTally& share, const oracle::Count& expected) {
  CHECK(share.premises == static_cast<double>(expected.premises));
  CHECK(share.homes == static_cast<double>(expected.homes));
  CHECK(share.users == about(expected.users));
}

std::vector<AreaFigures> figures(const Plant& plant, const Written& written) {
  const Network network = build_network(plant);
  const Coverage coverage = evaluate(plant, network);
  const RoutedPlant all = routed(plant, network, coverage);
  const AreaMap map = map_areas(all, area_count, written.of_site, written.of_premises);
  return figures_by_area(all, coverage.standings, coverage.ledger, map, subscribed_share(plant));
}

}  // namespace

TEST_CASE("Every count, cause and amount by area is what the definitions give") {
  const auto check = [](const Plant& plant) {
    const Written written = draw_areas(plant);
    const Reach reach = find_best_paths(plant, build_network(plant));
    const auto expected = expected_by_area(plant, reach, written, oracle::judge(plant));
    const std::vector<AreaFigures> found = figures(plant, written);
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      CAPTURE(i);
      for (const Rung r : enum_values<Rung>()) check_share(found[i].ladder[r], expected[i].ladder[r]);
      for (const Obstacle c : enum_values<Obstacle>()) {
        CAPTURE(obstacle_names[c]);
        check_share(found[i].unserved[c].sole, expected[i].causes[c].sole);
        check_share(found[i].unserved[c].joint, expected[i].causes[c].joint);
        CHECK(found[i].stranded[c].sole == about(expected[i].causes[c].stranded_sole));
        CHECK(found[i].stranded[c].joint == about(expected[i].causes[c].stranded_joint));
      }
      CHECK(found[i].elements == expected[i].elements);
      CHECK(found[i].backbone[Book::value] == about(expected[i].backbone.value));
      CHECK(found[i].backbone[Book::in_use] == about(expected[i].backbone.in_use));
      CHECK(found[i].backbone[Book::dormant] == about(expected[i].backbone.dormant));
      CHECK(found[i].backbone[Book::stranded] == about(expected[i].backbone.stranded));
      CHECK(found[i].backbone[Book::no_demand] == about(expected[i].backbone.no_demand));
      CHECK(found[i].backbone[Book::idle] == about(expected[i].backbone.idle));
    }
  };
  test::sweep(test::hamlet, {0, 3000}, check);
  test::sweep(test::rough_hamlet, {0, 500}, check);
}

TEST_CASE("Counts and amounts by area add up to those of the whole") {
  test::sweep(test::rough_town, {0, 60}, [](const Plant& plant) {
    const Coverage whole = test::evaluate_plant(plant);
    EnumArray<Rung, ExpectedTally> ladder;
    StrandedByCause stranded;
    Books backbone;
    FinalLinkBooks links;
    std::uint64_t elements = 0;
    for (const AreaFigures& area : figures(plant, draw_areas(plant))) {
      for (const Rung r : enum_values<Rung>()) ladder[r] += area.ladder[r];
      double of_area = 0;
      for (const Obstacle cause : enum_values<Obstacle>()) {
        stranded[cause].sole += area.stranded[cause].sole;
        stranded[cause].joint += area.stranded[cause].joint;
        of_area += area.stranded[cause].all();
      }
      CHECK(of_area == about(area.backbone[Book::stranded]));
      backbone += area.backbone;
      elements += area.elements;
      links.built += area.final_links.built;
      links.missing += area.final_links.missing;
      links.inactive += area.final_links.inactive;
      links.failed += area.final_links.failed;
      links.value += area.final_links.value;
      links.stranded += area.final_links.stranded;
      links.completion_cost_of_missing += area.final_links.completion_cost_of_missing;
    }
    for (const Rung r : enum_values<Rung>()) {
      CHECK(ladder[r].premises == static_cast<double>(whole.standings.ladder[r].premises));
      CHECK(ladder[r].homes == static_cast<double>(whole.standings.ladder[r].homes));
      CHECK(ladder[r].users == about(whole.standings.ladder[r].users));
    }
    CHECK(elements == whole.ledger.elements);
    for (const Book book : enum_values<Book>()) CHECK(backbone[book] == about(whole.ledger.total[book]));
    for (const Obstacle cause : enum_values<Obstacle>()) {
      CHECK(stranded[cause].sole == about(whole.charges.stranded_by_cause[cause].sole));
      CHECK(stranded[cause].joint == about(whole.charges.stranded_by_cause[cause].joint));
    }
    const FinalLinkBooks& all = whole.standings.final_links;
    CHECK(links.built == all.built);
    CHECK(links.missing == all.missing);
    CHECK(links.inactive == all.inactive);
    CHECK(links.failed == all.failed);
    CHECK(links.value == about(all.value));
    CHECK(links.stranded == about(all.stranded));
    CHECK(links.completion_cost_of_missing == about(all.completion_cost_of_missing));
  });
}

}  // namespace lastmile::areas_test
