// Calendar periods: days, ISO 8601 weeks, months, quarters and years, numbered consecutively from 1970.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "models/base/enum_array.h"

namespace lastmile {

enum class PeriodUnit : std::uint8_t { day, week, month, quarter, year };
constexpr PeriodUnit last_of(PeriodUnit) {
  return PeriodUnit::year;
}
inline constexpr EnumArray<PeriodUnit, std::string_view> period_unit_names = {
    {"day", "week", "month", "quarter", "year"}};
constexpr std::string_view name(PeriodUnit unit) {
  return period_unit_names[unit];
}

// The first day of "2027", "2027-Q3", "2027-08", "2027-W32" or "2027-08-14", for years from 1800 to 2200.
// None for any other text.
std::optional<std::chrono::sys_days> first_day_of(std::string_view text);

// The period that contains the day. Periods are numbered without gaps, so they can be subtracted.
std::int64_t period_of(std::chrono::sys_days day, PeriodUnit unit);
// In the form that first_day_of() reads.
std::string period_name(std::int64_t period, PeriodUnit unit);

// A year has 365 days and a week seven.
constexpr double years_in(PeriodUnit unit) {
  constexpr double days = 365;
  constexpr EnumArray<PeriodUnit, double> years = {{1 / days, 7 / days, 1.0 / 12, 0.25, 1}};
  return years[unit];
}

// The periods of a course.
struct Timeline {
  PeriodUnit unit = PeriodUnit::quarter;
  std::int64_t start = 0;
  std::uint32_t periods = 0;

  std::string name_of(std::size_t period) const {  // counted from 0
    return period_name(start + static_cast<std::int64_t>(period), unit);
  }
};

}  // namespace lastmile
