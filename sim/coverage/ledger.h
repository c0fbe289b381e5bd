// The ledger of value: how much of what was spent on the backbone is in use, and what strands the rest.
//
// With P the users an element can carry, S the served among them and v its value: in use (or dormant, where
// the element is not live) v S/P, stranded v (P-S)/P, no demand v where P = 0. All elements of a block can
// carry the same users, so users are summed once per block, leaves first; and what a user is charged, the sum
// of v/P over all that can carry it, once per block, root first. That is the Shapley value of the cost game
// on the tree (Littlechild and Owen 1973; Megiddo 1978). Cost: O(sites + links + premises); O(log blocks)
// more per final link beyond a premises' first.
#pragma once

#include <Eigen/Core>
#include <array>
#include <string_view>

#include "sim/coverage/standing.h"

namespace lastmile {

enum Book : Eigen::Index { value, in_use, dormant, stranded, no_demand, idle };
inline constexpr std::array<std::string_view, 6> book_names = {"value",    "in_use",    "dormant",
                                                               "stranded", "no_demand", "idle"};
// One amount per book, currency. value = in use + dormant + stranded + no demand; idle is a part of stranded.
using Books = Eigen::Array<double, book_names.size(), 1>;

// The rows of the by-tier table: sites, then links by tier.
inline constexpr std::array<std::string_view, 4> book_tier_names = {"site", "backbone", "feeder",
                                                                    "distribution"};
inline constexpr std::size_t site_row = 0;
constexpr std::size_t tier_row(Tier tier) {
  return 1 + static_cast<std::size_t>(tier);
}
using BooksByTier = std::array<Books, book_tier_names.size()>;

// Users an element can carry.
struct Demand {
  double served = 0;
  double blocked = 0;
  double all() const { return served + blocked; }

  Demand& operator+=(const Demand& other) {
    served += other.served;
    blocked += other.blocked;
    return *this;
  }
};

Books split_value(double value, const Demand& demand, bool live);

struct Ledger {
  IdVector<BlockId, Demand> demand;           // of each of a block's elements
  IdVector<BlockId, double> charge_per_user;  // v/P, summed from the root to the block
  BooksByTier by_tier;
  Books total = Books::Zero();
  std::uint64_t elements = 0;
};

Ledger keep_books(const Plant& plant, const Network& network, const Reach& reach, const Standings& standings);
// The same for demand that is counted already: of each block the users at its own sites, not of those beyond.
Ledger keep_books(const Plant& plant, const Network& network, const Reach& reach,
                  IdVector<BlockId, Demand> at_block);

// The users a site or backbone link can carry.
Demand site_demand(const Network& network, const Ledger& ledger, SiteId site);
Demand link_demand(const Plant& plant, const Network& network, const Ledger& ledger, LinkId link);
bool site_is_live(const Reach& reach, SiteId site);
bool link_is_live(const Plant& plant, const Reach& reach, LinkId link);

}  // namespace lastmile
