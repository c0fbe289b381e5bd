// The course of one rollout option: orders, construction, served premises and money for each period, and the
// totals over all periods.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "models/plant/element.h"
#include "models/time/horizon.h"
#include "sim/coverage/coverage.h"
#include "sim/rollout/course_record.h"

namespace lastmile {

// The result of the evaluation at the end of a period.
struct Status {
  EnumArray<Rung, ExpectedTally> ladder;        // cumulative
  EnumArray<Obstacle, ExpectedCause> unserved;  // by first cause
  Books backbone;                               // of net book value
  double stranded_by_final_links = 0;           // the part whose only cause is a missing final link
};

struct Spending {
  double capital = 0;  // completion costs of elements that were not built or not lit
  double late = 0;     // for final links started after their site was built
  double visits = 0;
  double repairs = 0;  // completion costs of failed elements
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
  EnumArray<Trade, std::uint32_t> started;  // elements, by trade
  Spending spent;
  Payments paid;           // who paid it
  double budget_left = 0;  // carried over to the next period, or lost
  // Book value of all elements: opening + capitalised - depreciation = closing.
  double opening_value = 0;
  double depreciation = 0;
  double closing_value = 0;
  double gross_in_service = 0;  // what was spent on elements in service, on which opex_share_of_value is paid
  double revenue = 0;
  double opex = 0;
  double cash_flow = 0;             // revenue - opex - spending
  double cumulative_cash_flow = 0;  // since the start
  double discounted_cash_flow = 0;
  double operator_cash_flow = 0;  // revenue - opex - what the operator paid
  double operator_discounted_cash_flow = 0;
};

// A work of the option that could never start.
struct BlockedWork {
  enum class Why : std::uint8_t { money, crew };
  Why why = Why::money;
  Element of;        // the premises whose remedy it is, or a single site or link
  double price = 0;  // currency, at the end of the course
};
constexpr BlockedWork::Why last_of(BlockedWork::Why) {
  return BlockedWork::Why::crew;
}
inline constexpr EnumArray<BlockedWork::Why, std::string_view> blocked_why_names = {{"money", "crew"}};

struct Course {
  Status start;  // before the first works, including the changes of the first period
  std::vector<Period> periods;

  // Totals over all periods:
  Spending spent;
  Payments paid;
  double home_years_served = 0;
  double value_years_stranded = 0;  // stranded net book value, currency x years
  double value_years_idle = 0;
  double revenue = 0;
  double opex = 0;
  double depreciation = 0;
  double net_present_value = 0;           // without any value after the last period
  double operator_net_present_value = 0;  // of operator_cash_flow
  // From the first spending on, the period after which the cumulative cash flow stays >= 0.
  std::optional<std::uint32_t> payback;
  std::array<std::optional<std::uint32_t>, 3>
      reached;  // period in which each share in served_marks of the located homes is served
  std::vector<BlockedWork> blocked;  // the first ones in the order of the option
  std::uint64_t blocked_count = 0;
  std::vector<Element> not_failed;  // first elements that could not fail because they were not built
  std::uint64_t not_failed_count = 0;
  CourseRecord record;  // as requested
};

inline constexpr std::array<double, 3> served_marks = {0.5, 0.8, 0.95};
inline constexpr std::size_t shown_blocked_works = 10;
inline constexpr std::size_t shown_not_failed = 10;

// Spending per home that reached the rung during the course; none if no home did.
std::optional<double> spent_per_home(const Course& course, Rung rung);

}  // namespace lastmile
