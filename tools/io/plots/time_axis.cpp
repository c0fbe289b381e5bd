#include "tools/io/plots/time_axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace lastmile::io {
namespace {

const Timeline& timeline_of(const OptionCourse& course) {
  return course.reading->scenario.horizon->timeline;
}

bool share_unit(std::span<const OptionCourse> courses) {
  return std::all_of(courses.begin(), courses.end(), [&](const OptionCourse& course) {
    return timeline_of(course).unit == timeline_of(courses.front()).unit;
  });
}

// Labels are at ends of years if periods divide a year, otherwise they count from the start.
void label_by_calendar(NamedPositions& names, const Timeline& whole) {
  struct Habit {
    std::vector<std::size_t> steps;
    std::int64_t from_1970;  // offset of the numbers of periods; negative: labels count from the start
  };
  static const EnumArray<PeriodUnit, Habit> habits = {{
      {{1, 2, 7, 14, 28, 56, 91, 182, 364}, -1},
      {{1, 2, 4, 13, 26, 52}, -1},
      {{1, 2, 3, 6, 12, 24, 60, 120}, 0},
      {{1, 2, 4, 8, 20, 40}, 0},
      {{1, 2, 5, 10, 20, 50, 100}, 1969},
  }};
  const Habit& habit = habits[whole.unit];
  names.steps = habit.steps;
  if (habit.from_1970 < 0) return;
  // Position 1 is the end of the period `start`, after which start + 1 periods have passed. Steps all divide
  // the round number, which makes up for starts before 1970.
  constexpr std::int64_t round = 12'000;
  const std::int64_t passed = whole.start + habit.from_1970;
  names.offset = static_cast<std::size_t>((passed % round + round) % round);
}

TimeAxis calendar_axis(std::span<const OptionCourse> courses) {
  Timeline whole = timeline_of(courses.front());
  std::int64_t end = whole.start;
  for (const OptionCourse& course : courses) {
    const Timeline& timeline = timeline_of(course);
    whole.start = std::min(whole.start, timeline.start);
    end = std::max(end, timeline.start + static_cast<std::int64_t>(course.course.periods.size()));
  }
  TimeAxis axis;
  const auto periods = static_cast<std::size_t>(end - whole.start);
  axis.names.names = {"start"};
  for (std::size_t i = 0; i < periods; ++i) axis.names.names.push_back(whole.name_of(i));
  label_by_calendar(axis.names, whole);
  axis.title = fmt::format("end of {}", name(whole.unit));
  if (periods > 0) axis.range = whole.name_of(0);
  if (periods > 1) axis.range += " to " + whole.name_of(periods - 1);
  for (const OptionCourse& course : courses)
    axis.starts.push_back(static_cast<std::size_t>(timeline_of(course).start - whole.start));
  return axis;
}

TimeAxis numbered_axis(std::span<const OptionCourse> courses) {
  std::size_t periods = 0;
  for (const OptionCourse& course : courses) periods = std::max(periods, course.course.periods.size());
  TimeAxis axis;
  axis.names.names = {"start"};
  for (std::size_t i = 1; i <= periods; ++i) axis.names.names.push_back(fmt::format("{}", i));
  axis.title = "end of period, in each scenario's own unit";
  axis.range = fmt::format("{} periods", periods);
  axis.starts.assign(courses.size(), 0);
  return axis;
}

}  // namespace

TimeAxis time_axis(std::span<const OptionCourse> courses) {
  return !courses.empty() && share_unit(courses) ? calendar_axis(courses) : numbered_axis(courses);
}

}  // namespace lastmile::io
