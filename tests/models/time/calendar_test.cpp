// Calendar periods: parsing, first days and names.
#include "models/time/calendar.h"

#include <doctest/doctest.h>

#include <set>

namespace lastmile::calendar_test {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;

sys_days date(int y, unsigned month, unsigned day) {
  return year{y} / std::chrono::month{month} / std::chrono::day{day};
}

// The period that contains the first day of the text.
std::int64_t period(std::string_view text, PeriodUnit unit) {
  return period_of(first_day_of(text).value(), unit);
}

TEST_CASE("A period begins with its first day") {
  CHECK(first_day_of("2027") == date(2027, 1, 1));
  CHECK(first_day_of("2027-Q1") == date(2027, 1, 1));
  CHECK(first_day_of("2027-Q3") == date(2027, 7, 1));
  CHECK(first_day_of("2027-Q4") == date(2027, 10, 1));
  CHECK(first_day_of("2027-08") == date(2027, 8, 1));
  CHECK(first_day_of("2027-12") == date(2027, 12, 1));
  CHECK(first_day_of("2027-08-14") == date(2027, 8, 14));
  CHECK(first_day_of("2028-02-29") == date(2028, 2, 29));
  CHECK(first_day_of("2000-02-29") == date(2000, 2, 29));
  CHECK(first_day_of("1800") == date(1800, 1, 1));
  CHECK(first_day_of("2200-12-31") == date(2200, 12, 31));
}

TEST_CASE("ISO weeks begin on Mondays, and the first one holds 4 January") {
  CHECK(first_day_of("2027-W01") == date(2027, 1, 4));
  CHECK(first_day_of("2027-W32") == date(2027, 8, 9));
  CHECK(first_day_of("2026-W01") == date(2025, 12, 29));
  CHECK(first_day_of("2020-W53") == date(2020, 12, 28));
  CHECK(first_day_of("2026-W53") == date(2026, 12, 28));
  CHECK(first_day_of("2024-W01") == date(2024, 1, 1));
  CHECK_FALSE(first_day_of("2027-W53"));
  CHECK_FALSE(first_day_of("2024-W53"));
  // The days around new year count to the week's own year.
  CHECK(period_name(period_of(date(2027, 1, 3), PeriodUnit::week), PeriodUnit::week) == "2026-W53");
  CHECK(period_name(period_of(date(2027, 1, 4), PeriodUnit::week), PeriodUnit::week) == "2027-W01");
  CHECK(period_name(period_of(date(2025, 12, 29), PeriodUnit::week), PeriodUnit::week) == "2026-W01");
  CHECK(period_name(period_of(date(2021, 1, 1), PeriodUnit::week), PeriodUnit::week) == "2020-W53");
}

TEST_CASE("71 of 400 years have 53 weeks") {
  int long_years = 0;
  for (int y = 1800; y < 2200; ++y)
    long_years += first_day_of(std::to_string(y) + "-W53").has_value() ? 1 : 0;
  CHECK(long_years == 71);
}

TEST_CASE("Periods follow each other without a gap") {
  CHECK(period("1970", PeriodUnit::year) == 0);
  CHECK(period("1970-Q1", PeriodUnit::quarter) == 0);
  CHECK(period("1970-01", PeriodUnit::month) == 0);
  CHECK(period("1970-01-01", PeriodUnit::day) == 0);
  CHECK(period("1970-W01", PeriodUnit::week) == 0);
  CHECK(period("1969-Q4", PeriodUnit::quarter) == -1);
  CHECK(period("1969-12", PeriodUnit::month) == -1);
  CHECK(period("1969-W52", PeriodUnit::week) == -1);
  CHECK(period("2028-Q1", PeriodUnit::quarter) - period("2027-Q4", PeriodUnit::quarter) == 1);
  CHECK(period("2027-W01", PeriodUnit::week) - period("2026-W53", PeriodUnit::week) == 1);
  CHECK(period("2028-03-01", PeriodUnit::day) - period("2028-02-28", PeriodUnit::day) == 2);
  CHECK(period("2027-03-01", PeriodUnit::day) - period("2027-02-28", PeriodUnit::day) == 1);
}

TEST_CASE("A date in a finer or coarser unit is in the period that contains its first day") {
  CHECK(period("2027-08-14", PeriodUnit::quarter) == period("2027-Q3", PeriodUnit::quarter));
  CHECK(period("2027-08-14", PeriodUnit::week) == period("2027-W32", PeriodUnit::week));
  CHECK(period("2027-08", PeriodUnit::year) == period("2027", PeriodUnit::year));
  CHECK(period("2027", PeriodUnit::quarter) == period("2027-Q1", PeriodUnit::quarter));
  CHECK(period("2026-W01", PeriodUnit::month) == period("2025-12", PeriodUnit::month));
}

TEST_CASE("Every period from 1801 to 2199 reads back from its name, and names are unique") {
  for (const PeriodUnit unit :
       {PeriodUnit::day, PeriodUnit::week, PeriodUnit::month, PeriodUnit::quarter, PeriodUnit::year}) {
    const std::int64_t first = period("1801-01-01", unit);
    const std::int64_t last = period("2199-12-31", unit);
    std::set<std::string> names;
    bool all_read_back = true;
    for (std::int64_t p = first; p <= last; ++p) {
      const std::string text = period_name(p, unit);
      names.insert(text);
      const auto day = first_day_of(text);
      all_read_back =
          all_read_back && day && period_of(*day, unit) == p && period_of(*day - days{1}, unit) == p - 1;
    }
    CAPTURE(name(unit));
    CHECK(all_read_back);
    CHECK(names.size() == static_cast<std::size_t>(last - first + 1));
  }
}

TEST_CASE("Text that is not a period is refused") {
  for (const char* text :
       {"",           "27",         "202",        "20277",      "2027-",       "2027-Q0",    "2027-Q5",
        "2027-Q",     "2027-Q11",   "2027-q1",    "2027Q1",     "2027-0",      "2027-00",    "2027-13",
        "2027-1",     "2027-W00",   "2027-W54",   "2027-W5",    "2027-W005",   "2027-w05",   "2027-02-30",
        "2027-02-29", "2027-04-31", "2027-00-10", "2027-13-01", "2027-08-00",  "2027-08-32", "2027-8-14",
        "2027-08-1",  "2027-08-",   "2027/08/14", "2027-08 14", "2027-08-14T", " 2027",      "+202",
        "1799",       "2201",       "1799-Q4",    "2100-02-29", "-2027",       "2027-Qx",    "yesterday"}) {
    CAPTURE(text);
    CHECK_FALSE(first_day_of(text));
  }
}

TEST_CASE("A timeline names its periods, and each unit is the right fraction of a year") {
  const Timeline quarters{PeriodUnit::quarter, period("2027-Q3", PeriodUnit::quarter), 16};
  CHECK(quarters.name_of(0) == "2027-Q3");
  CHECK(quarters.name_of(2) == "2028-Q1");
  CHECK(quarters.name_of(15) == "2031-Q2");
  const Timeline weeks{PeriodUnit::week, period("2026-W52", PeriodUnit::week), 3};
  CHECK(weeks.name_of(1) == "2026-W53");
  CHECK(weeks.name_of(2) == "2027-W01");
  CHECK(years_in(PeriodUnit::year) == 1);
  CHECK(years_in(PeriodUnit::quarter) == 0.25);
  CHECK(years_in(PeriodUnit::month) == 1.0 / 12);
  CHECK(years_in(PeriodUnit::week) == 7 * years_in(PeriodUnit::day));
}

}  // namespace
}  // namespace lastmile::calendar_test
