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

#include "sim/service/fair_shares.h"
#include "sim/service/ports.h"
#include "sim/service/service_summary.h"

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
  // Which site has too few free ports for a premises that lacks one.
  SiteId full_site(const Plant& plant, const Reach& reach, PremisesId p, const ServiceGiven& given) const;
  const Ports& ports() const { return ports_; }
  const ServiceLines& lines() const { return lines_; }
  const ServiceSummary& summary() const { return summary_; }

 private:
  // What was looked up last.
  struct Memo {
    ApproachMemo approaches;
    FairShares::Memo shares;
  };
  struct TakersInOrder;

  // Fills in what is given, one for all premises of a chunk: it is large, and they are many.
  void judge(const Plant& plant, const Network& network, const Reach& reach, PremisesId p, Memo& memo,
             ServiceGiven& given) const;
  void judge_share(const Plant& plant, PremisesId p, Memo& memo, ServiceGiven& given) const;
  void count(const Plant& plant, PremisesId p, const ServiceGiven& given, ServiceSummary& summary) const;
  static double active_homes(const Plant& plant, PremisesId p);
  static SharedLine shared_line(const Plant& plant, const Line& line, double active);
  // Who takes part: first by the premises alone, then by its line.
  bool asks_for_share(const Plant& plant, PremisesId p) const;
  static bool gets_share(const Line& line);
  FlatVector<FairShares::Takers> takers(const Plant& plant, const Network& network, const Reach& reach) const;

  bool judged_ = false;
  ServiceLines lines_;
  Ports ports_;
  FairShares shares_;
  IdVector<PremisesId, Obstacles> lacks_;
  ServiceSummary summary_;
};

inline Qualification qualify(const Plant& plant, const Network& network, const Reach& reach) {
  return plant.access ? Qualification(plant, network, reach) : Qualification();
}

}  // namespace lastmile
