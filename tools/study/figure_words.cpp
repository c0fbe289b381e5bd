#include "tools/study/figure_words.h"

#include <fmt/format.h>

#include "tools/io/base/currency.h"

namespace lastmile::study {
namespace {

std::string name_of(CourseFigure figure, const Vocabulary& words) {
  switch (figure) {
    case CourseFigure::served_homes: return fmt::format("{} {} at the end", words.homes, words.served);
    case CourseFigure::home_years_served: return fmt::format("{}-years {}", words.home, words.served);
    case CourseFigure::served_50:
      return fmt::format("time until 50 % of {} are {}", words.homes, words.served);
    case CourseFigure::served_80:
      return fmt::format("time until 80 % of {} are {}", words.homes, words.served);
    case CourseFigure::served_95:
      return fmt::format("time until 95 % of {} are {}", words.homes, words.served);
    case CourseFigure::stranded_value: return "stranded value at the end";
    case CourseFigure::value_years_stranded: return "stranded value-years";
    case CourseFigure::spending: return "spending";
    case CourseFigure::spending_capital: return "spending on capital";
    case CourseFigure::spending_late: return "spending on late " + words.final_links;
    case CourseFigure::spending_visits: return "spending on visits";
    case CourseFigure::spending_repairs: return "spending on repairs";
    case CourseFigure::spending_operator: return "spending by the operator";
    case CourseFigure::spending_per_home_passed: return fmt::format("spending per {} passed", words.home);
    case CourseFigure::spending_per_home_connected:
      return fmt::format("spending per {} connected", words.home);
    case CourseFigure::spending_per_home_served:
      return fmt::format("spending per {} {}", words.home, words.served);
    case CourseFigure::net_present_value: return "net present value";
    case CourseFigure::net_present_value_operator: return "net present value of the operator";
    case CourseFigure::payback: return "payback";
  }
  return {};
}

}  // namespace

std::string figure_words(CourseFigure figure, const Heading& heading) {
  const std::string name = name_of(figure, heading.vocabulary);
  const std::string money = io::money_name(heading.currency);
  switch (about(figure).unit) {
    case FigureUnit::homes:
    case FigureUnit::home_years: break;  // the name says it
    case FigureUnit::money:
    case FigureUnit::money_per_home: return fmt::format("{} ({})", name, money);
    case FigureUnit::money_years: return fmt::format("{} ({}-years)", name, money);
    case FigureUnit::period: return name + " (periods)";
  }
  return name;
}

}  // namespace lastmile::study
