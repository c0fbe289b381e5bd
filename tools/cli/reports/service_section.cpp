#include "tools/cli/reports/service_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tools/cli/reports/course_table.h"
#include "tools/cli/reports/words.h"

namespace lastmile::cli {
namespace {

constexpr std::size_t longest_service_label = 20;

std::string interval_words(const Interval& interval) {
  return fmt::format("{} to {}", expected_count(interval.low), expected_count(interval.high));
}

std::string change_words(double change) {
  return std::abs(change) < 1e-9 ? "0" : fmt::format("{:.3g}", change);
}

std::string worlds_words(const WorldsRequest& request) {
  return fmt::format("{} worlds, seed {}", grouped(static_cast<double>(request.count)), request.seed);
}

}  // namespace

std::string expected_count(double count) {
  constexpr double large = 100'000;
  const double rounded = std::abs(count) < 1e-9 ? 0 : count;
  return std::abs(rounded) < large ? fmt::format("{:.6g}", rounded) : grouped(std::round(rounded));
}

void add_service_comparison(Page& page, std::span<const io::ServiceColumn> columns, const Vocabulary& words,
                            std::string_view over) {
  page.section(
      fmt::format("{} expected to be {} when elements fail", capitalized(words.homes), words.served));
  TextTable table;
  table.add_row({{""},
                 {"expected", Style::dim},
                 {"in worlds", Style::dim},
                 {"95 % interval", Style::dim},
                 {"hours lost", Style::dim}});
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const io::ServiceColumn& one = columns[i];
    table.add_row({{fmt::format("{}  {}", letter(i), printable(one.label, longest_service_label))},
                   {expected_count(one.service->served.homes) + (one.service->is_exact ? " " : "~")},
                   {expected_count(one.service->homes_in_worlds.value)},
                   {interval_words(one.service->homes_in_worlds.ci95)},
                   {short_number(one.user_hours_lost)}});
  }
  page.table(table);
  const bool all_exact = std::all_of(columns.begin(), columns.end(),
                                     [](const io::ServiceColumn& one) { return one.service->is_exact; });
  page.paragraph(fmt::format("{}, the same failures in all rows. Hours are those of all {} {}.{}",
                             worlds_words(columns.front().service->request), words.users, over,
                             all_exact ? "" : " ~ partly estimated from the worlds."));
  if (columns.size() < 2) return;
  page.section("What redundancy buys");
  TextTable gains;
  const bool one_currency = std::all_of(columns.begin(), columns.end(), [&](const io::ServiceColumn& one) {
    return one.currency == columns.front().currency;
  });
  const std::string currency = one_currency ? io::money_name(columns.front().currency) : std::string{"money"};
  gains.add_row({{""},
                 {printable(words.homes, 16), Style::dim},
                 {"95 % in worlds", Style::dim},
                 {"hours saved", Style::dim},
                 {fmt::format("{} more", currency), Style::dim},
                 {fmt::format("per {} 1,000", currency), Style::dim}});
  for (std::size_t i = 1; i < columns.size(); ++i) {
    const io::ServiceGain gain = io::gain_over(columns.front(), columns[i]);
    const auto per_money = gain.hours_per_money();
    gains.add_row(
        {{fmt::format("{} - {}", letter(i), letter(0))},
         {change_words(columns[i].service->served.homes - columns[0].service->served.homes)},
         {fmt::format("{} to {}", change_words(gain.homes.ci95.low), change_words(gain.homes.ci95.high))},
         {short_number(gain.user_hours_saved)},
         {gain.money ? grouped(std::round(*gain.money)) : std::string{nothing}},
         {per_money ? short_number(*per_money * 1000) : std::string{nothing}}});
  }
  page.table(gains);
}

std::string service_comparison_report(std::span<const io::ServiceColumn> columns, const Vocabulary& words,
                                      std::string_view over, const Terminal& terminal) {
  Page page(terminal);
  add_service_comparison(page, columns, words, over);
  return std::move(page).text();
}

void add_service_of_course(Page& page, const io::OptionCourse& course) {
  const Vocabulary& words = course.reading->scenario.heading.vocabulary;
  page.section(
      fmt::format("{} expected to be {} when elements fail", capitalized(words.homes), words.served));
  TextTable table;
  table.add_row({{""},
                 {printable(words.served, 16), Style::dim},
                 {"expected", Style::dim},
                 {"in worlds", Style::dim},
                 {"95 % interval", Style::dim},
                 {"hours lost", Style::dim}});
  for (const std::size_t t : shown_periods(course.service.size())) {
    const ExpectedService& one = course.service[t];
    table.add_row({{course.timeline().name_of(t)},
                   {expected_count(one.served.homes_now)},
                   {expected_count(one.served.homes) + (one.is_exact ? " " : "~")},
                   {expected_count(one.homes_in_worlds.value)},
                   {interval_words(one.homes_in_worlds.ci95)},
                   {short_number(one.served.user_hours_lost_per_year())}});
  }
  page.table(table);
  const bool all_exact = std::all_of(course.service.begin(), course.service.end(),
                                     [](const ExpectedService& one) { return one.is_exact; });
  page.paragraph(fmt::format("{}, service profile aside. Hours are those of all {} in a year.{}",
                             worlds_words(course.service.front().request), words.users,
                             all_exact ? "" : " ~ partly estimated from the worlds."));
}

}  // namespace lastmile::cli
