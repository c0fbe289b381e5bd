// Obstacles and service of each premises against the brute-force oracle of service on thousands of random
// networks.
#include "sim/service/qualification.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/approx.h"
#include "tests/support/judged_plant.h"
#include "tests/support/service_oracle.h"

namespace lastmile::qualification_oracle_test {
namespace {

using test::about;
using test::check_tally;
using test::Dice;
using test::evaluate_plant;
using test::Judged;
using test::sweep_with_access;
using test::words;

// By which sites and links the line goes, from the source on.
oracle::Path path_of(const Judged& judged, LinkId final_link, ServiceLines::Path path) {
  const ServiceLines& lines = judged.coverage.qualification.lines();
  oracle::Path elements{final_link};
  for (SiteId site = lastmile::final_link(judged.plant, final_link).site;;) {
    elements.emplace_back(site);
    const LinkId via = lines.via(site, path);
    if (!via.exists()) break;
    elements.emplace_back(via);
    site = other_end(judged.plant, via, site);
  }
  std::reverse(elements.begin(), elements.end());
  return elements;
}

void check_service(const Judged& judged, PremisesId p, const oracle::ServiceAnswer& expected) {
  const Qualification& qualification = judged.coverage.qualification;
  const DeliveredService given =
      qualification.service(routed(judged.plant, judged.network, judged.coverage), p);
  CHECK(words(given.lacks) == words(expected.lacks));
  CHECK(words(qualification.lacks(p)) == words(expected.lacks));
  CHECK(given.is_connected == expected.is_connected);
  REQUIRE(given.line.final_link.exists() == expected.has_route);
  if (!expected.has_route) return;

  REQUIRE(given.line.final_link.value == expected.final_link.value);
  const auto path = expected.is_connected ? ServiceLines::Path::live : ServiceLines::Path::best;
  CHECK((path_of(judged, expected.final_link, path) == expected.path));
  REQUIRE(given.line.at.head_end.value == expected.head_end.value);
  CHECK(given.down_mbps == about(expected.down_mbps));
  CHECK(given.up_mbps == about(expected.up_mbps));
  CHECK(given.line.down_mbps == about(expected.line_down_mbps));
  CHECK(given.line.up_mbps == about(expected.line_up_mbps));
  CHECK(given.line.latency_ms == about(expected.latency_ms));
  if (!expected.head_end.exists()) return;
  CHECK(given.line.at.technology.value == expected.technology.value);
  CHECK(given.line.at.medium_matches == expected.medium_matches);
  CHECK(given.line.at.length_m == about(expected.length_m));
  if (!expected.budget) return;
  CHECK(given.line.budget.weak_margin_db == about(expected.budget->weak_margin_db));
  CHECK(given.line.budget.strong_margin_db == about(expected.budget->strong_margin_db));
  CHECK(given.line.budget.least_loss_db == about(expected.budget->least_loss_db));
  CHECK(given.line.budget.too_weak == expected.budget->too_weak);
  CHECK(given.line.budget.too_strong == expected.budget->too_strong);
}

// The summary of service to connected homes, computed home by home.
void check_summary(const Plant& plant, const ServiceSummary& summary,
                   const std::vector<oracle::ServiceAnswer>& answers) {
  std::vector<TechnologyTally> by_technology(plant.access->equipment.technologies.size() + 1);
  EnumArray<ServiceFigure, std::vector<double>> figures;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    const oracle::ServiceAnswer& answer = answers[p.value];
    if (!answer.is_connected) continue;
    const Tally one{1, plant.premises.homes[p], plant.premises.users[p]};
    TechnologyTally& tally =
        answer.head_end.exists() ? by_technology[answer.technology.value] : by_technology.back();
    tally.connected += one;
    if (answer.lacks.empty()) tally.qualified += one;
    const auto add = [&](ServiceFigure figure, double value) {
      auto& values = figures[figure];
      values.insert(values.end(), plant.premises.homes[p], value);
    };
    const bool arrives = answer.has_port && !answer.lacks.contains(Obstacle::over_budget) &&
                         !answer.lacks.contains(Obstacle::under_budget);
    add(ServiceFigure::down_mbps, arrives ? answer.down_mbps : 0);
    add(ServiceFigure::up_mbps, arrives ? answer.up_mbps : 0);
    if (!answer.head_end.exists()) continue;
    add(ServiceFigure::latency_ms, answer.latency_ms);
    if (answer.budget) {
      add(ServiceFigure::optical_margin_weak_db, answer.budget->weak_margin_db);
      add(ServiceFigure::optical_margin_strong_db, answer.budget->strong_margin_db);
    }
    if (plant.access->equipment.technologies[answer.technology].medium == MediumKind::copper)
      add(ServiceFigure::loop_length_m, answer.length_m);
  }
  REQUIRE(summary.by_technology.size() == by_technology.size());
  for (std::size_t t = 0; t < by_technology.size(); ++t) {
    CAPTURE(t);
    check_tally(summary.by_technology[t].connected, by_technology[t].connected);
    check_tally(summary.by_technology[t].qualified, by_technology[t].qualified);
  }
  for (const ServiceFigure f : enum_values<ServiceFigure>()) {
    CAPTURE(service_figures[f].name);
    std::vector<double>& values = figures[f];
    std::sort(values.begin(), values.end());
    REQUIRE(summary.figures[f].homes() == values.size());
    if (values.empty()) continue;
    const std::vector<double> shown = summary.figures[f].quantiles(shown_quantiles);
    REQUIRE(shown.size() == shown_quantiles.size());
    for (std::size_t i = 0; i < shown.size(); ++i) {
      std::size_t rank = 0;  // of the first value that enough homes do not exceed
      while (static_cast<double>(rank + 1) < shown_quantiles[i] * static_cast<double>(values.size())) ++rank;
      CHECK(shown[i] == about(values[rank]));
    }
  }
}

TEST_CASE("Every premises has the service and the obstacles that the definitions give") {
  EnumArray<Obstacle, std::size_t> seen = {};
  std::size_t qualified = 0;
  const auto compare = [&](const Plant& plant, Dice&) {
    const std::vector<oracle::ServiceAnswer> answers = oracle::judge_service(plant, oracle::judge(plant));
    const Judged judged(plant);
    REQUIRE(judged.coverage.qualification.is_judged());
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      CAPTURE(p.value);
      check_service(judged, p, answers[p.value]);
      for (const Obstacle obstacle : enum_values<Obstacle>())
        seen[obstacle] += answers[p.value].lacks.contains(obstacle) ? 1 : 0;
      qualified += answers[p.value].is_connected && answers[p.value].lacks.empty() ? 1 : 0;
    }
  };
  sweep_with_access(test::hamlet, {0, 2500}, compare);
  sweep_with_access(test::crowded_hamlet, {0, 3500}, compare);
  // The random plants do contain the compared cases.
  for (const Obstacle obstacle : {Obstacle::no_port, Obstacle::over_budget, Obstacle::under_budget,
                                  Obstacle::rate, Obstacle::latency, Obstacle::capacity}) {
    CAPTURE(name(obstacle));
    CHECK(seen[obstacle] > 300);
  }
  CHECK(qualified > 1000);
}

TEST_CASE("The summary of service counts the connected homes as the definitions do") {
  sweep_with_access(test::crowded_hamlet, {0, 1500}, [](const Plant& plant, Dice&) {
    check_summary(plant, evaluate_plant(plant).qualification.summary(),
                  oracle::judge_service(plant, oracle::judge(plant)));
  });
}

TEST_CASE("Rungs, obstacles and counts include the obstacles of qualification") {
  sweep_with_access(test::crowded_hamlet, {5000, 6000}, [](const Plant& plant, Dice&) {
    const oracle::Answer answer = oracle::judge(plant);
    const std::vector<oracle::ServiceAnswer> services = oracle::judge_service(plant, answer);
    const Standings standings = evaluate_plant(plant).standings;
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      CAPTURE(p.value);
      Obstacles expected = answer.premises[p].obstacles;
      expected |= services[p.value].lacks;
      CHECK(words(standings.obstacles[p]) == words(expected));
      const bool is_stuck = services[p.value].is_connected && !services[p.value].lacks.empty();
      CHECK(name(standings.rung[p]) == name(is_stuck ? Rung::connected : answer.premises[p].rung));
    }
  });
}

}  // namespace
}  // namespace lastmile::qualification_oracle_test
