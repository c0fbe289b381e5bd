// Whether the service that each premises has, or would have, meets the profile of the scenario: the line
// itself (rate, latency, optical budget), a free port, and the fair share of shared resources at the busy
// hour.
//
// Links of limited capacity and shared media (PON, coax segment, radio sector, satellite cell) are shared
// max-min fairly (max_min.h) among the participating homes: those that are connected, subscribe, have a port
// and receive light. Each home counts with the share of homes that is active at the busy hour, and never gets
// more than the whole capacity. All other premises are evaluated as if each were added alone. Premises
// without a route are not evaluated. Cost: O(premises) on all cores, and O(m log m) for the m different lines
// that share a resource.
#pragma once

#include "sim/service/fair_shares.h"
#include "sim/service/ports.h"
#include "sim/service/service_summary.h"

namespace lastmile {

// What each home of one premises gets.
struct DeliveredService {
  Line line;  // its final link is none if there is no route
  bool is_connected = false;
  double down_mbps = 0;  // at the busy hour
  double up_mbps = 0;
  Obstacles lacks;

  // The usable part of a rate: 0 without a port or without usable light.
  double arriving(double rate) const {
    return lacks.contains(Obstacle::no_port) || !line.light_arrives() ? 0 : rate;
  }
};

class Qualification {
 public:
  Qualification() = default;  // without a service requirement nobody lacks anything
  explicit Qualification(const RoutedPlant& routed);

  bool is_judged() const { return judged_; }
  // The obstacles of qualification, regardless of other obstacles.
  Obstacles lacks(PremisesId p) const { return lacks_.empty() ? Obstacles{} : lacks_[p]; }
  DeliveredService service(const RoutedPlant& routed, PremisesId p) const;
  // The site with too few free ports for a premises that lacks one.
  std::optional<FullSite> full_site(const RoutedPlant& routed, PremisesId p,
                                    const DeliveredService& given) const;
  const ServiceLines& lines() const { return lines_; }
  const ServiceSummary& summary() const { return summary_; }

 private:
  // The last lookups.
  struct Memo {
    ApproachMemo approaches;
    Ports::Memo ports;
    FairShares::Memo shares;
  };
  struct ParticipantsInOrder;

  // Writes to `given`, which is large and reused for all premises of a chunk.
  void judge(const RoutedPlant& routed, PremisesId p, Memo& memo, DeliveredService& given) const;
  void judge_share(const Plant& plant, PremisesId p, Memo& memo, DeliveredService& given) const;
  void count(const Plant& plant, PremisesId p, const DeliveredService& given, ServiceSummary& summary) const;
  static double active_homes(const Plant& plant, PremisesId p);
  static SharedLine shared_line(const Plant& plant, const Line& line, double active);
  // The conditions for participants: of the premises, then of its line.
  bool asks_for_share(const Plant& plant, PremisesId p) const;
  static bool gets_share(const Line& line);
  FlatVector<FairShares::Participants> participants(const RoutedPlant& routed) const;

  bool judged_ = false;
  ServiceLines lines_;
  Ports ports_;
  FairShares shares_;
  IdVector<PremisesId, Obstacles> lacks_;
  ServiceSummary summary_;
};

inline Qualification qualify(const RoutedPlant& routed) {
  return routed.plant.access ? Qualification(routed) : Qualification();
}

// A routed plant with the qualification of its premises. It must not outlive what it refers to.
struct JudgedPlant : RoutedPlant {
  const Qualification& qualification;
};

}  // namespace lastmile
