#include "models/time/calendar.h"

#include <algorithm>

namespace lastmile {
namespace {

namespace chrono = std::chrono;
using chrono::days;
using chrono::sys_days;
using chrono::weeks;
using chrono::year;
using chrono::year_month_day;

constexpr int first_year = 1800;
constexpr int last_year = 2200;
constexpr int epoch_year = 1970;
constexpr days epoch_after_monday{3};  // 1 January 1970 was a Thursday
constexpr days to_thursday{3};         // a week belongs to the year of its Thursday (ISO 8601)

std::optional<unsigned> digits(std::string_view text, std::size_t count) {
  if (text.size() != count) return std::nullopt;
  unsigned number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<unsigned>(c - '0');
  }
  return number;
}

sys_days monday_of(sys_days day) {
  return day - (chrono::weekday{day} - chrono::Monday);
}

year year_of(sys_days day) {
  return year_month_day{day}.year();
}

// Of the ISO week that contains the day.
year week_year_of(sys_days day) {
  return year_of(monday_of(day) + to_thursday);
}

sys_days first_monday_of(year y) {
  return monday_of(y / chrono::January / 4);  // which always lies in week 1
}

std::optional<sys_days> first_day_of_week(year y, unsigned week) {
  if (week == 0) return std::nullopt;
  const sys_days monday = first_monday_of(y) + weeks{week - 1};
  return week_year_of(monday) == y ? std::optional{monday} : std::nullopt;
}

std::optional<sys_days> first_day_of_month(year y, unsigned month) {
  if (month < 1 || month > 12) return std::nullopt;
  return y / chrono::month{month} / 1;
}

std::optional<sys_days> first_day_of_quarter(year y, unsigned quarter) {
  if (quarter < 1 || quarter > 4) return std::nullopt;
  return y / chrono::month{quarter * 3 - 2} / 1;
}

std::optional<sys_days> day_of(year y, unsigned month, unsigned day) {
  const year_month_day date = y / chrono::month{month} / chrono::day{day};
  return date.ok() ? std::optional<sys_days>{date} : std::nullopt;
}

// The part after the year and its hyphen.
std::optional<sys_days> first_day_within(year y, std::string_view text) {
  if (text.starts_with('Q')) {
    const auto quarter = digits(text.substr(1), 1);
    return quarter ? first_day_of_quarter(y, *quarter) : std::nullopt;
  }
  if (text.starts_with('W')) {
    const auto week = digits(text.substr(1), 2);
    return week ? first_day_of_week(y, *week) : std::nullopt;
  }
  const auto month = digits(text.substr(0, 2), 2);
  if (!month || text.size() == 2) return month ? first_day_of_month(y, *month) : std::nullopt;
  const auto day = text[2] == '-' ? digits(text.substr(3), 2) : std::nullopt;
  return day ? day_of(y, *month, *day) : std::nullopt;
}

std::int64_t months_since_epoch(sys_days day) {
  const year_month_day date{day};
  return (static_cast<int>(date.year()) - epoch_year) * std::int64_t{12} +
         static_cast<unsigned>(date.month()) - 1;
}

std::int64_t floor_of(std::int64_t number, std::int64_t divisor) {
  return (number - (number % divisor + divisor) % divisor) / divisor;
}

sys_days first_day(std::int64_t period, PeriodUnit unit) {
  const auto month = [](std::int64_t months) {
    const std::int64_t years = floor_of(months, 12);
    return sys_days{year{static_cast<int>(epoch_year + years)} /
                    chrono::month{static_cast<unsigned>(months - years * 12 + 1)} / 1};
  };
  switch (unit) {
    case PeriodUnit::day: return sys_days{days{period}};
    case PeriodUnit::week: return sys_days{weeks{period} - epoch_after_monday};
    case PeriodUnit::month: return month(period);
    case PeriodUnit::quarter: return month(period * 3);
    case PeriodUnit::year: break;
  }
  return month(period * 12);
}

std::string padded(std::int64_t number, std::size_t width) {
  const std::string text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

std::string written(year y) {
  return padded(static_cast<int>(y), 4);
}

}  // namespace

std::optional<sys_days> first_day_of(std::string_view text) {
  const auto number = digits(text.substr(0, 4), 4);
  if (!number || *number < first_year || *number > last_year) return std::nullopt;
  const year y{static_cast<int>(*number)};
  if (text.size() == 4) return y / chrono::January / 1;
  return text[4] == '-' ? first_day_within(y, text.substr(5)) : std::nullopt;
}

std::int64_t period_of(sys_days day, PeriodUnit unit) {
  switch (unit) {
    case PeriodUnit::day: return day.time_since_epoch().count();
    case PeriodUnit::week: return chrono::floor<weeks>(day.time_since_epoch() + epoch_after_monday).count();
    case PeriodUnit::month: return months_since_epoch(day);
    case PeriodUnit::quarter: return floor_of(months_since_epoch(day), 3);
    case PeriodUnit::year: break;
  }
  return static_cast<int>(year_of(day)) - epoch_year;
}

std::string period_name(std::int64_t period, PeriodUnit unit) {
  const sys_days day = first_day(period, unit);
  const year_month_day date{day};
  const std::int64_t month = static_cast<unsigned>(date.month());
  switch (unit) {
    case PeriodUnit::day:
      return written(date.year()) + "-" + padded(month, 2) + "-" +
             padded(static_cast<unsigned>(date.day()), 2);
    case PeriodUnit::week: {
      const year y = week_year_of(day);
      return written(y) + "-W" + padded(chrono::floor<weeks>(day - first_monday_of(y)).count() + 1, 2);
    }
    case PeriodUnit::month: return written(date.year()) + "-" + padded(month, 2);
    case PeriodUnit::quarter: return written(date.year()) + "-Q" + std::to_string((month + 2) / 3);
    case PeriodUnit::year: break;
  }
  return written(date.year());
}

}  // namespace lastmile
