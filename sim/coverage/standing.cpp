#include "sim/coverage/standing.h"

#include "sim/network/best_path.h"
#include "sim/support/parallel.h"

namespace lastmile {
namespace {

// The final links of one state, of premises that are served or of others.
struct FinalLinkSums {
  std::uint64_t count = 0;
  double value = 0;
  double completion_cost = 0;

  FinalLinkSums& operator+=(const FinalLinkSums& other) {
    count += other.count;
    value += other.value;
    completion_cost += other.completion_cost;
    return *this;
  }
};

struct Counts {
  Ladder ladder;  // not yet cumulative
  std::array<std::array<Tally, 2>, obstacle_count + 1>
      unserved;  // by first obstacle, the last row: none; joint, sole
  std::array<std::array<FinalLinkSums, 2>, state_names.size()> final_links;  // by state; not served, served

  Counts& operator+=(const Counts& other) {
    for (std::size_t i = 0; i < rung_count; ++i) ladder[i] += other.ladder[i];
    for (std::size_t column = 0; column < 2; ++column) {
      for (std::size_t i = 0; i < obstacle_count; ++i) unserved[i][column] += other.unserved[i][column];
      for (std::size_t i = 0; i < final_links.size(); ++i)
        final_links[i][column] += other.final_links[i][column];
    }
    return *this;
  }
};

void count(const Plant& plant, PremisesId p, const Standing& standing, Counts& counts) {
  const Tally one{1, plant.premises.homes[p], plant.premises.users[p]};
  counts.ladder[static_cast<std::size_t>(standing.rung)] += one;
  counts.unserved[standing.obstacles.first_or_none()][standing.obstacles.is_single() ? 1 : 0] += one;
}

void count_final_links(const Plant& plant, const Network& network, PremisesId p, bool served,
                       Counts& counts) {
  for_each_final_link(plant, network, p, [&](LinkId id) {
    const FinalLink link = final_link(plant, id);
    if (in_design(plant, link))
      counts.final_links[static_cast<std::size_t>(link.state)][served ? 1 : 0] +=
          {1, link.value, link.completion_cost};
  });
}

FinalLinkBooks books_of(const Counts& counts) {
  FinalLinkBooks books;
  for (std::size_t i = 0; i < counts.final_links.size(); ++i) {
    const auto& [unserved, served] = counts.final_links[i];
    const auto state = static_cast<State>(i);
    const std::uint64_t links = unserved.count + served.count;
    if (is_missing(state)) {
      books.missing += links;
      books.completion_cost_of_missing += unserved.completion_cost + served.completion_cost;
    } else {
      books.built += links;
      books.value += unserved.value + served.value;
      books.stranded += unserved.value;
    }
    if (state == State::inactive) books.inactive = links;
    if (state == State::failed) books.failed = links;
  }
  return books;
}

[[gnu::always_inline]] inline Standing judge(const Plant& plant, const Network& network, const Reach& reach,
                                             const Qualification& qualification, PremisesId premises) {
  const BestPath best = best_path(plant, network, reach, premises);
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
  const bool subscribed = plant.premises.subscribed[premises] != 0;
  if (!subscribed) standing.obstacles |= Obstacle::not_subscribed;

  if (best.path.is_live())
    standing.rung = !qualification.lacks(premises).empty() ? Rung::connected
                    : subscribed                           ? Rung::served
                                                           : Rung::qualified;
  else if (best.passed)
    standing.rung = Rung::passed;
  return standing;
}

void accumulate_from_the_top(Ladder& ladder) {
  for (std::size_t rung = rung_count - 1; rung-- > 0;) ladder[rung] += ladder[rung + 1];
}

}  // namespace

Standing standing_of(const Plant& plant, const Network& network, const Reach& reach,
                     const Qualification& qualification, PremisesId premises) {
  return judge(plant, network, reach, qualification, premises);
}

Standings judge_premises(const Plant& plant, const Network& network, const Reach& reach,
                         const Qualification& qualification) {
  const std::size_t premises = plant.premises.size();
  Standings all{IdVector<PremisesId, Rung>::unfilled(premises),
                IdVector<PremisesId, Obstacles>::unfilled(premises),
                {},
                {},
                {}};
  const Counts counts = sum_over_chunks<Counts>(premises, [&](std::size_t first, std::size_t last) {
    Counts chunk;
    for (const PremisesId p : IdRange<PremisesId>(first, last)) {
      const Standing standing = judge(plant, network, reach, qualification, p);
      all.rung[p] = standing.rung;
      all.obstacles[p] = standing.obstacles;
      count(plant, p, standing, chunk);
      count_final_links(plant, network, p, standing.rung == Rung::served, chunk);
    }
    return chunk;
  });
  all.ladder = counts.ladder;
  accumulate_from_the_top(all.ladder);
  for (std::size_t i = 0; i < obstacle_count; ++i)
    all.unserved[i] = {counts.unserved[i][1], counts.unserved[i][0]};
  all.final_links = books_of(counts);
  return all;
}

}  // namespace lastmile
