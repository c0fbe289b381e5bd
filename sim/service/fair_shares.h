// The max-min fair share (max_min.h) that each home gets of shared resources at the busy hour: links of
// limited capacity and shared media (PON, coax segment, radio sector, satellite cell).
//
// Lines with the same resources and the same maximum rate form one flow. Flows are sorted by their shared
// medium, or by their links if they have none, so that lookups search few flows. Cost: O(n) for n lines, O(m
// log m) for m flows; both directions run in parallel, and most of the work on all cores.
#pragma once

#include <vector>

#include "sim/service/max_min.h"
#include "sim/service/service_lines.h"

namespace lastmile {

// The resources that a line shares, and the maximum rate of one home.
struct SharedLine {
  SiteId segment;           // where the shared medium begins; none without one
  TechnologyId technology;  // of the medium
  ChainId chain;            // links of limited capacity; none without any
  double down_cap = 0;
  double up_cap = 0;

  bool shares() const { return chain.exists() || segment.exists(); }
  auto operator<=>(const SharedLine&) const = default;
};

class FairShares {
 public:
  // Active homes with identical lines.
  struct Participants {
    SharedLine line;
    double active = 0;  // homes at the busy hour
  };
  // The last lookup: consecutive premises mostly have the same line.
  class Memo;

  FairShares() = default;
  // All participants in file order; each line shares at least one resource.
  FairShares(const Plant& plant, const ServiceLines& lines, FlatVector<Participants> participants);

  // The rate of each home of these participants.
  LineRate of(const SharedLine& line, Memo& memo) const;
  // The rate of each of `active` additional homes.
  LineRate of_more(const Plant& plant, const ServiceLines& lines, const SharedLine& line, double active,
                   Memo& memo) const;

 private:
  static constexpr std::uint32_t no_resource = ~std::uint32_t{0};

  std::size_t group(const SharedLine& line) const {
    return line.segment.exists() ? line.segment.value : segments_ + line.chain.value;
  }
  void group_flows(FlatVector<Participants> participants, std::size_t groups);
  void number_resources(const Plant& plant, const ServiceLines& lines);
  std::uint32_t medium_of(const SharedLine& line) const;
  MaxMinShares fill(const ServiceLines& lines, const std::vector<double>& capacity,
                    double SharedLine::*cap) const;

  std::size_t segments_ = 0;
  FlatVector<Participants> flows_;
  FlatVector<std::uint32_t> first_flow_;  // by group
  FlatVector<std::uint32_t> medium_;      // resource of each flow's medium; no_resource without one
  IdVector<ChainId, std::uint32_t> chain_resource_;  // one for each link, shared by all paths over it
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
  SharedLine more_;  // the line that the following belong to
  double active_ = -1;
  LineRate rate_of_more_;
  std::uint32_t medium_ = no_resource;
  std::vector<std::uint32_t> resources_;
};

}  // namespace lastmile
