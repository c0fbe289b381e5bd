// One option's course through time: period by period who orders, what is built, who is served and where the
// money goes, then the totals over the whole course.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "models/time/planning.h"
#include "sim/coverage/coverage.h"

namespace lastmile {

// As Tally, but fractions too where take-up is an expectation.
struct Share {
  double premises = 0;
  double homes = 0;
  double users = 0;

  Share& operator+=(const Share& other) {
    premises += other.premises;
    homes += other.homes;
    users += other.users;
    return *this;
  }
};

struct CauseShare {
  Share sole;
  Share joint;
};

// What an evaluation at the end of a period finds.
struct Status {
  std::array<Share, rung_count> ladder;             // cumulative
  std::array<CauseShare, obstacle_count> unserved;  // by first cause
  Books backbone = Books::Zero();                   // of net book value
  double stranded_by_final_links = 0;               // of it, where a missing final link is the sole cause
};

struct Spending {
  double capital = 0;  // completion costs of what was not built or never lit
  double late = 0;     // for final links started after their site was built
  double visits = 0;
  double repairs = 0;  // completion costs of what had failed
  double capitalised() const { return capital + late; }
  double total() const { return capital + late + visits + repairs; }

  Spending& operator+=(const Spending& other) {
    capital += other.capital;
    late += other.late;
    visits += other.visits;
    repairs += other.repairs;
    return *this;
  }
};

struct Period {
  Status status;
  std::array<std::uint32_t, trade_names.size()> started{};  // elements, by trade
  Spending spent;
  double budget_left = 0;  // handed on to the next period, or lost
  // The books of all elements of the scenario: opening + capitalised - depreciation = closing.
  double opening_value = 0;
  double depreciation = 0;
  double closing_value = 0;
  double revenue = 0;
  double opex = 0;
  double cash_flow = 0;             // revenue - opex - spending
  double cumulative_cash_flow = 0;  // from the start on
  double discounted_cash_flow = 0;
};

// A work that the option would have started and never could.
struct BlockedWork {
  enum class Why : std::uint8_t { money, crew };
  Why why = Why::money;
  PremisesId premises;  // whose remedy it is; none of a single element
  SiteId site;          // of a single element
  LinkId link;
  double price = 0;  // currency, at the end of the course
};
inline constexpr std::array<std::string_view, 2> blocked_why_names = {"money", "crew"};

struct Course {
  Status start;  // before the first works, what changes in the first period changed
  std::vector<Period> periods;

  // Over the whole course:
  Spending spent;
  double home_years_served = 0;
  double value_years_stranded = 0;  // net book value asleep, currency x years
  double value_years_idle = 0;
  double revenue = 0;
  double opex = 0;
  double depreciation = 0;
  double net_present_value = 0;          // no value is put on what lies beyond the last period
  std::optional<std::uint32_t> payback;  // period from which on the cumulative cash flow stays >= 0
  std::array<std::optional<std::uint32_t>, 3>
      reached;                       // period in which served_marks of located homes are served
  std::vector<BlockedWork> blocked;  // the first ones in the option's order
  std::uint64_t blocked_count = 0;
};

inline constexpr std::array<double, 3> served_marks = {0.5, 0.8, 0.95};
inline constexpr std::size_t shown_blocked_works = 10;

// Money per home that the course brought to a rung; none where it brought nobody there.
std::optional<double> spent_per_home(const Course& course, Rung rung);

}  // namespace lastmile
