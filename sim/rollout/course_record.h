// What a course keeps only when it is asked to: the works it started, when each premises was reached, and its
// figures by area at the end.
#pragma once

#include <vector>

#include "models/plant/element.h"
#include "models/time/payers.h"
#include "sim/coverage/areas.h"

namespace lastmile {

inline constexpr std::uint32_t never = std::numeric_limits<std::uint32_t>::max();

// Periods count from 0.
struct StartedWork {
  Element element;
  Trade trade = Trade::site;
  AreaId area;
  std::uint32_t started = 0;
  std::uint32_t operational = never;  // at whose end it is; never within the timeline, or it was stopped
  double completion_cost = 0;         // currency, as the other two
  double late_cost = 0;
  double visit_cost = 0;  // of the area, where this is its first work of the period

  double price() const { return completion_cost + late_cost + visit_cost; }
};

// The first period at whose end a premises stands on the rung; never where there is none.
struct PremisesCourse {
  IdVector<PremisesId, std::uint32_t> passed;
  IdVector<PremisesId, std::uint32_t> connected;
  IdVector<PremisesId, std::uint32_t> served;  // at least half of it, where orders are an expectation
};

// What to keep.
struct Recording {
  bool works = false;
  bool premises = false;
  bool by_area = false;
};

struct CourseRecord {
  AreaMap areas;
  std::vector<StartedWork> works;  // in the order in which they were started
  PremisesCourse premises;
  std::vector<AreaFigures> by_area;  // at the end of the last period
};

}  // namespace lastmile
