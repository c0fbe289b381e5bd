#include "sim/rollout/option_comparison.h"

#include <algorithm>
#include <cmath>

namespace lastmile {
namespace {

std::optional<double> period_value(const std::optional<std::uint32_t>& period) {
  return period ? std::optional<double>(*period) : std::nullopt;
}

// Whether `a` is better than `b`; no value is worse than any value.
bool is_better(CourseFigure figure, const std::optional<double>& a, const std::optional<double>& b) {
  if (!a || !b) return a.has_value() && !b.has_value();
  return !same_value(*a, *b) && (*a > *b) == about(figure).more_is_better;
}

bool dominates(const ComparedCourse& a, const ComparedCourse& b) {
  bool somewhere_better = false;
  for (const CourseFigure figure : deciding_figures) {
    const auto value_a = value_of(figure, *a.course);
    const auto value_b = value_of(figure, *b.course);
    if (is_better(figure, value_b, value_a)) return false;
    somewhere_better = somewhere_better || is_better(figure, value_a, value_b);
  }
  return somewhere_better;
}

bool same_timeline(const Timeline& a, const Timeline& b) {
  return a.unit == b.unit && a.start == b.start && a.periods == b.periods;
}

bool takes_part(CourseFigure figure, const Course& course) {
  if (value_of(figure, course)) return true;
  if (figure == CourseFigure::payback) return has_to_pay_back(course);
  return about(figure).unit == FigureUnit::period;
}

void mark_best(FigureComparison& compared, std::span<const ComparedCourse> courses) {
  compared.best.assign(courses.size(), false);
  const bool all_comparable = std::all_of(courses.begin(), courses.end(), [&](const ComparedCourse& c) {
    return is_comparable(compared.figure, c, courses.front()) &&
           same_timeline(c.timeline, courses.front().timeline);
  });
  if (!all_comparable) return;
  const auto beats = [&](std::size_t i, std::size_t j) {
    return takes_part(compared.figure, *courses[i].course) &&
           takes_part(compared.figure, *courses[j].course) &&
           is_better(compared.figure, compared.values[i], compared.values[j]);
  };
  for (std::size_t i = 0; i < courses.size(); ++i) {
    bool beats_one = false;
    bool is_beaten = false;
    for (std::size_t j = 0; j < courses.size(); ++j) {
      beats_one = beats_one || beats(i, j);
      is_beaten = is_beaten || beats(j, i);
    }
    compared.best[i] = beats_one && !is_beaten;
  }
}

FigureComparison compare(CourseFigure figure, std::span<const ComparedCourse> courses) {
  FigureComparison compared{figure, {}, {}, {}};
  for (const ComparedCourse& one : courses) {
    const auto value = value_of(figure, *one.course);
    compared.values.push_back(value);
    const auto& first = compared.values.front();
    const bool can_be_told = value && first && is_comparable(figure, one, courses.front());
    compared.differences.push_back(can_be_told ? std::optional<double>(difference_of(*value, *first))
                                               : std::nullopt);
  }
  mark_best(compared, courses);
  return compared;
}

}  // namespace

bool same_value(double a, double b) {
  constexpr double digits = 1e-9;
  return std::abs(a - b) <= digits * std::max({1.0, std::abs(a), std::abs(b)});
}

double difference_of(double value, double first) {
  constexpr double noise = 1e-11;
  const double change = value - first;
  return std::abs(change) <= noise * std::max({1.0, std::abs(value), std::abs(first)}) ? 0 : change;
}

const Status& status_at_end(const Course& course) {
  return course.periods.empty() ? course.start : course.periods.back().status;
}

std::optional<double> value_of(CourseFigure figure, const Course& course) {
  const Status& end = status_at_end(course);
  switch (figure) {
    case CourseFigure::served_homes: return end.ladder.back().homes;
    case CourseFigure::home_years_served: return course.home_years_served;
    case CourseFigure::served_50: return period_value(course.reached[0]);
    case CourseFigure::served_80: return period_value(course.reached[1]);
    case CourseFigure::served_95: return period_value(course.reached[2]);
    case CourseFigure::stranded_value: return end.backbone[Book::stranded];
    case CourseFigure::value_years_stranded: return course.value_years_stranded;
    case CourseFigure::spending: return course.spent.total();
    case CourseFigure::spending_capital: return course.spent.capital;
    case CourseFigure::spending_late: return course.spent.late;
    case CourseFigure::spending_visits: return course.spent.visits;
    case CourseFigure::spending_repairs: return course.spent.repairs;
    case CourseFigure::spending_operator: return course.paid.by_operator;
    case CourseFigure::spending_per_home_passed: return spent_per_home(course, Rung::passed);
    case CourseFigure::spending_per_home_connected: return spent_per_home(course, Rung::connected);
    case CourseFigure::spending_per_home_served: return spent_per_home(course, Rung::served);
    case CourseFigure::net_present_value: return course.net_present_value;
    case CourseFigure::net_present_value_operator: return course.operator_net_present_value;
    case CourseFigure::payback: return period_value(course.payback);
  }
  return std::nullopt;
}

bool is_comparable(CourseFigure figure, const ComparedCourse& a, const ComparedCourse& b) {
  switch (about(figure).unit) {
    case FigureUnit::homes:
    case FigureUnit::home_years: return true;
    case FigureUnit::money:
    case FigureUnit::money_years:
    case FigureUnit::money_per_home: return a.currency == b.currency;
    case FigureUnit::period:
      return a.timeline.unit == b.timeline.unit && a.timeline.start == b.timeline.start;
  }
  return false;
}

OptionComparison compare_options(std::span<const ComparedCourse> courses) {
  OptionComparison comparison;
  for (const CourseFigure figure : enum_values<CourseFigure>())
    comparison.figures[figure] = compare(figure, courses);
  comparison.dominated_by.resize(courses.size());
  for (std::size_t i = 0; i < courses.size(); ++i)
    for (std::size_t j = 0; j < courses.size(); ++j)
      if (courses[i].currency == courses[j].currency &&
          same_timeline(courses[i].timeline, courses[j].timeline) && dominates(courses[j], courses[i]))
        comparison.dominated_by[i].push_back(j);
  return comparison;
}

}  // namespace lastmile
