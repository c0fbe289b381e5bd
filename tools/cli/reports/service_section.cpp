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

std::string worlds_words(const WorldsRequest& request) {
  return fmt::format("{} worlds, seed {}", grouped(static_cast<double>(request.count)), request.seed);
}

// Labels of the columns that hold.
template <class Holds>
std::string letters_of(std::size_t columns, Holds holds) {
  std::string letters;
  for (std::size_t i = 1; i < columns; ++i)
    if (holds(i)) letters += (letters.empty() ? "" : ", ") + letter(i);
  return letters;
}

// What the others save over the first, as far as that can be compared.
void add_gains(Page& page, std::span<const io::ServiceColumn> columns, const Vocabulary& words) {
  using Doubt = io::ServiceGain::Doubt;
  page.section("What redundancy buys");
  std::vector<io::ServiceGain> gains;
  for (const io::ServiceColumn& one : columns) gains.push_back(io::gain_over(columns.front(), one));
  const auto doubted = [&](Doubt doubt) {
    return letters_of(columns.size(), [&](std::size_t i) { return gains[i].doubt == doubt; });
  };
  const std::string steady = doubted(Doubt::nothing_fails);
  const std::string different = doubted(Doubt::users_differ);
  const bool one_currency = std::all_of(columns.begin(), columns.end(), [&](const io::ServiceColumn& one) {
    return one.currency == columns.front().currency;
  });
  const std::string currency = one_currency ? io::money_name(columns.front().currency) : std::string{"money"};
  TextTable table;
  table.add_row({{""},
                 {printable(words.homes, 16), Style::dim},
                 {"95 % in worlds", Style::dim},
                 {"hours saved", Style::dim},
                 {fmt::format("{} more", currency), Style::dim},
                 {fmt::format("per {} 1,000", currency), Style::dim}});
  for (std::size_t i = 1; i < columns.size(); ++i) {
    const io::ServiceGain& gain = gains[i];
    const auto per_money = gain.hours_per_money();
    table.add_row({{fmt::format("{} - {}", letter(i), letter(0))},
                   {significant(gain.homes, 3)},
                   {fmt::format("{} to {}", significant(gain.homes_in_worlds.ci95.low, 3),
                                significant(gain.homes_in_worlds.ci95.high, 3))},
                   {gain.user_hours_saved ? short_number(*gain.user_hours_saved) : std::string{nothing}},
                   {gain.money ? grouped(std::round(*gain.money)) : std::string{nothing}},
                   {per_money ? short_number(*per_money * 1000) : std::string{nothing}}});
  }
  page.table(table);
  if (!steady.empty())
    page.paragraph(fmt::format("Nothing can fail in {} and {}: no hours are lost, and none can be saved.",
                               letter(0), steady));
  if (!different.empty())
    page.paragraph(fmt::format(
        "Hours saved are not compared where not as many {} are {} as in {} while nothing is down: "
        "in {}. Who serves fewer loses fewer hours.",
        words.users, words.served, letter(0), different));
}

}  // namespace

std::string expected_count(double count) {
  return significant(count, 6);
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
  if (columns.size() > 1) add_gains(page, columns, words);
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
