// Periods of a calendar: days, ISO 8601 weeks, months, quarters, years, numbered on one line from 1970 on.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lastmile {

enum class PeriodUnit : std::uint8_t { day, week, month, quarter, year };

inline constexpr std::array<std::string_view, 5> period_unit_names = {"day", "week", "month", "quarter",
                                                                      "year"};
constexpr std::string_view name(PeriodUnit unit) {
  return period_unit_names[static_cast<std::size_t>(unit)];
}

// The first day of what is written: "2027", "2027-Q3", "2027-08", "2027-W32" or "2027-08-14"; years from 1800
// to 2200. None of anything else.
std::optional<std::chrono::sys_days> first_day_of(std::string_view text);

// The period that holds the day. Periods follow each other without a gap, so that they can be subtracted.
std::int64_t period_of(std::chrono::sys_days day, PeriodUnit unit);
// As first_day_of() reads it.
std::string period_name(std::int64_t period, PeriodUnit unit);

// A year has 365 days; a week is seven of them.
constexpr double years_in(PeriodUnit unit) {
  constexpr double days = 365;
  constexpr std::array<double, period_unit_names.size()> years = {1 / days, 7 / days, 1.0 / 12, 0.25, 1};
  return years[static_cast<std::size_t>(unit)];
}

// What a course covers.
struct Timeline {
  PeriodUnit unit = PeriodUnit::quarter;
  std::int64_t start = 0;
  std::uint32_t periods = 0;

  std::string name_of(std::size_t period) const {  // counted from 0
    return period_name(start + static_cast<std::int64_t>(period), unit);
  }
};

}  // namespace lastmile
