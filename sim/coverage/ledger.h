// The ledger of value: how much of the backbone value is in use, and how much is stranded.
//
// Let P be the users that an element can carry, S the served users among them, and v its value. Then v S/P is
// in use (dormant if the element is not live), v (P-S)/P is stranded, and v has no demand if P = 0. All
// elements of a block can carry the same users, so users are summed once per block, leaves first. The charge
// of a user, the sum of v/P over all elements that can carry them, is also computed once per block, root
// first. It is the Shapley value of the cost game on the tree (Littlechild and Owen 1973; Megiddo 1978).
// Cost: O(sites + links + premises); O(log blocks) more for each additional final link of a premises.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string_view>

#include "sim/coverage/standing.h"

namespace lastmile {

enum class Book : std::uint8_t { value, in_use, dormant, stranded, no_demand, idle };
constexpr Book last_of(Book) {
  return Book::idle;
}
inline constexpr EnumArray<Book, std::string_view> book_names = {
    {"value", "in_use", "dormant", "stranded", "no_demand", "idle"}};

// One amount per book, currency. value = in use + dormant + stranded + no demand; idle is part of stranded.
class Books : public Eigen::Array<double, enum_count<Book>, 1> {
 public:
  using Amounts = Eigen::Array<double, enum_count<Book>, 1>;
  Books() : Amounts(Amounts::Zero()) {}
  template <class Expression>
  Books(const Eigen::ArrayBase<Expression>& amounts)  // NOLINT(google-explicit-constructor): as Eigen's own
      : Amounts(amounts) {}
  double& operator[](Book book) { return coeffRef(static_cast<Eigen::Index>(book)); }
  double operator[](Book book) const { return coeff(static_cast<Eigen::Index>(book)); }
};

// The rows of the table by tier: sites, then links by tier.
enum class LedgerRow : std::uint8_t { site, backbone, feeder, distribution };
constexpr LedgerRow last_of(LedgerRow) {
  return LedgerRow::distribution;
}
inline constexpr EnumArray<LedgerRow, std::string_view> ledger_row_names = {
    {"site", "backbone", "feeder", "distribution"}};
constexpr LedgerRow ledger_row(Tier tier) {  // of the backbone
  return static_cast<LedgerRow>(index_of(tier) + 1);
}
using BooksByTier = EnumArray<LedgerRow, Books>;

// The users that an element can carry.
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
  IdVector<BlockId, Demand> demand;           // of each element of a block
  IdVector<BlockId, double> charge_per_user;  // v/P, summed from the root to the block
  BooksByTier by_tier;
  Books total;
  std::uint64_t elements = 0;
};

Ledger keep_books(const RoutedPlant& routed, const Standings& standings);
// For demand that is already counted: for each block the users at its own sites, without those beyond it.
Ledger keep_books(const RoutedPlant& routed, IdVector<BlockId, Demand> at_block);

// The users that a site or backbone link can carry.
Demand site_demand(const Network& network, const Ledger& ledger, SiteId site);
Demand link_demand(const Plant& plant, const Network& network, const Ledger& ledger, LinkId link);
bool site_is_live(const Reach& reach, SiteId site);
bool link_is_live(const Plant& plant, const Reach& reach, LinkId link);

}  // namespace lastmile
