// What each home gets of what lines share at the busy hour: links of limited capacity and shared media (PON,
// coax segment, radio sector, satellite cell), max-min fair (max_min.h).
//
// Lines that share the same things and could use as much are one flow. Flows lie sorted by the medium they
// share, or by their links where they share none, so that each is found among few. Cost: O(n) for n lines,
// O(m log m) for the m flows; both directions at once and most of it on all cores.
#pragma once

#include <vector>

#include "sim/service/max_min.h"
#include "sim/service/service_lines.h"

namespace lastmile {

// What a line shares, and the most that a home of it could use.
struct SharedLine {
  SiteId segment;           // where the shared medium begins; none where there is none
  TechnologyId technology;  // of the medium
  ChainId chain;            // links of limited capacity; none where there are none
  double down_cap = 0;
  double up_cap = 0;

  bool shares() const { return chain.exists() || segment.exists(); }
  auto operator<=>(const SharedLine&) const = default;
};

class FairShares {
 public:
  // Homes that take part over lines that are alike.
  struct Takers {
    SharedLine line;
    double active = 0;  // at the busy hour
  };
  // What was looked up last: neighbours mostly share theirs.
  class Memo;

  FairShares() = default;
  // All who take part, in file order; their lines share something.
  FairShares(const Plant& plant, const ServiceLines& lines, FlatVector<Takers> takers);

  // To each home of some that take part.
  LineRate of(const SharedLine& line, Memo& memo) const;
  // To each of so many active homes more, beside the others.
  LineRate of_more(const Plant& plant, const ServiceLines& lines, const SharedLine& line, double active,
                   Memo& memo) const;

 private:
  static constexpr std::uint32_t no_resource = ~std::uint32_t{0};

  std::size_t group(const SharedLine& line) const {
    return line.segment.exists() ? line.segment.value : segments_ + line.chain.value;
  }
  void group_flows(FlatVector<Takers> takers, std::size_t groups);
  void number_resources(const Plant& plant, const ServiceLines& lines);
  std::uint32_t medium_of(const SharedLine& line) const;
  MaxMinShares fill(const ServiceLines& lines, const std::vector<double>& capacity,
                    double SharedLine::*cap) const;

  std::size_t segments_ = 0;
  FlatVector<Takers> flows_;
  FlatVector<std::uint32_t> first_flow_;  // by group
  FlatVector<std::uint32_t> medium_;      // resource of each flow's medium; no_resource without one
  IdVector<ChainId, std::uint32_t> chain_resource_;  // one for each link, on whichever paths it lies
  std::vector<double> down_capacity_;                // by resource
  std::vector<double> up_capacity_;
  MaxMinShares down_;
  MaxMinShares up_;
};

class FairShares::Memo {
 private:
  friend class FairShares;
  SharedLine line_;
  std::size_t flow_ = 0;
  SharedLine more_;  // one of those that share the following
  std::uint32_t medium_ = no_resource;
  std::vector<std::uint32_t> resources_;
};

}  // namespace lastmile
