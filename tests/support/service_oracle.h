// The brute-force oracle of service: the line of each premises, its qualification, ports and fair shares.
// Each definition is applied literally, and every premises is evaluated separately.
//
// It shares with the simulator the laws of models/ alone, called once on a line's totals. Paths are all
// written out, ports looked for one premises after the other, shares found by filling step by step, anew for
// every premises that does not take part.
#pragma once

#include <optional>
#include <vector>

#include "models/access/optics.h"
#include "tests/support/oracle.h"
#include "tests/support/slow_filling.h"

namespace lastmile::oracle {

struct ServiceAnswer {
  bool has_route = false;
  bool is_connected = false;
  LinkId final_link;
  Path path;  // final link included
  SiteId head_end;
  TechnologyId technology;  // of the head-end
  bool medium_matches = true;
  // The rate of the line alone, and the rate at the busy hour.
  double line_down_mbps = 0;
  double line_up_mbps = 0;
  double down_mbps = 0;
  double up_mbps = 0;
  double latency_ms = 0;
  double length_m = 0;                  // from the head-end
  std::optional<OpticalBudget> budget;  // of optical lines all of fibre
  bool has_port = true;                 // has got its ports, or would find them free
  bool takes_part = false;              // in what is shared
  Obstacles lacks;
};

// For every premises. `answer` is the result of the other oracle, used for best paths.
std::vector<ServiceAnswer> judge_service(const Plant& plant, const Answer& answer);

}  // namespace lastmile::oracle
