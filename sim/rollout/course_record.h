// Details of a course that are recorded on request: the works it started, when each premises was reached, and
// the figures by area at the end.
#pragma once

#include <functional>
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
  std::uint32_t operational = never;  // never: after the timeline, or it was stopped
  double completion_cost = 0;         // currency, as the other two
  double late_cost = 0;
  double visit_cost = 0;  // if it is the first work of the period in its area

  double price() const { return completion_cost + late_cost + visit_cost; }
};

// The period in which each premises first reaches a rung, as its state is at the end of the period.
struct PremisesCourse {
  IdVector<PremisesId, std::uint32_t> passed;
  IdVector<PremisesId, std::uint32_t> connected;
  IdVector<PremisesId, std::uint32_t> served;  // by half or more if orders are an expectation
};

// Sees the plant at the end of a period; only valid during the call.
using PeriodWatcher = std::function<void(const Plant&, const CustomerShare&)>;

// What to record.
struct Recording {
  bool works = false;
  bool premises = false;
  bool by_area = false;
  PeriodWatcher watch = {};  // called for each period, in order
};

struct CourseRecord {
  AreaMap areas;
  std::vector<StartedWork> works;  // in the order in which they were started
  PremisesCourse premises;
  std::vector<AreaFigures> by_area;  // at the end of the last period
};

}  // namespace lastmile
