// Whether the service that each premises has, or would have, meets the scenario's profile: its line alone
// (rate, latency, optical window), a free port, and its fair share of what it shares at the busy hour.
//
// Links of limited capacity and shared media (PON, coax segment, radio sector, satellite cell) give each home
// behind them that takes the service its max-min fair share (max_min.h), a home counting for the share of
// homes that is active at the busy hour, never for more than the whole capacity. These homes are the
// connected ones that subscribe, have a port and light that arrives. Every other premises is judged as if it
// alone were added. Qualification is not judged where there is no route. Cost: O(premises) on all cores, and
// O(m log m) for the m different lines that share something.
#pragma once

#include <unordered_map>

#include "sim/max_min.h"
#include "sim/ports.h"
#include "sim/service_summary.h"

namespace lastmile {

// What one premises' homes get, each.
struct ServiceGiven {
  Line line;  // its final link is none where there is no route
  bool is_connected = false;
  double down_mbps = 0;  // at the busy hour
  double up_mbps = 0;
  Obstacles lacks;

  // Of a rate that the line would have: nothing without a port, or without light that can be read.
  double arriving(double rate) const {
    return lacks.contains(Obstacle::no_port) || !line.light_arrives() ? 0 : rate;
  }
};

class Qualification {
 public:
  Qualification() = default;  // where no service is asked for: nobody lacks anything
  Qualification(const Plant& plant, const Network& network, const Reach& reach);

  bool is_judged() const { return judged_; }
  // The obstacles of qualification, whatever else blocks the premises.
  Obstacles lacks(PremisesId p) const { return lacks_.empty() ? Obstacles{} : lacks_[p]; }
  ServiceGiven service(const Plant& plant, const Network& network, const Reach& reach, PremisesId p) const;
  const ServiceLines& lines() const { return lines_; }
  const ServiceSummary& summary() const { return summary_; }

 private:
  // Lines that share the same things and can use as much are one flow.
  struct FlowKey {
    ChainId chain;
    SiteId segment;
    TechnologyId technology;
    double down_cap;
    double up_cap;
    bool operator==(const FlowKey&) const = default;
  };
  struct HashFlowKey {
    std::size_t operator()(const FlowKey& key) const;
  };
  struct SharedLine {
    FlowKey key;
    double weight = 0;  // homes active at the busy hour
    bool shares = false;
  };
  struct FlowRuns;

  void count(const Plant& plant, PremisesId p, const ServiceGiven& given, ServiceSummary& summary) const;
  SharedLine shared_line(const Plant& plant, const Line& line, PremisesId p) const;
  bool takes_part(const Plant& plant, const Line& line, PremisesId p) const;
  void share_out(const Plant& plant, const IdVector<PremisesId, LinkId>& connected);
  void number_resources(const Plant& plant);
  void add_segment(const Plant& plant, const FlowKey& key);
  struct Memo;
  // The flow points into `memo`.
  Flow flow_of(const Plant& plant, const FlowKey& key, double weight, bool down, Memo& memo) const;
  // What was looked up last: neighbours mostly share theirs.
  struct Memo {
    static constexpr std::uint32_t nobody_there = ~std::uint32_t{0};
    std::uint64_t segment = ~std::uint64_t{0};
    std::uint32_t segment_resource = nobody_there;
    FlowKey key{};
    std::size_t flow = 0;
    bool is_set = false;
    std::vector<std::uint32_t> resources;
  };
  ServiceGiven judge(const Plant& plant, const Reach& reach, const ServiceLines::Path path, LinkId final_link,
                     PremisesId p, Memo& memo) const;

  bool judged_ = false;
  ServiceLines lines_;
  Ports ports_;
  IdVector<ChainId, std::uint32_t> chain_resource_;
  std::unordered_map<std::uint64_t, std::uint32_t> segment_resource_;  // by site and technology
  std::unordered_map<FlowKey, std::size_t, HashFlowKey> flow_number_;
  std::vector<double> down_capacity_;  // by resource
  std::vector<double> up_capacity_;
  MaxMinShares down_;
  MaxMinShares up_;
  IdVector<PremisesId, Obstacles> lacks_;
  ServiceSummary summary_;
};

inline Qualification qualify(const Plant& plant, const Network& network, const Reach& reach) {
  return plant.access ? Qualification(plant, network, reach) : Qualification();
}

}  // namespace lastmile
