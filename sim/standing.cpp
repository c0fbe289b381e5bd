#include "sim/standing.h"

#include "sim/parallel.h"

namespace lastmile {
namespace {

struct Counts {
  Ladder ladder;
  Unserved unserved;
  FinalLinkBooks final_links;

  Counts& operator+=(const Counts& other) {
    final_links += other.final_links;
    for (std::size_t i = 0; i < rung_count; ++i) ladder[i] += other.ladder[i];
    for (std::size_t i = 0; i < obstacle_count; ++i) unserved[i] += other.unserved[i];
    return *this;
  }
};

void count(const Plant& plant, PremisesId p, const Standing& standing, Counts& counts) {
  const Tally one{1, plant.premises.homes[p], plant.premises.users[p]};
  counts.ladder[static_cast<std::size_t>(standing.rung)] += one;
  if (standing.obstacles.empty()) return;
  CauseTally& cause = counts.unserved[static_cast<std::size_t>(standing.obstacles.first())];
  (standing.obstacles.count() == 1 ? cause.sole : cause.joint) += one;
}

void count_final_links(const Plant& plant, const Network& network, PremisesId p, bool served,
                       FinalLinkBooks& books) {
  for_each_final_link(plant, network, p, [&](LinkId id) {
    const FinalLink link = final_link(plant, id);
    if (!in_design(plant, link)) return;
    if (is_missing(link.state)) {
      ++books.missing;
      books.completion_cost_of_missing += link.completion_cost;
      return;
    }
    ++books.built;
    books.inactive += link.state == State::inactive ? 1U : 0U;
    books.failed += link.state == State::failed ? 1U : 0U;
    books.value += link.value;
    books.stranded += served ? 0 : link.value;
  });
}

void accumulate_from_the_top(Ladder& ladder) {
  for (std::size_t rung = rung_count - 1; rung-- > 0;) ladder[rung] += ladder[rung + 1];
}

}  // namespace

FinalLinkBooks& FinalLinkBooks::operator+=(const FinalLinkBooks& other) {
  built += other.built;
  missing += other.missing;
  inactive += other.inactive;
  failed += other.failed;
  value += other.value;
  stranded += other.stranded;
  completion_cost_of_missing += other.completion_cost_of_missing;
  return *this;
}

Standing standing_of(const Plant& plant, const Network& network, const Reach& reach, PremisesId premises) {
  Standing standing;
  bool passed = false;
  for_each_final_link(plant, network, premises, [&](LinkId id) {
    const FinalLink link = final_link(plant, id);
    const PathLabel& upstream = reach.path[link.site];
    if (!in_design(link.state) || !upstream.exists()) return;
    passed = passed || upstream.is_live();
    const PathLabel path = then(upstream, link.state, link.completion_cost);
    if (standing.final_link.exists() && !(path < standing.path)) return;
    standing.final_link = id;
    standing.path = path;
    standing.obstacles = reach.upstream[link.site];
    standing.obstacles |= final_link_obstacle(link.state);
  });
  if (!standing.final_link.exists()) standing.obstacles = Obstacle::no_route;
  const bool subscribed = plant.premises.subscribed[premises] != 0;
  if (!subscribed) standing.obstacles |= Obstacle::not_subscribed;

  if (standing.path.is_live())
    standing.rung = subscribed ? Rung::served : Rung::qualified;
  else if (passed)
    standing.rung = Rung::passed;
  return standing;
}

Standings judge_premises(const Plant& plant, const Network& network, const Reach& reach) {
  const std::size_t premises = plant.premises.size();
  Standings all{IdVector<PremisesId, Rung>(premises),
                IdVector<PremisesId, Obstacles>(premises),
                IdVector<PremisesId, LinkId>(premises),
                {},
                {},
                {}};
  const Counts counts = sum_over_chunks<Counts>(premises, [&](std::size_t first, std::size_t last) {
    Counts chunk;
    for (const PremisesId p : IdRange<PremisesId>(first, last)) {
      const Standing standing = standing_of(plant, network, reach, p);
      all.rung[p] = standing.rung;
      all.obstacles[p] = standing.obstacles;
      all.final_link[p] = standing.final_link;
      count(plant, p, standing, chunk);
      count_final_links(plant, network, p, standing.rung == Rung::served, chunk.final_links);
    }
    return chunk;
  });
  all.ladder = counts.ladder;
  accumulate_from_the_top(all.ladder);
  all.unserved = counts.unserved;
  all.final_links = counts.final_links;
  return all;
}

}  // namespace lastmile
