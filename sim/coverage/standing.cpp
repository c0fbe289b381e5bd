#include "sim/coverage/standing.h"

#include "sim/network/best_path.h"
#include "sim/support/parallel.h"

namespace lastmile {
namespace {

struct Counts {
  Ladder ladder;  // not yet cumulative
  std::array<std::array<Tally, 2>, obstacle_count + 1>
      unserved;  // by first obstacle (last row: none); joint, sole
  EnumArray<State, std::array<FinalLinkSums, 2>> final_links;  // by state; not served, served

  Counts& operator+=(const Counts& other) {
    for (const Rung rung : enum_values<Rung>()) ladder[rung] += other.ladder[rung];
    for (std::size_t column = 0; column < 2; ++column) {
      for (std::size_t i = 0; i < obstacle_count; ++i) unserved[i][column] += other.unserved[i][column];
      for (const State state : enum_values<State>())
        final_links[state][column] += other.final_links[state][column];
    }
    return *this;
  }
};

void count(const Plant& plant, PremisesId p, const Standing& standing, Counts& counts) {
  const Tally one = tally_of(plant, p);
  counts.ladder[standing.rung] += one;
  counts.unserved[standing.obstacles.first_or_none()][standing.obstacles.is_single() ? 1 : 0] += one;
}

void count_final_links(const Plant& plant, const Network& network, PremisesId p, bool served,
                       Counts& counts) {
  for_each_final_link(
      plant, network, p, [&](const FinalLink& link) __attribute__((always_inline)) {
        if (in_design(plant, link))
          counts.final_links[link.state][served ? 1 : 0] += {1, link.value, link.completion_cost};
      });
}

FinalLinkBooks books_of(const Counts& counts) {
  FinalLinkBooks books;
  for (const State state : enum_values<State>()) {
    const auto& [unserved, served] = counts.final_links[state];
    FinalLinkSums all = unserved;
    books.add(state, all += served, unserved.value);
  }
  return books;
}

[[gnu::always_inline]] inline Standing judge(const JudgedPlant& judged, PremisesId premises) {
  const Reach& reach = judged.reach;
  const Qualification& qualification = judged.qualification;
  const BestPath best = best_path(judged, premises);
  Standing standing;
  standing.final_link = best.final_link;
  standing.path = best.path;
  if (best.final_link.exists()) {
    standing.obstacles = reach.upstream[best.site];
    standing.obstacles |= final_link_obstacle(best.state);
    standing.obstacles |= qualification.lacks(premises);
  } else {
    standing.obstacles = Obstacle::no_route;
  }
  const bool subscribed = judged.plant.premises.subscribed[premises] != 0;
  if (!subscribed) standing.obstacles |= Obstacle::not_subscribed;

  if (best.path.is_live())
    standing.rung = !qualification.lacks(premises).empty() ? Rung::connected
                    : subscribed                           ? Rung::served
                                                           : Rung::qualified;
  else if (best.passed)
    standing.rung = Rung::passed;
  return standing;
}

}  // namespace

void FinalLinkBooks::add(State state, const FinalLinkSums& links, double stranded_value) {
  if (is_missing(state)) {
    missing += links.count;
    completion_cost_of_missing += links.completion_cost;
  } else {
    built += links.count;
    value += links.value;
    stranded += stranded_value;
  }
  if (state == State::inactive) inactive += links.count;
  if (state == State::failed) failed += links.count;
}

Standing standing_of(const JudgedPlant& judged, PremisesId premises) {
  return judge(judged, premises);
}

Standings judge_premises(const JudgedPlant& judged) {
  const Plant& plant = judged.plant;
  const std::size_t premises = plant.premises.size();
  Standings all{IdVector<PremisesId, Rung>::uninitialized(premises),
                IdVector<PremisesId, Obstacles>::uninitialized(premises),
                {},
                {},
                {}};
  const Counts counts = sum_over_chunks<Counts>(premises, [&](std::size_t first, std::size_t last) {
    Counts chunk;
    for (const PremisesId p : IdRange<PremisesId>(first, last)) {
      const Standing standing = judge(judged, p);
      all.rung[p] = standing.rung;
      all.obstacles[p] = standing.obstacles;
      count(plant, p, standing, chunk);
      count_final_links(plant, judged.network, p, standing.rung == Rung::served, chunk);
    }
    return chunk;
  });
  all.ladder = counts.ladder;
  accumulate_from_the_top(all.ladder);
  for (const Obstacle cause : enum_values<Obstacle>()) {
    const auto& [joint, sole] = counts.unserved[index_of(cause)];
    all.unserved[cause] = {sole, joint};
  }
  all.final_links = books_of(counts);
  return all;
}

}  // namespace lastmile
