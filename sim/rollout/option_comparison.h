// Courses side by side: what each comes to, which one is best at what, what differs from the first, and which
// options nobody would choose because another is nowhere worse and somewhere better (dominated, after
// Pareto). Cost: O(options^2) per figure of the list.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sim/rollout/course.h"

namespace lastmile {

// One course with what its figures are counted in.
struct ComparedCourse {
  const Course* course;
  std::string_view currency;
  Timeline timeline;
};

enum class FigureUnit : std::uint8_t { homes, home_years, money, money_years, money_per_home, period };

// The order of the enum is that of the list.
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
  spending_per_home_passed,
  spending_per_home_connected,
  spending_per_home_served,
  net_present_value,
  payback,
};

struct ComparedFigure {
  std::string_view id;  // stable: it stands in results
  FigureUnit unit;
  bool more_is_better;
};

inline constexpr std::array<ComparedFigure, 17> compared_figures = {{
    {"served_homes", FigureUnit::homes, true},  // at the end
    {"home_years_served", FigureUnit::home_years, true},
    {"served_50", FigureUnit::period, false},  // the period in which that many % of the homes are served
    {"served_80", FigureUnit::period, false},
    {"served_95", FigureUnit::period, false},
    {"stranded_value", FigureUnit::money, false},  // at the end
    {"value_years_stranded", FigureUnit::money_years, false},
    {"spending", FigureUnit::money, false},
    {"spending_capital", FigureUnit::money, false},
    {"spending_late", FigureUnit::money, false},
    {"spending_visits", FigureUnit::money, false},
    {"spending_repairs", FigureUnit::money, false},
    {"spending_per_home_passed", FigureUnit::money_per_home, false},  // that the course brought there
    {"spending_per_home_connected", FigureUnit::money_per_home, false},
    {"spending_per_home_served", FigureUnit::money_per_home, false},
    {"net_present_value", FigureUnit::money, true},
    {"payback", FigureUnit::period, false},
}};
constexpr const ComparedFigure& about(CourseFigure figure) {
  return compared_figures[static_cast<std::size_t>(figure)];
}

// An option is dominated by another that is nowhere worse and somewhere better in these.
inline constexpr std::array<CourseFigure, 5> deciding_figures = {
    CourseFigure::served_homes, CourseFigure::home_years_served, CourseFigure::value_years_stranded,
    CourseFigure::spending, CourseFigure::net_present_value};

const Status& status_at_end(const Course& course);

// None: a period that never comes, or spending per home where no home was added. Periods count from 0.
std::optional<double> value_of(CourseFigure figure, const Course& course);

// A course that has spent nothing has nothing to pay back, and so no payback period.
inline bool has_to_pay_back(const Course& course) {
  return course.spent.total() > 0;
}

// Whether a figure of both may be subtracted: money needs one currency, a period one calendar.
bool is_comparable(CourseFigure figure, const ComparedCourse& a, const ComparedCourse& b);

// One figure of all courses, in their order.
struct FigureComparison {
  CourseFigure figure;
  std::vector<std::optional<double>> values;
  std::vector<std::optional<double>> differences;  // from the first; none where it cannot be told
  // All that tie for best count; none where all are equal or not all are comparable. A period that comes is
  // better than one that never comes; where nothing was to pay back, and where no home was added that the
  // spending could be divided by, an option takes no part.
  std::vector<bool> best;
};

struct OptionComparison {
  std::vector<FigureComparison> figures;  // as compared_figures has them
  std::vector<std::vector<std::size_t>>
      dominated_by;  // of each course, the numbers of those that dominate it
};

// At least one course. Values that agree to nine digits are equal, so that the last bit of a sum never
// decides. Courses of other money or another timeline never dominate each other.
OptionComparison compare_options(std::span<const ComparedCourse> courses);

}  // namespace lastmile
