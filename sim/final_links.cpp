#include "sim/final_links.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "sim/parallel.h"

namespace lastmile {
namespace {

double round_to_12_digits(double x) {
  int exponent = 0;
  const double mantissa = std::frexp(x, &exponent);
  constexpr int bits = 40;
  return std::ldexp(std::round(std::ldexp(mantissa, bits)), exponent - bits);
}

// Smaller is better.
std::tuple<bool, double, LinkId> rank(const NextFinalLink& next) {
  const bool costs = next.completion_cost > 0;
  const double merit = costs ? next.releases / next.completion_cost : next.releases;
  return {costs, -round_to_12_digits(merit), next.link};
}

bool is_better(const NextFinalLink& a, const NextFinalLink& b) {
  return rank(a) < rank(b);
}

// The best few of all that were added.
struct Best {
  std::vector<NextFinalLink> few;

  void add(const NextFinalLink& candidate) {
    if (few.size() == next_final_link_count && !is_better(candidate, few.back())) return;
    few.insert(std::upper_bound(few.begin(), few.end(), candidate, is_better), candidate);
    if (few.size() > next_final_link_count) few.pop_back();
  }
  Best& operator+=(const Best& other) {
    for (const NextFinalLink& candidate : other.few) add(candidate);
    return *this;
  }
};

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

FinalLinkBooks keep_final_link_books(const Plant& plant, const Network& network, const Standings& standings) {
  return sum_over_chunks<FinalLinkBooks>(plant.premises.size(), [&](std::size_t first, std::size_t last) {
    FinalLinkBooks books;
    for (const PremisesId p : IdRange<PremisesId>(first, last)) {
      const bool served = standings.rung[p] == Rung::served;
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
    return books;
  });
}

double value_released_by(const Plant& plant, const Network& network, const Standings& standings,
                         const Ledger& ledger, PremisesId premises, LinkId link) {
  const bool sole_cause =
      standings.final_link[premises] == link &&
      standings.obstacles[premises] == final_link_obstacle(final_link(plant, link).state) &&
      !standings.obstacles[premises].empty();
  return sole_cause ? charge_of(plant, network, ledger, premises) : 0;
}

std::vector<NextFinalLink> choose_next_final_links(const Plant& plant, const Network& network,
                                                   const Standings& standings, const Ledger& ledger) {
  return sum_over_chunks<Best>(
             plant.premises.size(),
             [&](std::size_t first, std::size_t last) {
               Best best;
               for (const PremisesId p : IdRange<PremisesId>(first, last)) {
                 if (!standings.obstacles[p].is_only(Obstacle::final_link_missing)) continue;
                 const LinkId link = standings.final_link[p];
                 best.add({link, p, plant.premises.users[p], final_link(plant, link).completion_cost,
                           charge_of(plant, network, ledger, p)});
               }
               return best;
             })
      .few;
}

}  // namespace lastmile
