// A comparison of courses: the figures of each, the best course for each figure, the differences from the
// first course, and the dominated options, for which another one is nowhere worse and somewhere better
// (Pareto dominance). Cost: O(options^2) per figure.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sim/rollout/course.h"

namespace lastmile {

// One course with the currency and the timeline of its figures.
struct ComparedCourse {
  const Course* course;
  std::string_view currency;
  Timeline timeline;
};

enum class FigureUnit : std::uint8_t { homes, home_years, money, money_years, money_per_home, period };

enum class CourseFigure : std::uint8_t {
  served_homes,
  home_years_served,
  served_50,
  served_80,
  served_95,
  stranded_value,
  value_years_stranded,
  spending,
  spending_capital,
  spending_late,
  spending_visits,
  spending_repairs,
  spending_operator,
  spending_per_home_passed,
  spending_per_home_connected,
  spending_per_home_served,
  net_present_value,
  net_present_value_operator,
  payback,
};
constexpr CourseFigure last_of(CourseFigure) {
  return CourseFigure::payback;
}

struct ComparedFigure {
  std::string_view id;  // stable: used in results
  FigureUnit unit;
  bool more_is_better;
};

inline constexpr EnumArray<CourseFigure, ComparedFigure> compared_figures = {{
    {"served_homes", FigureUnit::homes, true},  // at the end
    {"home_years_served", FigureUnit::home_years, true},
    {"served_50", FigureUnit::period, false},  // the period in which this share of homes is served
    {"served_80", FigureUnit::period, false},
    {"served_95", FigureUnit::period, false},
    {"stranded_value", FigureUnit::money, false},  // at the end
    {"value_years_stranded", FigureUnit::money_years, false},
    {"spending", FigureUnit::money, false},
    {"spending_capital", FigureUnit::money, false},
    {"spending_late", FigureUnit::money, false},
    {"spending_visits", FigureUnit::money, false},
    {"spending_repairs", FigureUnit::money, false},
    {"spending_operator", FigureUnit::money, false},  // without what other payers pay
    {"spending_per_home_passed", FigureUnit::money_per_home,
     false},  // that reached the rung during the course
    {"spending_per_home_connected", FigureUnit::money_per_home, false},
    {"spending_per_home_served", FigureUnit::money_per_home, false},
    {"net_present_value", FigureUnit::money, true},  // of all payers together
    {"net_present_value_operator", FigureUnit::money, true},
    {"payback", FigureUnit::period, false},
}};
constexpr const ComparedFigure& about(CourseFigure figure) {
  return compared_figures[figure];
}

// The figures that decide whether an option is dominated.
inline constexpr std::array<CourseFigure, 7> deciding_figures = {CourseFigure::served_homes,
                                                                 CourseFigure::home_years_served,
                                                                 CourseFigure::value_years_stranded,
                                                                 CourseFigure::spending,
                                                                 CourseFigure::spending_operator,
                                                                 CourseFigure::net_present_value,
                                                                 CourseFigure::net_present_value_operator};

// Whether two amounts agree to nine digits, so that rounding never decides.
bool same_value(double a, double b);
// 0 if they agree to eleven digits: what sums of many amounts leave by rounding.
double difference_of(double value, double first);

const Status& status_at_end(const Course& course);

// None for a period that never comes, or for spending per home if no home was added. Periods count from 0.
std::optional<double> value_of(CourseFigure figure, const Course& course);

// A course without spending has no payback period.
inline bool has_to_pay_back(const Course& course) {
  return course.spent.total() > 0;
}

// Whether the difference is meaningful: money needs the same currency, periods the same calendar.
bool is_comparable(CourseFigure figure, const ComparedCourse& a, const ComparedCourse& b);

// One figure of all courses, in the order of the courses.
struct FigureComparison {
  CourseFigure figure = CourseFigure::served_homes;
  std::vector<std::optional<double>> values;
  std::vector<std::optional<double>> differences;  // from the first course; none if undefined
  // All courses that tie for best; none if all are equal, or if timelines or currencies differ. A period that
  // comes is better than one that never comes. A course without spending is ignored for payback, and a course
  // without added homes for spending per home.
  std::vector<bool> best;
};

struct OptionComparison {
  EnumArray<CourseFigure, FigureComparison> figures;
  std::vector<std::vector<std::size_t>> dominated_by;  // for each course, the courses that dominate it
};

// For at least one course. Values that agree to nine digits count as equal.
// Courses with different currencies or timelines never dominate each other.
OptionComparison compare_options(std::span<const ComparedCourse> courses);

}  // namespace lastmile
